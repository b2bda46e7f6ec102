#include "src/model/output/adaptive_cutoffs.h"

#include <algorithm>
#include <limits>

namespace windowlm {
namespace {

// Costs are in operations of a large matrix product. The three products of a softmax take 2
// operations each for every weight and row; a step of the optimizer on a weight is bound by memory.
constexpr double kProducts = 6;
constexpr double kOptimizerStep = 250;
// The fixed cost of a cluster, and the rows and columns that are added to those of a small product,
// since it is slower than its size tells.
constexpr double kCluster = 2e7;
constexpr double kMoreRows = 64;
constexpr double kMoreColumns = 16;

// The most clusters that are tried, and the smallest cutoff.
constexpr size_t kMostClusters = 3;
constexpr int64_t kLeastCutoff = 256;

class CostModel {
 public:
  CostModel(absl::Span<const uint64_t> counts, int64_t in, int64_t division, int64_t batch)
      : in_(in), division_(division), batch_(static_cast<double>(batch)), sums_(counts.size() + 1) {
    for (size_t i = 0; i < counts.size(); ++i) {
      sums_[i + 1] = sums_[i] + static_cast<double>(counts[i]);
    }
  }

  int64_t words() const { return static_cast<int64_t>(sums_.size()) - 1; }

  double CostOf(const std::vector<int32_t>& cutoffs) const {
    const double head = static_cast<double>(cutoffs[0]) + static_cast<double>(cutoffs.size());
    const double in = static_cast<double>(in_);
    double cost = head * in * (kProducts * batch_ + kOptimizerStep);
    for (size_t i = 0; i < cutoffs.size(); ++i) {
      const int64_t end = i + 1 < cutoffs.size() ? cutoffs[i + 1] : words();
      const double classes = static_cast<double>(end - cutoffs[i]);
      const double projected =
          static_cast<double>(ClusterInput(in_, division_, static_cast<int64_t>(i)));
      const double share = (sums_[end] - sums_[cutoffs[i]]) / std::max(1.0, sums_.back());
      const double rows = batch_ * share + kMoreRows;
      cost += kCluster + kProducts * rows * (projected + kMoreColumns) * (classes + in) +
              kOptimizerStep * projected * (classes + in);
    }
    return cost;
  }

 private:
  const int64_t in_;
  const int64_t division_;
  const double batch_;
  // sums_[i] is the sum of the counts of the first i words.
  std::vector<double> sums_;
};

// Tries all ways to extend `cutoffs`, and keeps the ones that cost least in *best, their cost in
// *least.
void Search(const CostModel& model, const std::vector<int32_t>& candidates, size_t next,
            std::vector<int32_t>* cutoffs, double* least, std::vector<int32_t>* best) {
  if (!cutoffs->empty()) {
    const double cost = model.CostOf(*cutoffs);
    if (cost < *least) {
      *least = cost;
      *best = *cutoffs;
    }
  }
  if (cutoffs->size() == kMostClusters) return;
  for (size_t i = next; i < candidates.size(); ++i) {
    cutoffs->push_back(candidates[i]);
    Search(model, candidates, i + 1, cutoffs, least, best);
    cutoffs->pop_back();
  }
}

}  // namespace

int64_t ClusterInput(int64_t in, int64_t division, int64_t cluster) {
  for (int64_t i = 0; i <= cluster; ++i) in /= division;
  return std::max<int64_t>(1, in);
}

std::vector<int32_t> AdaptiveCutoffs(absl::Span<const uint64_t> counts, int64_t in,
                                     int64_t division, int64_t batch) {
  const CostModel model(counts, in, division, batch);
  std::vector<int32_t> candidates;
  for (int64_t cutoff = kLeastCutoff; cutoff < model.words(); cutoff *= 2) {
    for (const int64_t candidate : {cutoff, cutoff + cutoff / 2}) {
      if (candidate < model.words()) candidates.push_back(static_cast<int32_t>(candidate));
    }
  }
  if (candidates.empty()) {
    candidates.push_back(static_cast<int32_t>(std::max<int64_t>(1, model.words() / 2)));
  }
  std::vector<int32_t> cutoffs;
  std::vector<int32_t> best;
  double least = std::numeric_limits<double>::infinity();
  Search(model, candidates, 0, &cutoffs, &least, &best);
  return best;
}

}  // namespace windowlm
