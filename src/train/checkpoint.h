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

namespace windowlm {

// Where the checkpoint of a training lies that writes the model `output`: beside it.
std::string CheckpointPath(absl::string_view output);

// Reads the start of a checkpoint alone: what it is of, and how far it came. Errors: there is
// none, it is no checkpoint, it is damaged, another build of the program wrote it.
absl::StatusOr<FileHeader> ReadCheckpointHeader(absl::string_view path);

// All of a training's state in a file, from which the training goes on to the same bytes as if it
// had never stopped. The file is sealed, and replaced atomically.
//
// The best model so far is in the model's own file, except after an interruption, when that file
// has the model of that moment: then the checkpoint holds the best one as well.
class Checkpoint {
 public:
  // Of a training of `config` on `corpus` that writes the model file `output`; the model and the
  // optimizer are what is saved and restored. All of them outlive the checkpoint.
  Checkpoint(const TrainConfig& config, const PreparedCorpus& corpus, const std::string& output,
             WindowModel<float>& model, Optimizer<float>& optimizer);

  const std::string& path() const { return path_; }
  bool Exists() const;

  // Writes the state at `position`, which has `training` and the sums of `checkpoint`. With
  // `keep_best`, writes the best model of all into it, from the model's file.
  absl::Status Save(const FileHeader& position, bool keep_best);

  // Restores the parameters, the optimizer and, if that was kept, the file of the best model;
  // returns the position. Errors: those of ReadCheckpointHeader; it is of another configuration,
  // text or vocabulary, which is named; the best model is not in its file; the file is damaged.
  // After an error the parameters are of no use, the model's file is as it was.
  absl::StatusOr<FileHeader> Load();

  // Once training has ended. No error where there is none.
  absl::Status Remove();

 private:
  // OK where the model's file may hold this training's best model, of this perplexity or a better
  // one: a process that is killed may have saved that after its last checkpoint.
  absl::Status CheckHoldsBest(const FileHeader& model, double perplexity) const;
  absl::Status RestoreBest(const FileHeader& header);

  const PreparedCorpus& corpus_;
  const std::string& output_;
  const std::string path_;
  WindowModel<float>& model_;
  Optimizer<float>& optimizer_;
  // A header without a position.
  FileHeader identity_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_CHECKPOINT_H_
