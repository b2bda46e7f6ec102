#include "src/evaluate/correlation.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace windowlm {
namespace {

// Compares the values themselves, because their differences from the mean may be nothing but
// rounding.
bool AllEqual(absl::Span<const double> values) {
  return std::all_of(values.begin(), values.end(),
                     [&values](double value) { return value == values[0]; });
}

double Mean(absl::Span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace

std::vector<double> AverageRanks(absl::Span<const double> values) {
  std::vector<size_t> order(values.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(),
            [&values](size_t a, size_t b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size());
  for (size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    while (end < order.size() && values[order[end]] == values[order[begin]]) ++end;
    // The mean of the ranks begin + 1 to end.
    const double rank = static_cast<double>(begin + 1 + end) / 2;
    for (size_t i = begin; i < end; ++i) ranks[order[i]] = rank;
  }
  return ranks;
}

absl::optional<double> PearsonCorrelation(absl::Span<const double> x, absl::Span<const double> y) {
  if (AllEqual(x) || AllEqual(y)) return absl::nullopt;
  const double x_mean = Mean(x);
  const double y_mean = Mean(y);
  double xx = 0;
  double yy = 0;
  double xy = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    const double dx = x[i] - x_mean;
    const double dy = y[i] - y_mean;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  // The root is that of the product, so that a sample has exactly 1 with itself.
  const double squares = xx * yy;
  if (!(squares > 0) || !std::isfinite(squares)) return absl::nullopt;
  return std::min(1.0, std::max(-1.0, xy / std::sqrt(squares)));
}

absl::optional<double> SpearmanCorrelation(absl::Span<const double> x, absl::Span<const double> y) {
  return PearsonCorrelation(AverageRanks(x), AverageRanks(y));
}

}  // namespace windowlm
