#include "src/nn/dense_layer.h"

#include <algorithm>
#include <type_traits>

#include "src/base/matrix_product.h"
#include "src/base/parallel_for.h"
#include "src/base/vector_math.h"

namespace windowlm {
namespace {

// How many rows of the weight one task takes, and how many columns and rows of what is computed for
// a batch. A task reads all columns of its rows of the weight: there should be enough tasks for
// many threads, but products of fewer rows or columns read their operands more often.
constexpr int64_t kWeightTile = 64;
constexpr int64_t kColumnTile = 128;
int64_t BatchTile(int64_t rows) { return rows < 512 ? 64 : 128; }
// Rows of a batch that are rounded, or whose activation's gradient is computed, at once.
constexpr int64_t kRowTile = 32;

// A part of a matrix.
struct Tile {
  int64_t row;
  int64_t rows;
  int64_t column;
  int64_t columns;
};

// Calls body(tile) for all tiles of a matrix of a batch, as ParallelFor does.
template <typename Body>
void ParallelForParts(int64_t rows, int64_t columns, Body body) {
  const int64_t batch_tile = BatchTile(rows);
  const int64_t tiles_down = (rows + batch_tile - 1) / batch_tile;
  const int64_t tiles_across = (columns + kColumnTile - 1) / kColumnTile;
  ParallelFor(tiles_down * tiles_across, [&](int64_t task) {
    const int64_t row = task / tiles_across * batch_tile;
    const int64_t column = task % tiles_across * kColumnTile;
    body(Tile{row, std::min(batch_tile, rows - row), column,
              std::min(kColumnTile, columns - column)});
  });
}

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
MatrixView<T> Part(MatrixView<T> x, const Tile& tile) {
  return x.Rows(tile.row, tile.rows).Columns(tile.column, tile.columns);
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
  const MatrixView<const T> weight = weight_.value.view();
  const bool has_slopes = NeedsSlope(activation_);
  if (has_slopes) slopes_.Resize(y.rows, y.columns);
  if (rounds_) {
    rounded_x_.Resize(x.rows, x.columns);
    ParallelForTiles(x.rows, kRowTile,
                     [&](int64_t begin, int64_t end) { Round(x, begin, end, rounded_x_); });
    rounded_weight_.Resize(out(), in());
    ParallelForTiles(out(), kRowTile, [&](int64_t begin, int64_t end) {
      Round(weight, begin, end, rounded_weight_);
    });
  }
  const MatrixView<const BFloat16> rounded_x = rounded_x_.view();
  const MatrixView<const BFloat16> rounded_weight = rounded_weight_.view();
  ParallelForParts(y.rows, y.columns, [&](const Tile& tile) {
    const MatrixView<T> part = Part(y, tile);
    const auto words = [&](auto matrix) { return matrix.Rows(tile.row, tile.rows); };
    const auto outputs = [&](auto matrix) { return matrix.Rows(tile.column, tile.columns); };
    Product(rounds_, Plain(words(x)), Transposed(outputs(weight)),
            Plain(rounds_ ? words(rounded_x) : rounded_x),
            Transposed(rounds_ ? outputs(rounded_weight) : rounded_weight), part);
    for (int64_t i = 0; i < part.rows; ++i) {
      AddScaled(bias_.value.row(tile.column), part.columns, T(1), part.row(i));
      Activate(activation_, part.columns, part.row(i),
               has_slopes ? slopes_.row(tile.row + i) + tile.column : nullptr);
    }
  });
}

template <typename T>
void DenseLayer<T>::Backward(MatrixView<const T> x, MatrixView<const T> y, MatrixView<T> gradient,
                             MatrixView<T> dx, GradientSink<T>& sink) {
  const MatrixView<const T> weight = weight_.value.view();
  if (rounds_) rounded_gradient_.Resize(gradient.rows, gradient.columns);
  const MatrixView<const T> gradients = gradient;
  const MatrixView<const BFloat16> rounded_gradient = rounded_gradient_.view();
  const MatrixView<const BFloat16> rounded_weight = rounded_weight_.view();
  const MatrixView<const BFloat16> rounded_x = rounded_x_.view();
  ParallelForTiles(x.rows, kRowTile, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      ActivationGradient(activation_, y.row(i), gradient.columns, gradient.row(i),
                         NeedsSlope(activation_) ? slopes_.row(i) : nullptr);
    }
    if (rounds_) Round(gradients, begin, end, rounded_gradient_);
  });
  if (dx.data != nullptr) {
    ParallelForParts(dx.rows, dx.columns, [&](const Tile& tile) {
      const auto words = [&](auto matrix) { return matrix.Rows(tile.row, tile.rows); };
      const auto inputs = [&](auto matrix) { return matrix.Columns(tile.column, tile.columns); };
      Product(rounds_, Plain(words(gradients)), Plain(inputs(weight)),
              Plain(rounds_ ? words(rounded_gradient) : rounded_gradient),
              Plain(rounds_ ? inputs(rounded_weight) : rounded_weight), Part(dx, tile));
    });
  }
  bias_gradient_.Resize(out(), 1);
  ParallelForTiles(out(), kWeightTile, [&](int64_t begin, int64_t end) {
    const int64_t count = end - begin;
    const MatrixView<const T> part = gradients.Columns(begin, count);
    // A thread's memory for one tile stays in its cache until the sink has read it.
    thread_local Matrix<T> weight_gradient;
    weight_gradient.Resize(count, in());
    Product(rounds_, Transposed(part), Plain(x),
            Transposed(rounds_ ? rounded_gradient.Columns(begin, count) : rounded_gradient),
            Plain(rounded_x), weight_gradient.view());
    T* bias = bias_gradient_.row(begin);
    std::fill_n(bias, count, T(0));
    for (int64_t i = 0; i < part.rows; ++i) AddScaled(part.row(i), count, T(1), bias);
    sink.Rows(weight_, begin, count, weight_gradient.data());
    sink.Rows(bias_, begin, count, bias);
  });
}

template class DenseLayer<float>;
template class DenseLayer<double>;

}  // namespace windowlm
