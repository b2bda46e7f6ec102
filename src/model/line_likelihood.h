#ifndef WINDOWLM_SRC_MODEL_LINE_LIKELIHOOD_H_
#define WINDOWLM_SRC_MODEL_LINE_LIKELIHOOD_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "src/corpus/window_sampler.h"
#include "src/model/model_file.h"

namespace windowlm {

// How probable parts of lines are to a model that predicts the next word, or a masked one: what
// is added is predicted in batches. The result of a part does not depend on what else was added
// but through rounding. For one thread.
class LineLikelihood {
 public:
  // `trained` outlives this.
  explicit LineLikelihood(TrainedModel& trained);

  // Adds the words at positions begin .. end - 1 of a line, which ends with `</s>` and stands
  // alone: what its contexts lack is filled up as in training.
  void Add(absl::Span<const uint32_t> line, size_t begin, size_t end);

  // The sum of log p(word | context), natural log, of what each call of Add() since the last call
  // of this added, in their order; 0 of no words. kDataLoss where the model's weights are so large
  // that one is no number.
  absl::StatusOr<std::vector<double>> Take();

 private:
  // Predicts the windows that wait, and adds what comes of them to sums_.
  void Predict();

  TrainedModel& trained_;
  WindowBatch waiting_;
  // Of each window that waits: its place in sums_.
  std::vector<size_t> places_;
  std::vector<double> sums_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_LINE_LIKELIHOOD_H_
