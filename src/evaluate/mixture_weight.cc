#include "src/evaluate/mixture_weight.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "src/evaluate/perplexity.h"

namespace windowlm {
namespace {

constexpr double kPrecision = 1e-8;
constexpr int kMostSteps = 10000;

}  // namespace

double FitMixtureWeight(absl::Span<const uint32_t> ids, LanguageModel& model,
                        LanguageModel& other) {
  // p(word) / p_other(word) of each word.
  std::vector<double> ratios(ids.size());
  std::vector<double> others;
  for (uint64_t first = 0; first < ids.size(); first += kLikelihoodBatch) {
    const uint64_t count = std::min<uint64_t>(kLikelihoodBatch, ids.size() - first);
    const absl::Span<double> batch = absl::MakeSpan(ratios).subspan(first, count);
    others.resize(count);
    model.NegativeLogLikelihood(ids, first, batch);
    other.NegativeLogLikelihood(ids, first, absl::MakeSpan(others));
    for (uint64_t i = 0; i < count; ++i) batch[i] = std::exp(others[i] - batch[i]);
  }
  double weight = 0.5;
  for (int step = 0; step < kMostSteps; ++step) {
    double sum = 0;
    for (const double ratio : ratios) sum += weight / (weight + (1 - weight) * ratio);
    const double next = sum / static_cast<double>(ratios.size());
    const bool done = std::abs(next - weight) < kPrecision;
    weight = next;
    if (done) break;
  }
  return weight;
}

}  // namespace windowlm
