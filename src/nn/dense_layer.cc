#include "src/nn/dense_layer.h"

#include <algorithm>

#include "src/base/matrix_product.h"
#include "src/base/parallel_for.h"
#include "src/base/vector_math.h"

namespace windowlm {
namespace {

// Rows of a batch, and rows of a weight, that one task takes.
constexpr int64_t kBatchTile = 64;
constexpr int64_t kWeightTile = 32;

}  // namespace

template <typename T>
DenseLayer<T>::DenseLayer(const std::string& name, int64_t in, int64_t out,
                          ActivationFunction activation)
    : weight_{name + ".weight", 0, Matrix<T>(out, in)},
      bias_{name + ".bias", 0, Matrix<T>(out, 1)},
      activation_(activation) {}

template <typename T>
void DenseLayer<T>::Forward(MatrixView<const T> x, MatrixView<T> y) const {
  const T* bias = bias_.value.data();
  ParallelForTiles(x.rows, kBatchTile, [&](int64_t begin, int64_t end) {
    const MatrixView<T> tile = y.Rows(begin, end - begin);
    MatrixProduct(Plain(x.Rows(begin, end - begin)), Transposed(weight_.value.view()), tile);
    for (int64_t i = 0; i < tile.rows; ++i) {
      AddScaled(bias, tile.columns, T(1), tile.row(i));
      Activate(activation_, tile.columns, tile.row(i));
    }
  });
}

template <typename T>
void DenseLayer<T>::Backward(MatrixView<const T> x, MatrixView<const T> y, MatrixView<T> gradient,
                             MatrixView<T> dx, GradientSink<T>& sink) {
  ParallelForTiles(x.rows, kBatchTile, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      ActivationGradient(activation_, y.row(i), gradient.columns, gradient.row(i));
    }
    if (dx.data != nullptr) {
      MatrixProduct(Plain(gradient.Rows(begin, end - begin)), Plain(weight_.value.view()),
                    dx.Rows(begin, end - begin));
    }
  });
  weight_gradient_.Resize(out(), in());
  bias_gradient_.Resize(out(), 1);
  ParallelForTiles(out(), kWeightTile, [&](int64_t begin, int64_t end) {
    const int64_t count = end - begin;
    const MatrixView<T> part{gradient.data + begin, gradient.rows, count, gradient.stride};
    MatrixProduct(Transposed(part), Plain(x), weight_gradient_.view().Rows(begin, count));
    T* bias = bias_gradient_.row(begin);
    std::fill_n(bias, count, T(0));
    for (int64_t i = 0; i < part.rows; ++i) AddScaled(part.row(i), count, T(1), bias);
    sink.Rows(weight_, begin, count, weight_gradient_.row(begin));
    sink.Rows(bias_, begin, count, bias);
  });
}

template class DenseLayer<float>;
template class DenseLayer<double>;

}  // namespace windowlm
