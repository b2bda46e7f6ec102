#ifndef WINDOWLM_TOOLS_OPTIONS_TRAIN_CHECKS_H_
#define WINDOWLM_TOOLS_OPTIONS_TRAIN_CHECKS_H_

// The checks of `windowlm train` before it reads a text, so that a mistake costs no hours.

#include <string>

#include "absl/status/status.h"
#include "proto/run_options.pb.h"
#include "src/train/training_output.h"
#include "tools/options/train_options.h"

namespace windowlm {

// Checks that the model is written to a file, and would not replace a text that it is trained on,
// the vectors or the model that it starts from, a list of words, or the configuration's file, and
// that standard input is read at most once; kInvalidArgument otherwise.
absl::Status CheckTrainFiles(const TrainOptions& options);

// Checks that the configuration makes sense (CheckTrainConfig), alone and with the texts that are
// given. The error names the file that the configuration was read from, if there is one.
absl::Status CheckTrainOptions(const TrainOptions& options);

// The option that chooses a preset, as it is typed.
std::string PresetOption(Preset preset);

// Checks that the model, its checkpoint and the log can be written. A checkpoint of an earlier
// training is an error, kAlreadyExists, unless this training goes on from it. Warns on standard
// error if the checkpoint's processor was another, so that the model may differ, and if the log
// goes on from another run's.
absl::Status CheckTrainOutputs(const TrainOptions& options, const TrainingOutput& output);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_TRAIN_CHECKS_H_
