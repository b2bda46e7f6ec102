#ifndef WINDOWLM_TOOLS_OPTIONS_CONFIG_FILE_H_
#define WINDOWLM_TOOLS_OPTIONS_CONFIG_FILE_H_

#include <string>

#include "absl/status/status.h"
#include "proto/train_config.pb.h"

namespace windowlm {

// MergeTrainConfigText with the text of a file; "-" is standard input. Errors also are those of
// TextInput, and a text of more than a megabyte.
absl::Status MergeTrainConfigFile(const std::string& path, TrainConfig* config);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_CONFIG_FILE_H_
