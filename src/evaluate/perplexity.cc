#include "src/evaluate/perplexity.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace windowlm {

double LikelihoodSummary::perplexity() const {
  return std::exp(negative_log_likelihood / static_cast<double>(std::max<uint64_t>(1, words)));
}

double LikelihoodSummary::perplexity_without_unknown() const {
  return std::exp(known_negative_log_likelihood /
                  static_cast<double>(std::max<uint64_t>(1, words - unknown_words)));
}

double LikelihoodSummary::unknown_share() const {
  return static_cast<double>(unknown_words) / static_cast<double>(std::max<uint64_t>(1, words));
}

LikelihoodSummary EvaluateLikelihood(absl::Span<const uint32_t> ids, LanguageModel& model) {
  LikelihoodSummary summary;
  std::vector<double> losses;
  for (uint64_t first = 0; first < ids.size(); first += kLikelihoodBatch) {
    losses.resize(std::min<uint64_t>(kLikelihoodBatch, ids.size() - first));
    model.NegativeLogLikelihood(ids, first, absl::MakeSpan(losses));
    for (size_t i = 0; i < losses.size(); ++i) {
      summary.Add(ids[first + i] == model.vocabulary().unknown_id(), losses[i]);
    }
  }
  return summary;
}

}  // namespace windowlm
