#include "src/model/window_language_model.h"

#include <vector>

#include "src/base/matrix.h"
#include "src/model/model_config.h"

namespace windowlm {
namespace {

WindowSampler Windows(absl::Span<const uint32_t> ids, const TrainConfig& config,
                      const Vocabulary& vocabulary) {
  return WindowSampler(ids, config.model().objective(), config.model().context(),
                       config.corpus().boundaries(), vocabulary, MissingWords(config.model()),
                       config.model().distant());
}

}  // namespace

WindowBatch NextWordWindow(absl::Span<const uint32_t> line, const TrainConfig& config,
                           const Vocabulary& vocabulary) {
  const auto reach = static_cast<size_t>(WindowReach(config.model()));
  if (line.size() > reach) line.remove_prefix(line.size() - reach);
  // A window has only the words before its target, so any word can stand for the next one.
  std::vector<uint32_t> ended(line.begin(), line.end());
  ended.push_back(vocabulary.line_end_id());
  WindowBatch batch;
  Windows(ended, config, vocabulary).FillPosition(line.size(), &batch);
  return batch;
}

int64_t WindowLanguageModel::words_before() const { return WindowReach(config_.model()); }

int64_t WindowLanguageModel::words_after() const {
  return config_.model().objective() == OBJECTIVE_MASKED ? WindowReach(config_.model()) : 0;
}

void WindowLanguageModel::NegativeLogLikelihood(absl::Span<const uint32_t> ids, uint64_t first,
                                                absl::Span<double> result) {
  Windows(ids, config_, vocabulary_).FillBatchInTextOrder(first, result.size(), &batch_);
  model_.NegativeLogLikelihood(batch_, result);
}

void WindowLanguageModel::LogProbabilities(absl::Span<const uint32_t> line,
                                           absl::Span<double> result) {
  const auto words = static_cast<int64_t>(vocabulary_.predictable_size());
  const WindowBatch batch = NextWordWindow(line, config_, vocabulary_);
  model_.LogProbabilities(batch, MatrixView<double>{result.data(), 1, words, words});
}

}  // namespace windowlm
