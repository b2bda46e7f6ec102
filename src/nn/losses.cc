#include "src/nn/losses.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "src/base/vector_math.h"

namespace windowlm {

template <typename T>
double SoftmaxCrossEntropy(MatrixView<const T> logits, absl::Span<const uint32_t> targets,
                           MatrixView<T> gradient) {
  const T row_share = T(1) / static_cast<T>(logits.rows);
  std::vector<T> p(logits.columns);
  double loss = 0;
  for (int64_t i = 0; i < logits.rows; ++i) {
    const T* row = logits.row(i);
    const T target_logit = row[targets[i]];
    const T max = Max(row, logits.columns);
    std::copy_n(row, logits.columns, p.data());
    const T sum = ExpAndSum(p.data(), logits.columns, max, p.data());
    loss += std::log(static_cast<double>(sum)) + (static_cast<double>(max) - target_logit);
    if (gradient.data == nullptr) continue;
    for (int64_t j = 0; j < logits.columns; ++j) gradient.row(i)[j] = p[j] / sum * row_share;
    gradient.row(i)[targets[i]] -= row_share;
  }
  return loss / static_cast<double>(logits.rows);
}

template <typename T>
double BinaryCrossEntropy(MatrixView<const T> logits, MatrixView<const T> targets,
                          MatrixView<T> gradient) {
  double loss = 0;
  for (int64_t i = 0; i < logits.rows; ++i) {
    for (int64_t j = 0; j < logits.columns; ++j) {
      const double z = logits.row(i)[j];
      const double y = targets.row(i)[j];
      // log(1 + e^z) - y z, arranged so that the exponential never overflows.
      loss += std::max(z, 0.0) - y * z + std::log1p(std::exp(-std::abs(z)));
      if (gradient.data == nullptr) continue;
      const double a = 1 / (1 + std::exp(-z));
      gradient.row(i)[j] = static_cast<T>((a - y) / static_cast<double>(logits.rows));
    }
  }
  return loss / static_cast<double>(logits.rows);
}

template <typename T>
double SquaredError(MatrixView<const T> predictions, MatrixView<const T> targets,
                    SquaredErrorScale scale, MatrixView<T> gradient) {
  const double factor = scale == SquaredErrorScale::kHalf ? 0.5 : 1.0;
  const double rows = static_cast<double>(predictions.rows);
  double loss = 0;
  for (int64_t i = 0; i < predictions.rows; ++i) {
    for (int64_t j = 0; j < predictions.columns; ++j) {
      const double error = static_cast<double>(predictions.row(i)[j]) - targets.row(i)[j];
      loss += factor * error * error;
      if (gradient.data == nullptr) continue;
      gradient.row(i)[j] = static_cast<T>(2 * factor * error / rows);
    }
  }
  return loss / rows;
}

template double SoftmaxCrossEntropy(MatrixView<const float>, absl::Span<const uint32_t>,
                                    MatrixView<float>);
template double SoftmaxCrossEntropy(MatrixView<const double>, absl::Span<const uint32_t>,
                                    MatrixView<double>);
template double BinaryCrossEntropy(MatrixView<const float>, MatrixView<const float>,
                                   MatrixView<float>);
template double BinaryCrossEntropy(MatrixView<const double>, MatrixView<const double>,
                                   MatrixView<double>);
template double SquaredError(MatrixView<const float>, MatrixView<const float>, SquaredErrorScale,
                             MatrixView<float>);
template double SquaredError(MatrixView<const double>, MatrixView<const double>, SquaredErrorScale,
                             MatrixView<double>);

}  // namespace windowlm
