#ifndef WINDOWLM_TOOLS_OPTIONS_TRAIN_CHECKS_H_
#define WINDOWLM_TOOLS_OPTIONS_TRAIN_CHECKS_H_

// What `windowlm train` looks at before it reads a text, so that no hours are lost.

#include "absl/status/status.h"
#include "tools/options/train_options.h"

namespace windowlm {

// An error where the model would replace a text that it is trained on, or the vectors or the model
// that it starts from.
absl::Status CheckTrainFiles(const TrainOptions& options);

// Whether the configuration makes sense (CheckTrainConfig), alone and with the texts that are
// given. The error names the file that it was read from, if it is one.
absl::Status CheckTrainOptions(const TrainOptions& options);

// Whether the model, its checkpoint and the log can be written. A checkpoint of an earlier training
// is an error, unless this one goes on from it; where it may make another model, and where the log
// goes on from another run's, warns on standard error.
absl::Status CheckTrainOutputs(const TrainOptions& options);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_TRAIN_CHECKS_H_
