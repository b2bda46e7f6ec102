#ifndef WINDOWLM_TOOLS_OPTIONS_CONFIG_FILE_H_
#define WINDOWLM_TOOLS_OPTIONS_CONFIG_FILE_H_

#include <string>

#include "absl/status/status.h"
#include "proto/train_config.pb.h"

namespace windowlm {

// Calls MergeTrainConfigText with the text of a file; the path "-" is standard input. Errors: those
// of MergeTrainConfigText and TextInput; kInvalidArgument for a text of more than a megabyte.
absl::Status MergeTrainConfigFile(const std::string& path, TrainConfig* config);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_CONFIG_FILE_H_
