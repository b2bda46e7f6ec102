#ifndef WINDOWLM_SRC_CONFIG_CONFIG_TEXT_H_
#define WINDOWLM_SRC_CONFIG_CONFIG_TEXT_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "proto/train_config.pb.h"

namespace windowlm {

// `config`, which has no automatic values left, in Protocol Buffers' text format, one field a line.
// Fields that are 0 or empty are written too, but not those that have no effect with the
// configuration's loss. Merged into the defaults, the text makes the same configuration again.
std::string TrainConfigText(const TrainConfig& config);

// Sets the fields of *config that `text` names, also to 0, and leaves all others as they are. An
// enumeration's automatic value leaves its field as it is, too; a list replaces the one that is
// there. The messages within *config keep their addresses. kInvalidArgument begins with `name`, the
// line and the column, both counted from 1, and nothing is changed then.
absl::Status MergeTrainConfigText(absl::string_view name, absl::string_view text,
                                  TrainConfig* config);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CONFIG_CONFIG_TEXT_H_
