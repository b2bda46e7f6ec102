#include "src/model/window_language_model.h"

#include "src/base/matrix.h"
#include "src/model/model_config.h"

namespace windowlm {

int64_t WindowLanguageModel::words_before() const { return WindowReach(config_.model()); }

int64_t WindowLanguageModel::words_after() const {
  return config_.model().objective() == OBJECTIVE_MASKED ? WindowReach(config_.model()) : 0;
}

void WindowLanguageModel::NegativeLogLikelihood(absl::Span<const uint32_t> ids, uint64_t first,
                                                absl::Span<double> result) {
  WindowsOf(ids, config_, vocabulary_).FillBatchInTextOrder(first, result.size(), &batch_);
  model_.NegativeLogLikelihood(batch_, result);
}

void WindowLanguageModel::LogProbabilitiesAt(absl::Span<const uint32_t> ids, uint64_t position,
                                             absl::Span<double> result) {
  const auto words = static_cast<int64_t>(vocabulary_.predictable_size());
  WindowsOf(ids, config_, vocabulary_).FillBatchInTextOrder(position, 1, &batch_);
  model_.LogProbabilities(batch_, MatrixView<double>{result.data(), 1, words, words});
}

}  // namespace windowlm
