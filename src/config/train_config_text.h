#ifndef WINDOWLM_SRC_CONFIG_TRAIN_CONFIG_TEXT_H_
#define WINDOWLM_SRC_CONFIG_TRAIN_CONFIG_TEXT_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "proto/train_config.pb.h"

namespace windowlm {

// `config`, all of whose automatic values are filled in, in Protocol Buffers' text format: a field
// a line, those that are 0 or empty too, but for those that its loss makes no use of. Read into
// the defaults, it makes the same configuration again.
std::string TrainConfigText(const TrainConfig& config);

// Sets the fields that `text` names, whatever their values, and leaves all others as they are. An
// enumeration's automatic value leaves its field as it is, too; a list replaces the one that is
// there. The messages in *config stay where they are, so that pointers to them stay good. Errors
// name `name`, the line and the column, both from 1, and change nothing.
absl::Status MergeTrainConfigText(absl::string_view name, absl::string_view text,
                                  TrainConfig* config);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CONFIG_TRAIN_CONFIG_TEXT_H_
