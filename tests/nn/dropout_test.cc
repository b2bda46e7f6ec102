#include "src/nn/dropout.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "gtest/gtest.h"
#include "src/base/matrix.h"
#include "src/base/parallel_for.h"
#include "tests/base/random_matrix.h"
#include "tests/base/same_bytes.h"

namespace windowlm {
namespace {

constexpr DropoutKey kKey = {7, 20, 1};

Matrix<float> Ones(int64_t rows, int64_t columns) {
  Matrix<float> ones(rows, columns);
  std::fill_n(ones.data(), ones.size(), 1.0f);
  return ones;
}

// The factors that a dropout multiplies with.
Matrix<float> Mask(double rate, const DropoutKey& key, int64_t rows = 100, int64_t columns = 1001) {
  Matrix<float> mask = Ones(rows, columns);
  Dropout(rate, key, mask.view());
  return mask;
}

TEST(Dropout, RemovesItsShareAndKeepsTheMean) {
  for (const double rate : {0.1, 0.5, 0.75}) {
    const Matrix<float> mask = Mask(rate, kKey);
    int64_t removed = 0;
    double sum = 0;
    for (int64_t i = 0; i < mask.size(); ++i) {
      if (mask.data()[i] == 0) {
        ++removed;
      } else {
        ASSERT_FLOAT_EQ(mask.data()[i], 1 / (1 - rate));
      }
      sum += mask.data()[i];
    }
    // Within five standard deviations.
    const double n = static_cast<double>(mask.size());
    EXPECT_NEAR(removed / n, rate, 5 * std::sqrt(rate * (1 - rate) / n));
    EXPECT_NEAR(sum / n, 1, 5 * std::sqrt(rate / (1 - rate) / n));
  }
}

TEST(Dropout, OfRateZeroChangesNothing) {
  Matrix<float> x = RandomMatrix<float>(1, 30, 30);
  Dropout(0, kKey, x.view());
  EXPECT_TRUE(SameBytes(x, RandomMatrix<float>(1, 30, 30)));
}

TEST(Dropout, MultipliesActivationsAndGradientsByOneMask) {
  Matrix<double> x = RandomMatrix<double>(1, 13, 17);
  Matrix<double> gradient = RandomMatrix<double>(2, 13, 17);
  Matrix<float> mask = Mask(0.3, kKey, 13, 17);
  Dropout(0.3, kKey, x.view());
  Dropout(0.3, kKey, gradient.view());
  const Matrix<double> x_before = RandomMatrix<double>(1, 13, 17);
  const Matrix<double> gradient_before = RandomMatrix<double>(2, 13, 17);
  for (int64_t i = 0; i < x.size(); ++i) {
    const double factor = mask.data()[i] == 0 ? 0 : 1 / 0.7;
    EXPECT_NEAR(x.data()[i], x_before.data()[i] * factor, 1e-15);
    EXPECT_NEAR(gradient.data()[i], gradient_before.data()[i] * factor, 1e-15);
  }
}

TEST(Dropout, TakesANewMaskForEachSeedStepAndLayer) {
  const Matrix<float> mask = Mask(0.5, kKey);
  for (const DropoutKey& other :
       {DropoutKey{8, 20, 1}, DropoutKey{7, 21, 1}, DropoutKey{7, 20, 2}}) {
    const Matrix<float> different = Mask(0.5, other);
    int64_t equal = 0;
    for (int64_t i = 0; i < mask.size(); ++i) equal += mask.data()[i] == different.data()[i];
    const double n = static_cast<double>(mask.size());
    EXPECT_NEAR(equal / n, 0.5, 5 * std::sqrt(0.25 / n));
  }
}

TEST(Dropout, RemovesNeighboursIndependently) {
  const Matrix<float> mask = Mask(0.5, kKey);
  const double n = static_cast<double>(mask.size());
  for (int64_t distance = 1; distance <= 16; ++distance) {
    int64_t equal = 0;
    for (int64_t i = distance; i < mask.size(); ++i) {
      equal += mask.data()[i] == mask.data()[i - distance];
    }
    EXPECT_NEAR(equal / n, 0.5, 5 * std::sqrt(0.25 / n)) << "at distance " << distance;
  }
}

TEST(Dropout, TouchesNothingBehindItsMatrix) {
  for (int64_t columns = 1; columns <= 20; ++columns) {
    Matrix<float> x = Ones(2, 20);
    Dropout(0.9, kKey, MatrixView<float>{x.data(), 1, columns, columns});
    for (int64_t i = columns; i < x.size(); ++i) ASSERT_EQ(x.data()[i], 1);
  }
}

TEST(Dropout, GivesTheSameBytesOnAnyNumberOfThreads) {
  SetThreads(1);
  const Matrix<float> one = Mask(0.4, kKey);
  for (const int threads : {2, 3, 8}) {
    SetThreads(threads);
    EXPECT_TRUE(SameBytes(Mask(0.4, kKey), one));
  }
}

}  // namespace
}  // namespace windowlm
