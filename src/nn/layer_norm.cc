#include "src/nn/layer_norm.h"

#include <algorithm>
#include <cmath>

#include "src/base/parallel_for.h"
#include "src/base/vector_math.h"

namespace windowlm {
namespace {

constexpr double kEpsilon = 1e-5;
// How many rows one task takes.
constexpr int64_t kBlockRows = 64;

}  // namespace

template <typename T>
LayerNorm<T>::LayerNorm(const std::string& name, int64_t size)
    : gain_{name + ".gain", 0, Matrix<T>(size, 1)}, bias_{name + ".bias", 0, Matrix<T>(size, 1)} {}

template <typename T>
void LayerNorm<T>::Forward(MatrixView<const T> x, MatrixView<T> y) {
  const int64_t n = x.columns;
  const T* gain = gain_.value.data();
  const T* bias = bias_.value.data();
  normalized_.Resize(x.rows, n);
  scales_.resize(x.rows);
  ParallelForTiles(x.rows, kBlockRows, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      T* normalized = normalized_.row(i);
      const T mean = Sum(x.row(i), n) / static_cast<T>(n);
      for (int64_t j = 0; j < n; ++j) normalized[j] = x.row(i)[j] - mean;
      const T variance = DotProduct(normalized, normalized, n) / static_cast<T>(n);
      const T scale = T(1) / std::sqrt(variance + static_cast<T>(kEpsilon));
      scales_[i] = scale;
      T* out = y.row(i);
      for (int64_t j = 0; j < n; ++j) {
        normalized[j] *= scale;
        out[j] = gain[j] * normalized[j] + bias[j];
      }
    }
  });
}

template <typename T>
void LayerNorm<T>::Backward(MatrixView<const T> gradient, MatrixView<T> dx, GradientSink<T>& sink) {
  const int64_t n = gradient.columns;
  const int64_t blocks = (gradient.rows + kBlockRows - 1) / kBlockRows;
  const T* gain = gain_.value.data();
  block_sums_.Resize(2 * blocks, n);
  ParallelForTiles(gradient.rows, kBlockRows, [&](int64_t begin, int64_t end) {
    T* gain_sum = block_sums_.row(begin / kBlockRows * 2);
    T* bias_sum = gain_sum + n;
    std::fill_n(gain_sum, 2 * n, T(0));
    std::vector<T> scaled(n);
    for (int64_t i = begin; i < end; ++i) {
      const T* g = gradient.row(i);
      const T* normalized = normalized_.row(i);
      for (int64_t j = 0; j < n; ++j) {
        gain_sum[j] += g[j] * normalized[j];
        bias_sum[j] += g[j];
        scaled[j] = g[j] * gain[j];
      }
      // The parts of the gradient along the mean and along the row itself vanish: neither
      // changes y.
      const T mean = Sum(scaled.data(), n) / static_cast<T>(n);
      const T along = DotProduct(scaled.data(), normalized, n) / static_cast<T>(n);
      T* out = dx.row(i);
      for (int64_t j = 0; j < n; ++j) {
        out[j] += scales_[i] * (scaled[j] - mean - normalized[j] * along);
      }
    }
  });
  gain_gradient_.Resize(n, 1);
  bias_gradient_.Resize(n, 1);
  std::fill_n(gain_gradient_.data(), n, T(0));
  std::fill_n(bias_gradient_.data(), n, T(0));
  for (int64_t block = 0; block < blocks; ++block) {
    AddScaled(block_sums_.row(2 * block), n, T(1), gain_gradient_.data());
    AddScaled(block_sums_.row(2 * block + 1), n, T(1), bias_gradient_.data());
  }
  sink.Rows(gain_, 0, n, gain_gradient_.data());
  sink.Rows(bias_, 0, n, bias_gradient_.data());
}

template class LayerNorm<float>;
template class LayerNorm<double>;

}  // namespace windowlm
