#ifndef WINDOWLM_SRC_TRAIN_CHECKPOINT_H_
#define WINDOWLM_SRC_TRAIN_CHECKPOINT_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "proto/model_file.pb.h"
#include "proto/train_config.pb.h"
#include "src/corpus/corpus_preparation.h"
#include "src/model/window_model.h"
#include "src/nn/optimizer.h"
#include "src/store/output_place.h"
#include "src/train/training_output.h"
#include "src/train/weight_average.h"

namespace windowlm {

// Reads only the header of a checkpoint, which says what training it belongs to and how far that
// came. Errors: the file does not exist, is no checkpoint, is damaged, or was written by another
// build of the program.
absl::StatusOr<FileHeader> ReadCheckpointHeader(absl::string_view path);

// A file with all of a training's state, from which the training continues to the same bytes as if
// it had never stopped. The file is sealed, and replaced atomically.
//
// The best model so far is in the model's own file, except after an interruption, when that file
// has the model of that moment; then the checkpoint holds the best one too.
class Checkpoint {
 public:
  // Makes the checkpoint of a training of `config` on `corpus` that writes to `output`. It saves
  // and restores `model`, `optimizer` and `average`. All arguments outlive it.
  Checkpoint(const TrainConfig& config, const PreparedCorpus& corpus, const TrainingOutput& output,
             WindowModel<float>& model, Optimizer<float>& optimizer, WeightAverage& average);

  const std::string& path() const { return output_.checkpoint.path(); }
  bool Exists() const;

  // Writes the state. `position` has the field `training` and the sums of `checkpoint`. With
  // `keep_best` the best model is copied into the checkpoint from the model's file.
  absl::Status Save(const FileHeader& position, bool keep_best) {
    return SaveAt(output_.checkpoint, position, keep_best);
  }
  // The same, to another file.
  absl::Status SaveAt(const OutputPlace& place, const FileHeader& position, bool keep_best);

  // Restores the parameters, the optimizer, the average and, if it was kept, the file of the best
  // model; returns the header with the position. If the model's file should hold the best model and
  // does not, lost_best() says so, and in the header there is no best model. Errors: those of
  // ReadCheckpointHeader; the checkpoint belongs to another configuration, text or vocabulary, and
  // the message names the difference; the file is damaged. After an error the parameters are of no
  // use, and the model's file is as it was.
  absl::StatusOr<FileHeader> Load();

  // Says what became of the best model; empty if it is there.
  const std::string& lost_best() const { return lost_best_; }

  // Deletes the file once training has ended. OK if there is none.
  absl::Status Remove();

 private:
  // OK if the model's file, which has the header `model`, may hold this training's best model, of
  // this perplexity or a better one: a process that was killed may have saved a better model after
  // its last checkpoint.
  absl::Status CheckHoldsBest(const FileHeader& model, double perplexity) const;
  // Writes the checkpoint's best model to the model's file.
  absl::Status RestoreBest(const FileHeader& header);

  const PreparedCorpus& corpus_;
  const TrainingOutput& output_;
  WindowModel<float>& model_;
  Optimizer<float>& optimizer_;
  WeightAverage& average_;
  // The header of this training's checkpoints, without a position.
  FileHeader identity_;
  std::string lost_best_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_CHECKPOINT_H_
