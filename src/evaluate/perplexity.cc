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

LikelihoodSummary EvaluateLikelihood(absl::Span<const uint32_t> ids, LanguageModel& model,
                                     Lines lines) {
  LikelihoodSummary summary;
  std::vector<double> losses;
  const uint32_t line_end = model.vocabulary().line_end_id();
  while (!ids.empty()) {
    const auto* end =
        lines == Lines::kOneText ? ids.end() - 1 : std::find(ids.begin(), ids.end() - 1, line_end);
    const absl::Span<const uint32_t> text = ids.first(end + 1 - ids.begin());
    ids.remove_prefix(text.size());
    for (uint64_t first = 0; first < text.size(); first += kLikelihoodBatch) {
      losses.resize(std::min<uint64_t>(kLikelihoodBatch, text.size() - first));
      model.NegativeLogLikelihood(text, first, absl::MakeSpan(losses));
      for (size_t i = 0; i < losses.size(); ++i) {
        summary.Add(text[first + i] == model.vocabulary().unknown_id(), losses[i]);
      }
    }
  }
  return summary;
}

}  // namespace windowlm
