#include "src/nn/dense_layer.h"

#include <algorithm>
#include <type_traits>

#include "src/base/matrix_product.h"
#include "src/base/parallel_for.h"
#include "src/base/vector_math.h"

namespace windowlm {
namespace {

// How many rows of a batch, and how many rows of the weight, one task takes.
constexpr int64_t kBatchTile = 64;
constexpr int64_t kWeightTile = 32;

template <typename T>
void Round(MatrixView<const T> x, int64_t begin, int64_t end, Matrix<BFloat16>& rounded) {
  if constexpr (std::is_same_v<T, float>) {
    for (int64_t i = begin; i < end; ++i) Convert(x.row(i), x.columns, rounded.row(i));
  }
}

// Multiplies the rounded operands if `rounds`, which is true only for float.
template <typename T>
void Product(bool rounds, Operand<T> a, Operand<T> b, Operand<BFloat16> rounded_a,
             Operand<BFloat16> rounded_b, MatrixView<T> c) {
  if constexpr (std::is_same_v<T, float>) {
    if (rounds) return MatrixProduct(rounded_a, rounded_b, c);
  }
  MatrixProduct(a, b, c);
}

template <typename T>
MatrixView<const T> Columns(MatrixView<const T> x, int64_t begin, int64_t count) {
  return {x.data + begin, x.rows, count, x.stride};
}

}  // namespace

template <typename T>
DenseLayer<T>::DenseLayer(const std::string& name, int64_t in, int64_t out,
                          ActivationFunction activation, Precision precision)
    : weight_{name + ".weight", 0, Matrix<T>(out, in)},
      bias_{name + ".bias", 0, Matrix<T>(out, 1)},
      activation_(activation),
      rounds_(precision == PRECISION_BFLOAT16 && std::is_same_v<T, float>) {}

template <typename T>
void DenseLayer<T>::Forward(MatrixView<const T> x, MatrixView<T> y) {
  const Matrix<T>& weight = weight_.value;
  if (NeedsSlope(activation_)) slopes_.Resize(y.rows, y.columns);
  if (rounds_) {
    rounded_x_.Resize(x.rows, x.columns);
    rounded_weight_.Resize(out(), in());
    ParallelForTiles(out(), kWeightTile, [&](int64_t begin, int64_t end) {
      Round(weight.view(), begin, end, rounded_weight_);
    });
  }
  const MatrixView<const BFloat16> rounded_x = rounded_x_.view();
  const MatrixView<const BFloat16> rounded_weight = rounded_weight_.view();
  ParallelForTiles(x.rows, kBatchTile, [&](int64_t begin, int64_t end) {
    const int64_t count = end - begin;
    const MatrixView<T> tile = y.Rows(begin, count);
    if (rounds_) Round(x, begin, end, rounded_x_);
    Product(rounds_, Plain(x.Rows(begin, count)), Transposed(weight.view()),
            Plain(rounds_ ? rounded_x.Rows(begin, count) : rounded_x), Transposed(rounded_weight),
            tile);
    for (int64_t i = 0; i < count; ++i) {
      AddScaled(bias_.value.data(), tile.columns, T(1), tile.row(i));
      Activate(activation_, tile.columns, tile.row(i),
               NeedsSlope(activation_) ? slopes_.row(begin + i) : nullptr);
    }
  });
}

template <typename T>
void DenseLayer<T>::Backward(MatrixView<const T> x, MatrixView<const T> y, MatrixView<T> gradient,
                             MatrixView<T> dx, GradientSink<T>& sink) {
  const Matrix<T>& weight = weight_.value;
  if (rounds_) rounded_gradient_.Resize(gradient.rows, gradient.columns);
  const MatrixView<const T> gradients = gradient;
  const MatrixView<const BFloat16> rounded_gradient = rounded_gradient_.view();
  const MatrixView<const BFloat16> rounded_weight = rounded_weight_.view();
  const MatrixView<const BFloat16> rounded_x = rounded_x_.view();
  ParallelForTiles(x.rows, kBatchTile, [&](int64_t begin, int64_t end) {
    const int64_t count = end - begin;
    for (int64_t i = begin; i < end; ++i) {
      ActivationGradient(activation_, y.row(i), gradient.columns, gradient.row(i),
                         NeedsSlope(activation_) ? slopes_.row(i) : nullptr);
    }
    if (rounds_) Round(gradients, begin, end, rounded_gradient_);
    if (dx.data == nullptr) return;
    Product(rounds_, Plain(gradients.Rows(begin, count)), Plain(weight.view()),
            Plain(rounds_ ? rounded_gradient.Rows(begin, count) : rounded_gradient),
            Plain(rounded_weight), dx.Rows(begin, count));
  });
  weight_gradient_.Resize(out(), in());
  bias_gradient_.Resize(out(), 1);
  ParallelForTiles(out(), kWeightTile, [&](int64_t begin, int64_t end) {
    const int64_t count = end - begin;
    const MatrixView<const T> part = Columns(gradients, begin, count);
    Product(rounds_, Transposed(part), Plain(x),
            Transposed(rounds_ ? Columns(rounded_gradient, begin, count) : rounded_gradient),
            Plain(rounded_x), weight_gradient_.view().Rows(begin, count));
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
