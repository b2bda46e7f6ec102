#ifndef WINDOWLM_TOOLS_OPTIONS_TRAINING_START_H_
#define WINDOWLM_TOOLS_OPTIONS_TRAINING_START_H_

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "proto/train_config.pb.h"
#include "src/config/option_table.h"
#include "src/model/model_file.h"
#include "src/vectors/foreign_vectors.h"
#include "tools/options/train_options.h"

namespace windowlm {

// What training starts from besides random numbers: a model, word vectors, or neither.
struct TrainingStart {
  // A model, whose text rules, vocabulary and shape are kept.
  absl::optional<TrainedModel> model;
  // Word vectors, which become the first embeddings.
  absl::optional<ForeignVectors> vectors;
  // The size and the checksum of the file that was read.
  StartSummary summary;
};

// Reads the file that options.run names as continued_model or init_vectors. Errors: those of
// LoadModel and LoadVectors, and of ReadVectorsInput if the vectors are not windowlm's.
absl::StatusOr<TrainingStart> ReadTrainingStart(const TrainOptions& options);

// Sets in options.config what training starts from, and what it keeps of a model. Errors: those of
// KeepModelConfig, which calls is_given; kInvalidArgument for vectors of another dimension.
absl::Status ApplyTrainingStart(const TrainingStart& start,
                                absl::FunctionRef<bool(const Option&)> is_given,
                                TrainOptions& options);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_TRAINING_START_H_
