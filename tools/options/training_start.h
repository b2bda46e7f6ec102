#ifndef WINDOWLM_TOOLS_OPTIONS_TRAINING_START_H_
#define WINDOWLM_TOOLS_OPTIONS_TRAINING_START_H_

#include <CLI/CLI.hpp>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "proto/train_config.pb.h"
#include "src/model/model_file.h"
#include "src/vectors/foreign_vectors.h"
#include "tools/options/train_options.h"

namespace windowlm {

// What training starts from besides random numbers: neither, or one.
struct TrainingStart {
  // --continue
  absl::optional<TrainedModel> model;
  // --init-vectors
  absl::optional<ForeignVectors> vectors;
  // Of the file that was read.
  StartSummary summary;
};

// Reads what --continue or --init-vectors names. Errors: those of LoadModel and LoadVectors, and of
// ReadVectorsInput where the vectors are not windowlm's.
absl::StatusOr<TrainingStart> ReadTrainingStart(const TrainOptions& options);

// Says in options.config what training starts from. With --continue the configuration gets the
// model's text rules, sizes of the vocabulary, boundaries and shape. kInvalidArgument names the
// first of them for which the configuration asks something else, be it that the command line has
// the option, or that it is not the default; and vectors of another dimension.
absl::Status ApplyTrainingStart(const TrainingStart& start, const CLI::App& command,
                                TrainOptions& options);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_TRAINING_START_H_
