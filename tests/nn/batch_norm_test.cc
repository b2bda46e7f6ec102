#include "src/nn/batch_norm.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

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
BatchNorm<T> RandomNorm(int64_t size, ActivationFunction activation) {
  BatchNorm<T> norm("norm", size, activation);
  norm.Initialize();
  FillRandom(11, norm.parameters()[0]->value.view());
  FillRandom(12, norm.parameters()[1]->value.view());
  return norm;
}

// By hand: the column 1, 3 has mean 2 and variance 1; a constant column has variance 0.
TEST(BatchNorm, CentresAndScalesEachColumnOfATrainingStep) {
  BatchNorm<double> norm("norm", 2, ActivationFunction::kLinear);
  norm.parameters()[0]->value = MatrixOf<double>({{2}, {3}});
  norm.parameters()[1]->value = MatrixOf<double>({{10}, {20}});
  const Matrix<double> z = MatrixOf<double>({{1, 5}, {3, 5}});
  Matrix<double> y(2, 2);
  norm.Forward(z.view(), /*training=*/true, y.view());
  const double scale = 1 / std::sqrt(1 + 1e-5);
  EXPECT_DOUBLE_EQ(y.row(0)[0], 10 - 2 * scale);
  EXPECT_DOUBLE_EQ(y.row(1)[0], 10 + 2 * scale);
  EXPECT_DOUBLE_EQ(y.row(0)[1], 20);
  EXPECT_DOUBLE_EQ(y.row(1)[1], 20);
}

// After one step of a column 1, 3: the mean is 0.01 x 2, the variance 0.99 x 1 + 0.01 x 1.
TEST(BatchNorm, OtherwiseTakesTheMeanAndTheVarianceOfTheSteps) {
  BatchNorm<double> norm("norm", 1, ActivationFunction::kLinear);
  norm.Initialize();
  Matrix<double> y(2, 1);
  norm.Forward(MatrixOf<double>({{1}, {3}}).view(), /*training=*/true, y.view());
  for (const double z : {-1.0, 0.02, 7.0}) {
    Matrix<double> one(1, 1);
    norm.Forward(MatrixOf<double>({{z}}).view(), /*training=*/false, one.view());
    EXPECT_NEAR(one.data()[0], (z - 0.02) / std::sqrt(1 + 1e-5), 1e-14);
  }
  // After many steps they are those of the text.
  for (int i = 0; i < 3000; ++i) {
    norm.Forward(MatrixOf<double>({{1}, {3}}).view(), /*training=*/true, y.view());
  }
  EXPECT_NEAR(norm.parameters()[2]->value.data()[0], 2, 1e-9);
  EXPECT_NEAR(norm.parameters()[3]->value.data()[0], 1, 1e-9);
}

// The loss is sum(y * weights), so dL/dy are the weights. 70 columns are more than one tile.
TEST(BatchNorm, GradientEqualsCentralDifferences) {
  for (const ActivationFunction activation :
       {ActivationFunction::kLinear, ActivationFunction::kTanh, ActivationFunction::kGelu}) {
    for (const int64_t columns : {1, 5, 70}) {
      BatchNorm<double> norm = RandomNorm<double>(columns, activation);
      Matrix<double> z = RandomMatrix<double>(1, 9, columns);
      const Matrix<double> weights = RandomMatrix<double>(2, 9, columns);
      Matrix<double> y(9, columns);
      const auto loss = [&] {
        norm.Forward(z.view(), /*training=*/true, y.view());
        return DotProduct(y.data(), weights.data(), y.size());
      };
      loss();
      Matrix<double> dz = RandomMatrix<double>(2, 9, columns);
      CollectingSink<double> sink;
      norm.Backward(y.view(), dz.view(), sink);
      ExpectGradients(loss, norm.parameters(), sink);
      ExpectGradient("z", loss, z.view(), dz.view());
    }
  }
}

TEST(BatchNorm, IsTheSameOnAnyNumberOfThreads) {
  const Matrix<float> z = RandomMatrix<float>(1, 300, 133);
  Matrix<float> first_y;
  Matrix<float> first_gradient;
  for (const int threads : {1, 2, 3, 8}) {
    SetThreads(threads);
    BatchNorm<float> norm = RandomNorm<float>(133, ActivationFunction::kGelu);
    Matrix<float> y(300, 133);
    Matrix<float> gradient = RandomMatrix<float>(2, 300, 133);
    norm.Forward(z.view(), /*training=*/true, y.view());
    CollectingSink<float> sink;
    norm.Backward(y.view(), gradient.view(), sink);
    if (threads == 1) {
      first_y = std::move(y);
      first_gradient = std::move(gradient);
      continue;
    }
    EXPECT_TRUE(SameBytes(y, first_y)) << threads;
    EXPECT_TRUE(SameBytes(gradient, first_gradient)) << threads;
  }
}

}  // namespace
}  // namespace windowlm
