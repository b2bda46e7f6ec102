#include "src/nn/layer_norm.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "gtest/gtest.h"
#include "src/base/matrix.h"
#include "src/base/parallel_for.h"
#include "src/base/vector_math.h"
#include "tests/base/matrix_of.h"
#include "tests/base/random_matrix.h"
#include "tests/base/same_bytes.h"
#include "tests/nn/collecting_sink.h"
#include "tests/nn/gradient_check.h"

namespace windowlm {
namespace {

template <typename T>
LayerNorm<T> RandomNorm(int64_t size) {
  LayerNorm<T> norm("norm", size);
  FillRandom(11, norm.gain().value.view());
  FillRandom(12, norm.bias().value.view());
  return norm;
}

// By hand: the row 1, 3 has mean 2 and variance 1; a constant row has variance 0.
TEST(LayerNorm, CentresAndScalesEachRow) {
  LayerNorm<double> norm("norm", 2);
  norm.gain().value = MatrixOf<double>({{2}, {3}});
  norm.bias().value = MatrixOf<double>({{10}, {20}});
  const Matrix<double> x = MatrixOf<double>({{1, 3}, {5, 5}});
  Matrix<double> y(2, 2);
  norm.Forward(x.view(), y.view());
  const double scale = 1 / std::sqrt(1 + 1e-5);
  EXPECT_DOUBLE_EQ(y.row(0)[0], 10 - 2 * scale);
  EXPECT_DOUBLE_EQ(y.row(0)[1], 20 + 3 * scale);
  EXPECT_DOUBLE_EQ(y.row(1)[0], 10);
  EXPECT_DOUBLE_EQ(y.row(1)[1], 20);
}

// The loss is sum(y * weights), so dL/dy are the weights. 70 rows are more than one block.
TEST(LayerNorm, GradientEqualsCentralDifferences) {
  for (const int64_t rows : {1, 3, 70}) {
    LayerNorm<double> norm = RandomNorm<double>(5);
    Matrix<double> x = RandomMatrix<double>(1, rows, 5);
    const Matrix<double> weights = RandomMatrix<double>(2, rows, 5);
    Matrix<double> y(rows, 5);
    const auto loss = [&] {
      norm.Forward(x.view(), y.view());
      return DotProduct(y.data(), weights.data(), y.size());
    };
    loss();
    Matrix<double> dx(rows, 5);
    std::fill_n(dx.data(), dx.size(), 1.0);
    CollectingSink<double> sink;
    norm.Backward(weights.view(), dx.view(), sink);
    ExpectGradients(loss, {&norm.gain(), &norm.bias()}, sink);
    for (int64_t i = 0; i < dx.size(); ++i) dx.data()[i] -= 1;
    ExpectGradient("x", loss, x.view(), dx.view());
  }
}

TEST(LayerNorm, IsTheSameOnAnyNumberOfThreads) {
  const Matrix<float> x = RandomMatrix<float>(1, 300, 33);
  const Matrix<float> gradient = RandomMatrix<float>(2, 300, 33);
  Matrix<float> first_y;
  Matrix<float> first_gain;
  for (const int threads : {1, 2, 3, 8}) {
    SetThreads(threads);
    LayerNorm<float> norm = RandomNorm<float>(33);
    Matrix<float> y(300, 33);
    Matrix<float> dx(300, 33);
    norm.Forward(x.view(), y.view());
    CollectingSink<float> sink;
    norm.Backward(gradient.view(), dx.view(), sink);
    Matrix<float> gain(33, 1);
    std::copy_n(sink.gradient(norm.gain()).data(), 33, gain.data());
    if (threads == 1) {
      first_y = std::move(y);
      first_gain = std::move(gain);
      continue;
    }
    EXPECT_TRUE(SameBytes(y, first_y)) << threads;
    EXPECT_TRUE(SameBytes(gain, first_gain)) << threads;
  }
}

}  // namespace
}  // namespace windowlm
