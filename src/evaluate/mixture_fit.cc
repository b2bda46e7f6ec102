#include "src/evaluate/mixture_fit.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace windowlm {
namespace {

constexpr double kPrecision = 1e-8;
constexpr int kMostSteps = 2000;

// What all components say of all words of a text.
MixtureModel::Table TableOf(absl::Span<const uint32_t> ids, MixtureModel& model) {
  MixtureModel::Table all;
  all.log_p.Resize(static_cast<int64_t>(ids.size()), model.components());
  MixtureModel::Table batch;
  for (uint64_t first = 0; first < ids.size(); first += kLikelihoodBatch) {
    const uint64_t count = std::min<uint64_t>(kLikelihoodBatch, ids.size() - first);
    model.FillTable(ids, first, count, &batch);
    std::copy_n(batch.log_p.data(), batch.log_p.size(), all.log_p.row(static_cast<int64_t>(first)));
    all.known.insert(all.known.end(), batch.known.begin(), batch.known.end());
  }
  return all;
}

// The best weights of as many components, for one row of weights. Word after word, `p` has the
// probabilities that the components give to it, up to a factor.
std::vector<double> BestWeights(const std::vector<double>& p, size_t components) {
  const auto words = static_cast<double>(p.size() / components);
  const double start = 1 / static_cast<double>(components);
  std::vector<double> weights(components, start);
  std::vector<double> shares(components);
  for (int step = 0; step < kMostSteps; ++step) {
    std::fill(shares.begin(), shares.end(), start);
    for (size_t word = 0; word < p.size(); word += components) {
      double sum = 0;
      for (size_t k = 0; k < components; ++k) sum += weights[k] * p[word + k];
      for (size_t k = 0; k < components; ++k) shares[k] += weights[k] * p[word + k] / sum;
    }
    double change = 0;
    for (size_t k = 0; k < components; ++k) {
      const double next = shares[k] / (words + 1);
      change = std::max(change, std::abs(next - weights[k]));
      weights[k] = next;
    }
    if (change < kPrecision) break;
  }
  return weights;
}

// The best weights for the words outside of [skip_begin, skip_end).
MixtureModel::Weights Fit(const MixtureModel& model, const MixtureModel::Table& table,
                          size_t skip_begin, size_t skip_end) {
  const auto components = static_cast<size_t>(model.components());
  const size_t models = model.models().size();
  MixtureModel::Weights weights = model.weights();
  for (size_t row = 0; row < weights.size(); ++row) {
    const size_t present = weights.size() == 1 ? models : models + row + 1;
    std::vector<double> p;
    for (size_t i = 0; i < table.known.size(); ++i) {
      const bool skipped = i >= skip_begin && i < skip_end;
      if (skipped || static_cast<size_t>(std::max(0, table.known[i] - 1)) != row) continue;
      const double* log_p = table.log_p.row(static_cast<int64_t>(i));
      const double most = *std::max_element(log_p, log_p + present);
      for (size_t k = 0; k < present; ++k) p.push_back(std::exp(log_p[k] - most));
    }
    weights[row] = BestWeights(p, present);
    weights[row].resize(components, 0);
  }
  return weights;
}

}  // namespace

MixtureFit FitMixture(absl::Span<const uint32_t> ids, MixtureModel& model) {
  const MixtureModel::Table table = TableOf(ids, model);
  MixtureFit fit;
  const size_t middle = ids.size() / 2;
  const MixtureModel::Weights of_second = Fit(model, table, 0, middle);
  const MixtureModel::Weights of_first = Fit(model, table, middle, ids.size());
  for (size_t i = 0; i < ids.size(); ++i) {
    const double log_p = model.Mix(table.log_p.row(static_cast<int64_t>(i)), table.known[i],
                                   i < middle ? of_second : of_first);
    fit.cross_fitted.Add(ids[i] == model.vocabulary().unknown_id(), -log_p);
  }
  fit.weights = Fit(model, table, 0, 0);
  return fit;
}

}  // namespace windowlm
