#include "src/nn/losses.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "gtest/gtest.h"
#include "src/base/matrix.h"
#include "src/base/random.h"
#include "tests/base/matrix_of.h"
#include "tests/base/random_matrix.h"
#include "tests/base/same_bytes.h"
#include "tests/nn/gradient_check.h"

namespace windowlm {
namespace {

struct Shape {
  int64_t rows, columns;
};
constexpr Shape kShapes[] = {{1, 1}, {1, 2}, {3, 5}, {4, 16}, {6, 37}};

std::vector<uint32_t> RandomTargets(int64_t rows, int64_t columns) {
  const CounterRandom random(1, RandomPurpose::kWindowOrder, 0);
  std::vector<uint32_t> targets(rows);
  for (int64_t i = 0; i < rows; ++i) targets[i] = static_cast<uint32_t>(random.Below(i, columns));
  return targets;
}

const MatrixView<double> kNoGradient;

TEST(SoftmaxCrossEntropy, GradientEqualsCentralDifferences) {
  for (const auto [rows, columns] : kShapes) {
    Matrix<double> logits = RandomMatrix<double>(1, rows, columns, -3, 3);
    const std::vector<uint32_t> targets = RandomTargets(rows, columns);
    Matrix<double> gradient(rows, columns);
    const double loss = SoftmaxCrossEntropy<double>(logits.view(), targets, gradient.view());
    const auto again = [&] {
      return SoftmaxCrossEntropy<double>(logits.view(), targets, kNoGradient);
    };
    EXPECT_EQ(again(), loss);
    ExpectGradient("logits", again, logits.view(), gradient.view());
  }
}

TEST(BinaryCrossEntropy, GradientEqualsCentralDifferences) {
  for (const auto [rows, columns] : kShapes) {
    Matrix<double> logits = RandomMatrix<double>(1, rows, columns, -3, 3);
    const Matrix<double> targets = RandomMatrix<double>(2, rows, columns, 0, 1);
    Matrix<double> gradient(rows, columns);
    const double loss = BinaryCrossEntropy<double>(logits.view(), targets.view(), gradient.view());
    const auto again = [&] {
      return BinaryCrossEntropy<double>(logits.view(), targets.view(), kNoGradient);
    };
    EXPECT_EQ(again(), loss);
    ExpectGradient("logits", again, logits.view(), gradient.view());
  }
}

TEST(SquaredError, GradientEqualsCentralDifferences) {
  for (const auto scale : {SquaredErrorScale::kHalf, SquaredErrorScale::kWhole}) {
    for (const auto [rows, columns] : kShapes) {
      Matrix<double> predictions = RandomMatrix<double>(1, rows, columns);
      const Matrix<double> targets = RandomMatrix<double>(2, rows, columns);
      Matrix<double> gradient(rows, columns);
      const double loss =
          SquaredError<double>(predictions.view(), targets.view(), scale, gradient.view());
      const auto again = [&, scale = scale] {
        return SquaredError<double>(predictions.view(), targets.view(), scale, kNoGradient);
      };
      EXPECT_EQ(again(), loss);
      ExpectGradient("predictions", again, predictions.view(), gradient.view());
    }
  }
}

TEST(Losses, WriteTheirGradientOverTheirArgument) {
  const std::vector<uint32_t> targets = RandomTargets(6, 37);
  const Matrix<float> wanted = RandomMatrix<float>(2, 6, 37, 0, 1);
  const auto apart_and_in_place = [](auto loss) {
    const Matrix<float> apart = RandomMatrix<float>(1, 6, 37);
    Matrix<float> in_place = RandomMatrix<float>(1, 6, 37);
    Matrix<float> gradient(6, 37);
    EXPECT_EQ(loss(apart.view(), gradient.view()), loss(in_place.view(), in_place.view()));
    EXPECT_TRUE(SameBytes(in_place, gradient));
  };
  apart_and_in_place([&](MatrixView<const float> x, MatrixView<float> gradient) {
    return SoftmaxCrossEntropy<float>(x, targets, gradient);
  });
  apart_and_in_place([&](MatrixView<const float> x, MatrixView<float> gradient) {
    return BinaryCrossEntropy<float>(x, wanted.view(), gradient);
  });
  apart_and_in_place([&](MatrixView<const float> x, MatrixView<float> gradient) {
    return SquaredError<float>(x, wanted.view(), SquaredErrorScale::kHalf, gradient);
  });
}

TEST(Losses, ReadTheRowsOfWiderMatrices) {
  Matrix<double> wide = RandomMatrix<double>(1, 6, 9);
  const MatrixView<double> logits{wide.data() + 3, 6, 5, 9};
  Matrix<double> compact(6, 5);
  for (int64_t i = 0; i < 6; ++i) std::copy_n(logits.row(i), 5, compact.row(i));
  const std::vector<uint32_t> targets = RandomTargets(6, 5);
  EXPECT_EQ(SoftmaxCrossEntropy<double>(logits, targets, kNoGradient),
            SoftmaxCrossEntropy<double>(compact.view(), targets, kNoGradient));
}

TEST(SoftmaxCrossEntropy, OfEqualLogitsIsTheLogarithmOfTheirNumber) {
  const Matrix<float> logits = MatrixOf<float>({{7, 7, 7, 7, 7}});
  EXPECT_NEAR(SoftmaxCrossEntropy<float>(logits.view(), {2}, {}), std::log(5.0), 1e-6);
}

TEST(SoftmaxCrossEntropy, GradientSumsToZeroInEachRow) {
  const Matrix<double> logits = RandomMatrix<double>(1, 4, 100, -10, 10);
  Matrix<double> gradient(4, 100);
  SoftmaxCrossEntropy<double>(logits.view(), RandomTargets(4, 100), gradient.view());
  for (int64_t i = 0; i < 4; ++i) {
    double sum = 0;
    for (int64_t j = 0; j < 100; ++j) sum += gradient.row(i)[j];
    EXPECT_NEAR(sum, 0, 1e-15);
  }
}

TEST(SoftmaxCrossEntropy, TakesLogitsThatWouldOverflow) {
  const Matrix<float> logits = MatrixOf<float>({{1000, 0, -1000}, {1000, 0, -1000}});
  Matrix<float> gradient(2, 3);
  EXPECT_FLOAT_EQ(SoftmaxCrossEntropy<float>(logits.view(), {0, 2}, gradient.view()), 1000);
  const Matrix<float> expected = MatrixOf<float>({{0, 0, 0}, {0.5, 0, -0.5}});
  for (int64_t i = 0; i < 6; ++i) EXPECT_NEAR(gradient.data()[i], expected.data()[i], 1e-7);
}

TEST(BinaryCrossEntropy, IsFiniteForEveryFiniteLogit) {
  for (const float z : {0.0f, 100.0f, -100.0f, 1e6f, -1e6f, 3e38f, -3e38f}) {
    for (const float y : {0.0f, 1.0f}) {
      const Matrix<float> logits = MatrixOf<float>({{z}});
      const Matrix<float> targets = MatrixOf<float>({{y}});
      Matrix<float> gradient(1, 1);
      const double loss = BinaryCrossEntropy<float>(logits.view(), targets.view(), gradient.view());
      EXPECT_TRUE(std::isfinite(loss));
      EXPECT_GE(loss, 0);
      EXPECT_TRUE(std::isfinite(gradient.data()[0]));
    }
  }
}

TEST(Losses, ShowNotANumber) {
  const Matrix<float> nan = MatrixOf<float>({{1, std::nanf(""), 2}});
  const Matrix<float> targets = MatrixOf<float>({{0, 1, 0}});
  EXPECT_TRUE(std::isnan(SoftmaxCrossEntropy<float>(nan.view(), {0}, {})));
  EXPECT_TRUE(std::isnan(BinaryCrossEntropy<float>(nan.view(), targets.view(), {})));
  EXPECT_TRUE(
      std::isnan(SquaredError<float>(nan.view(), targets.view(), SquaredErrorScale::kHalf, {})));
}

}  // namespace
}  // namespace windowlm
