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

// Scores parts of lines by a model of the next word or a masked one. Added parts are predicted
// together in batches, which changes a part's score only by rounding. For one thread.
class LineLikelihood {
 public:
  // `trained` outlives this.
  explicit LineLikelihood(TrainedModel& trained);

  // Adds the words at positions begin .. end - 1 of a line, which ends with `</s>`. The line stands
  // alone: contexts that reach beyond it are filled up as in training.
  void Add(absl::Span<const uint32_t> line, size_t begin, size_t end);

  // For each call of Add() since the last Take(), in order, the sum of log p(word | context),
  // natural log, over its words; 0 for no words. kDataLoss if a sum is not a finite number because
  // the model's weights are too large.
  absl::StatusOr<std::vector<double>> Take();

 private:
  // Predicts the waiting windows and adds their log probabilities to sums_.
  void Predict();

  TrainedModel& trained_;
  WindowBatch waiting_;
  // Index into sums_ of each waiting window.
  std::vector<size_t> places_;
  std::vector<double> sums_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_LINE_LIKELIHOOD_H_
