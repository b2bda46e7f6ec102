#include "src/query/word_probabilities.h"

#include <cmath>

#include "absl/status/status.h"
#include "src/base/matrix.h"

namespace windowlm {

absl::StatusOr<std::vector<double>> WordProbabilities(const WindowBatch& window,
                                                      TrainedModel& trained) {
  const auto words = static_cast<int64_t>(trained.vocabulary.predictable_size());
  std::vector<double> probabilities(trained.vocabulary.predictable_size());
  trained.model->LogProbabilities(window,
                                  MatrixView<double>{probabilities.data(), 1, words, words});
  for (double& probability : probabilities) {
    probability = std::exp(probability);
    if (!std::isfinite(probability)) {
      return absl::DataLossError(
          "the model gives no probabilities: its weights are so large that they overflow");
    }
  }
  return probabilities;
}

}  // namespace windowlm
