#include "src/nn/batch_norm.h"

#include <algorithm>
#include <cmath>

#include "src/base/parallel_for.h"
#include "src/base/vector_math.h"

namespace windowlm {
namespace {

constexpr double kEpsilon = 1e-5;
// What a step counts for in the layer's mean and variance.
constexpr double kStepShare = 0.01;
// How many columns, and how many rows, one task takes.
constexpr int64_t kColumns = 64;
constexpr int64_t kRows = 32;

}  // namespace

template <typename T>
BatchNorm<T>::BatchNorm(const std::string& name, int64_t size, ActivationFunction activation)
    : gain_{name + ".gain", 0, Matrix<T>(size, 1)},
      bias_{name + ".bias", 0, Matrix<T>(size, 1)},
      mean_{name + ".mean", 0, Matrix<T>(size, 1)},
      variance_{name + ".variance", 0, Matrix<T>(size, 1)},
      activation_(activation) {}

template <typename T>
void BatchNorm<T>::Initialize() {
  std::fill_n(gain_.value.data(), gain_.value.size(), T(1));
  std::fill_n(variance_.value.data(), variance_.value.size(), T(1));
}

template <typename T>
void BatchNorm<T>::Forward(MatrixView<const T> z, bool training, MatrixView<T> y) {
  const int64_t rows = z.rows;
  const int64_t n = z.columns;
  normalized_.Resize(rows, n);
  scales_.Resize(n, 1);
  if (NeedsSlope(activation_)) slopes_.Resize(rows, n);
  ParallelForTiles(n, kColumns, [&](int64_t begin, int64_t end) {
    const int64_t count = end - begin;
    T mean[kColumns];
    T variance[kColumns];
    std::copy_n(mean_.value.data() + begin, count, mean);
    std::copy_n(variance_.value.data() + begin, count, variance);
    if (training) {
      std::fill_n(mean, count, T(0));
      std::fill_n(variance, count, T(0));
      const T share = T(1) / static_cast<T>(rows);
      for (int64_t i = 0; i < rows; ++i) AddScaled(z.row(i) + begin, count, share, mean);
      for (int64_t i = 0; i < rows; ++i) {
        for (int64_t j = 0; j < count; ++j) {
          const T difference = z.row(i)[begin + j] - mean[j];
          variance[j] += share * difference * difference;
        }
      }
      for (int64_t j = 0; j < count; ++j) {
        T& all_mean = mean_.value.data()[begin + j];
        T& all_variance = variance_.value.data()[begin + j];
        all_mean += static_cast<T>(kStepShare) * (mean[j] - all_mean);
        all_variance += static_cast<T>(kStepShare) * (variance[j] - all_variance);
      }
    }
    T* scales = scales_.data() + begin;
    for (int64_t j = 0; j < count; ++j) {
      scales[j] = T(1) / std::sqrt(variance[j] + static_cast<T>(kEpsilon));
    }
    for (int64_t i = 0; i < rows; ++i) {
      for (int64_t j = 0; j < count; ++j) {
        normalized_.row(i)[begin + j] = (z.row(i)[begin + j] - mean[j]) * scales[j];
      }
    }
  });
  const T* gain = gain_.value.data();
  const T* bias = bias_.value.data();
  ParallelForTiles(rows, kRows, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const T* normalized = normalized_.row(i);
      for (int64_t j = 0; j < n; ++j) y.row(i)[j] = gain[j] * normalized[j] + bias[j];
      Activate(activation_, n, y.row(i), NeedsSlope(activation_) ? slopes_.row(i) : nullptr);
    }
  });
}

template <typename T>
void BatchNorm<T>::Backward(MatrixView<const T> y, MatrixView<T> gradient, GradientSink<T>& sink) {
  const int64_t rows = y.rows;
  const int64_t n = y.columns;
  ParallelForTiles(rows, kRows, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      ActivationGradient(activation_, y.row(i), n, gradient.row(i),
                         NeedsSlope(activation_) ? slopes_.row(i) : nullptr);
    }
  });
  gain_gradient_.Resize(n, 1);
  bias_gradient_.Resize(n, 1);
  ParallelForTiles(n, kColumns, [&](int64_t begin, int64_t end) {
    const int64_t count = end - begin;
    T* along = gain_gradient_.data() + begin;
    T* sum = bias_gradient_.data() + begin;
    std::fill_n(along, count, T(0));
    std::fill_n(sum, count, T(0));
    for (int64_t i = 0; i < rows; ++i) {
      const T* g = gradient.row(i) + begin;
      const T* normalized = normalized_.row(i) + begin;
      for (int64_t j = 0; j < count; ++j) along[j] += g[j] * normalized[j];
      AddScaled(g, count, T(1), sum);
    }
    // The parts of the gradient along the mean and along the column itself vanish: neither changes
    // y.
    const T share = T(1) / static_cast<T>(rows);
    for (int64_t i = 0; i < rows; ++i) {
      T* g = gradient.row(i) + begin;
      const T* normalized = normalized_.row(i) + begin;
      for (int64_t j = 0; j < count; ++j) {
        g[j] = gain_.value.data()[begin + j] * scales_.data()[begin + j] *
               (g[j] - share * (sum[j] + normalized[j] * along[j]));
      }
    }
    sink.Rows(gain_, begin, count, along);
    sink.Rows(bias_, begin, count, sum);
  });
}

template class BatchNorm<float>;
template class BatchNorm<double>;

}  // namespace windowlm
