#include "src/train/naive_bayes.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "src/base/matrix.h"
#include "src/base/parallel_for.h"

namespace windowlm {
namespace {

// The number of features that one task computes.
constexpr int64_t kFeatureTile = 1024;

}  // namespace

void SetNaiveBayes(const LabelledCorpus& corpus, absl::Span<const TargetSet> sets, double share,
                   WindowModel<float>& model) {
  const LabelledLines& lines = corpus.train();
  const bool one_of_them = model.config().loss() != LOSS_SIGMOID;
  const int64_t labels = model.config().labels();
  Matrix<float>& weights = model.parameters().front()->value;
  Matrix<float>& biases = model.parameters().back()->value;
  const auto all = static_cast<double>(lines.size());
  std::vector<double> lines_of(static_cast<size_t>(labels));
  // The same by how much a line counts.
  std::vector<double> weight_of(static_cast<size_t>(labels));
  double all_weight = 0;
  std::vector<double> lines_with(static_cast<size_t>(weights.rows()));
  std::vector<uint32_t> features;
  for (uint64_t i = 0; i < lines.size(); ++i) {
    features.clear();
    corpus.features().Append(lines.words(i), {}, &features);
    const absl::Span<const uint32_t> set = corpus.sets().labels(lines.set(i));
    const double part = one_of_them ? 1 / static_cast<double>(set.size()) : 1;
    const double weight = sets[lines.set(i)].weight;
    all_weight += weight;
    for (const uint32_t label : set) {
      lines_of[label] += part;
      weight_of[label] += weight * part;
    }
    for (const uint32_t feature : features) {
      lines_with[feature] += 1;
      for (const uint32_t label : set) weights.row(feature)[label] += static_cast<float>(part);
    }
  }
  ParallelForTiles(weights.rows(), kFeatureTile, [&](int64_t begin, int64_t end) {
    std::vector<double> logs(static_cast<size_t>(labels));
    for (int64_t feature = begin; feature < end; ++feature) {
      float* row = weights.row(feature);
      double mean = 0;
      for (int64_t c = 0; c < labels; ++c) {
        const double with = row[c];
        const double of_label = lines_of[c];
        const double added = one_of_them ? static_cast<double>(labels) / all : 2 / all;
        logs[c] = of_label > 0 ? std::log(with / of_label + added) : std::log(added);
        if (!one_of_them) {
          const double without = all - of_label;
          logs[c] -= std::log((without > 0 ? (lines_with[feature] - with) / without : 0) + added);
        }
        mean += logs[c] / static_cast<double>(labels);
      }
      if (!one_of_them) mean = 0;
      for (int64_t c = 0; c < labels; ++c) row[c] = static_cast<float>(share * (logs[c] - mean));
    }
  });
  for (int64_t c = 0; c < labels; ++c) {
    // A label of no line, or of all, counts as if one more line were otherwise.
    const double line = all_weight / all;
    const double of_label = std::max(weight_of[c], 0.5 * line);
    const double others =
        one_of_them ? all_weight : std::max(all_weight - weight_of[c], 0.5 * line);
    biases.row(c)[0] = static_cast<float>(std::log(of_label / others));
  }
}

}  // namespace windowlm
