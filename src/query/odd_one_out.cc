#include "src/query/odd_one_out.h"

#include <algorithm>
#include <cmath>

#include "absl/types/span.h"
#include "src/model/word_vectors.h"

namespace windowlm {
namespace {

// The cosine of a vector of length 1, or zeros, with what remains of `sum` without it.
double FitOf(const float* unit, absl::Span<const double> sum) {
  double dot = 0;
  double squares = 0;
  double unit_squares = 0;
  for (size_t i = 0; i < sum.size(); ++i) {
    const double others = sum[i] - unit[i];
    dot += unit[i] * others;
    squares += others * others;
    unit_squares += static_cast<double>(unit[i]) * unit[i];
  }
  const double norms = std::sqrt(squares * unit_squares);
  return norms == 0 ? 0 : std::min(1.0, std::max(-1.0, dot / norms));
}

}  // namespace

std::vector<Fit> RankByFit(const Matrix<float>& vectors) {
  const int64_t size = vectors.columns();
  Matrix<float> units(vectors.rows(), size);
  // A mean has the direction of the sum. In double precision sums of so few floats lose next to
  // nothing, so that the sum without a word can be had by taking the word away.
  std::vector<double> sum(static_cast<size_t>(size));
  for (int64_t i = 0; i < units.rows(); ++i) {
    WriteUnitVector(vectors.row(i), size, units.row(i));
    for (int64_t k = 0; k < size; ++k) sum[k] += units.row(i)[k];
  }
  std::vector<Fit> fits;
  for (int64_t i = 0; i < units.rows(); ++i) {
    fits.push_back({static_cast<size_t>(i), FitOf(units.row(i), sum)});
  }
  std::stable_sort(fits.begin(), fits.end(),
                   [](const Fit& a, const Fit& b) { return a.cosine < b.cosine; });
  return fits;
}

}  // namespace windowlm
