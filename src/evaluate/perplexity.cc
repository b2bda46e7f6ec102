#include "src/evaluate/perplexity.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace windowlm {

double LikelihoodSummary::perplexity() const {
  return std::exp(negative_log_likelihood / static_cast<double>(std::max<uint64_t>(1, words)));
}

LikelihoodSummary EvaluateLikelihood(absl::Span<const uint32_t> ids, LanguageModel& model) {
  LikelihoodSummary summary;
  std::vector<double> losses;
  for (uint64_t first = 0; first < ids.size(); first += kLikelihoodBatch) {
    losses.resize(std::min<uint64_t>(kLikelihoodBatch, ids.size() - first));
    model.NegativeLogLikelihood(ids, first, absl::MakeSpan(losses));
    for (const double loss : losses) summary.negative_log_likelihood += loss;
  }
  summary.words = ids.size();
  summary.unknown_words =
      static_cast<uint64_t>(std::count(ids.begin(), ids.end(), model.vocabulary().unknown_id()));
  return summary;
}

}  // namespace windowlm
