#include "src/query/word_probabilities.h"

#include <cmath>

#include "absl/status/status.h"

namespace windowlm {

absl::StatusOr<std::vector<double>> WordProbabilities(absl::Span<const uint32_t> ids,
                                                      uint64_t position, LanguageModel& model) {
  std::vector<double> probabilities(model.vocabulary().predictable_size());
  model.LogProbabilitiesAt(ids, position, absl::MakeSpan(probabilities));
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
