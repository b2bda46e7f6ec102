#include "src/evaluate/perplexity.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "absl/types/span.h"

namespace windowlm {
namespace {

// Windows in a batch: of no influence on the result but through rounding, so it is fixed.
constexpr uint64_t kBatch = 1024;

}  // namespace

double LikelihoodSummary::perplexity() const {
  return std::exp(negative_log_likelihood / static_cast<double>(std::max<uint64_t>(1, words)));
}

LikelihoodSummary EvaluateLikelihood(const WindowSampler& sampler, uint32_t unknown_id,
                                     WindowModel<float>& model) {
  LikelihoodSummary summary;
  WindowBatch batch;
  std::vector<double> losses;
  for (uint64_t first = 0; first < sampler.size(); first += kBatch) {
    sampler.FillBatchInTextOrder(first, kBatch, &batch);
    losses.resize(batch.targets.size());
    model.NegativeLogLikelihood(batch, absl::MakeSpan(losses));
    for (const double loss : losses) summary.negative_log_likelihood += loss;
    summary.words += batch.targets.size();
    summary.unknown_words += std::count(batch.targets.begin(), batch.targets.end(), unknown_id);
  }
  return summary;
}

}  // namespace windowlm
