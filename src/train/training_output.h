#ifndef WINDOWLM_SRC_TRAIN_TRAINING_OUTPUT_H_
#define WINDOWLM_SRC_TRAIN_TRAINING_OUTPUT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "src/store/output_place.h"

namespace windowlm {

// Where a training writes. The folders are held open, so that a training of hours can still save
// what it has when somebody has moved them.
struct TrainingOutput {
  OutputPlace model;
  OutputPlace checkpoint;
};

// The path of the checkpoint of a training that writes the model file `output`, beside which it
// lies.
std::string CheckpointPath(absl::string_view output);

// The places of a training that writes the model file `output`. Errors: those of OutputPlace::Find.
absl::StatusOr<TrainingOutput> FindTrainingOutput(const std::string& output);

// Where a training can save what it has if it cannot where it should: in the working folder, and in
// the folder for temporary files ($TMPDIR, or /tmp), under the name of `output` or, if that is
// taken there, with a number added. Folders that cannot be opened are left out.
std::vector<TrainingOutput> FindRefuges(const TrainingOutput& output);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_TRAINING_OUTPUT_H_
