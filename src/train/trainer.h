#ifndef WINDOWLM_SRC_TRAIN_TRAINER_H_
#define WINDOWLM_SRC_TRAIN_TRAINER_H_

#include <atomic>
#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "proto/train_config.pb.h"
#include "src/corpus/corpus_preparation.h"
#include "src/model/window_model.h"
#include "src/train/checkpoint_schedule.h"
#include "src/train/training_observer.h"
#include "src/train/training_output.h"

namespace windowlm {

enum class TrainingEnd {
  // All steps were taken.
  kFinished,
  // config.patience validations in a row were no better than the best.
  kNoImprovement,
  // `stop` was set.
  kInterrupted,
};

struct TrainingResult {
  TrainingEnd end = TrainingEnd::kFinished;
  uint64_t steps = 0;
  uint64_t words = 0;
  // The time of training alone, without validation and saving.
  double training_seconds = 0;
  // The validation perplexity of the saved model; 0 if nothing is held out.
  double valid_perplexity = 0;
  // Of a model of labels that was validated, the share of lines whose likeliest label was right.
  absl::optional<double> valid_accuracy;
  bool saved = false;
  // Whether, after an interruption, a checkpoint holds all that training needs to continue.
  bool can_resume = false;
};

// A function that changes the random parameters that a model has before its first step.
using ModelStart = std::function<void(WindowModel<float>& model)>;

// Trains a model on a prepared corpus and writes it to `output` (SaveModel): at every validation
// that is better than all before, or at the end if nothing is held out, so that the file always has
// the best model. Validates after each epoch and at the end. After an interruption the parameters
// are saved as they are then, unless the last validations found a better model, which is in the
// file already.
//
// `start`, if any, changes the parameters before the first step; the caller says in `config` what
// they come from.
//
// If `checkpoints` says so, keeps a checkpoint (CheckpointPath(output)), written now and then and
// after an interruption, and removed when training has ended well. A failure to write it is a
// warning; after an interruption it is an error, and a best model stays in the file.
//
// `config` is resolved; the corpus of a skip-gram model has no text to validate with, that of a
// model of labels has been through ReadLabels. `stop` may be
// set by a signal handler; training is interrupted after the current step. The bytes of the file
// are a function of the build, the machine's type, the corpus and the config; threads, time,
// observer and interruptions have no influence.
//
// Errors: subsampling leaves no word to train on; the loss is not finite (the message names the
// step, and the files stay as the last save left them); the file cannot be written; there is a
// checkpoint to resume from, but not of this training (Checkpoint::Load). Where a file cannot be
// written, what the training has is saved in one of FindRefuges, if that can be done, and the
// message says where, and how to go on.
absl::StatusOr<TrainingResult> Train(const TrainConfig& config, const PreparedCorpus& corpus,
                                     const std::string& output, const std::atomic<bool>& stop,
                                     TrainingObserver& observer, const ModelStart& start = nullptr,
                                     const CheckpointOptions& checkpoints = {});

absl::StatusOr<TrainingResult> Train(const TrainConfig& config, const PreparedCorpus& corpus,
                                     const TrainingOutput& output, const std::atomic<bool>& stop,
                                     TrainingObserver& observer, const ModelStart& start = nullptr,
                                     const CheckpointOptions& checkpoints = {});

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_TRAINER_H_
