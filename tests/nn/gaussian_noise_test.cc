#include "src/nn/gaussian_noise.h"

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

Matrix<float> Noise(const DropoutKey& key, int64_t rows = 200, int64_t columns = 1001) {
  Matrix<float> noise(rows, columns);
  AddGaussianNoise(1, key, noise.view());
  return noise;
}

double Mean(const Matrix<float>& x, double (*f)(double)) {
  double sum = 0;
  for (int64_t i = 0; i < x.size(); ++i) sum += f(x.data()[i]);
  return sum / static_cast<double>(x.size());
}

// Moments of the standard normal distribution, each within five standard deviations of its mean
// over n draws: of x^k that is sqrt(E x^2k - (E x^k)^2) / sqrt(n).
TEST(GaussianNoise, HasTheMomentsOfTheNormalDistribution) {
  const Matrix<float> noise = Noise(kKey);
  const double root = std::sqrt(static_cast<double>(noise.size()));
  EXPECT_NEAR(Mean(noise, [](double x) { return x; }), 0, 5 / root);
  EXPECT_NEAR(Mean(noise, [](double x) { return x * x; }), 1, 5 * std::sqrt(2) / root);
  EXPECT_NEAR(Mean(noise, [](double x) { return x * x * x; }), 0, 5 * std::sqrt(15) / root);
  EXPECT_NEAR(Mean(noise, [](double x) { return x * x * x * x; }), 3, 5 * std::sqrt(96) / root);
  // The share within one deviation and within two.
  EXPECT_NEAR(Mean(noise, [](double x) { return std::abs(x) < 1 ? 1.0 : 0.0; }), 0.682689,
              5 * 0.466 / root);
  EXPECT_NEAR(Mean(noise, [](double x) { return std::abs(x) < 2 ? 1.0 : 0.0; }), 0.954500,
              5 * 0.209 / root);
}

TEST(GaussianNoise, IsAddedTimesItsDeviation) {
  Matrix<double> x = RandomMatrix<double>(1, 13, 17);
  AddGaussianNoise(0.25, kKey, x.view());
  const Matrix<double> before = RandomMatrix<double>(1, 13, 17);
  const Matrix<float> noise = Noise(kKey, 13, 17);
  for (int64_t i = 0; i < x.size(); ++i) {
    EXPECT_DOUBLE_EQ(x.data()[i], before.data()[i] + 0.25 * noise.data()[i]);
  }
}

TEST(GaussianNoise, OfDeviationZeroChangesNothing) {
  Matrix<float> x = RandomMatrix<float>(1, 30, 30);
  AddGaussianNoise(0, kKey, x.view());
  EXPECT_TRUE(SameBytes(x, RandomMatrix<float>(1, 30, 30)));
}

// The mean product of two independent standard normal numbers is 0, with deviation 1.
TEST(GaussianNoise, IsIndependentForEachSeedStepLayerAndNeighbour) {
  const Matrix<float> noise = Noise(kKey);
  const auto correlation = [&noise](const Matrix<float>& other, int64_t distance) {
    double sum = 0;
    for (int64_t i = distance; i < noise.size(); ++i) {
      sum += static_cast<double>(noise.data()[i - distance]) * other.data()[i];
    }
    return sum / static_cast<double>(noise.size());
  };
  const double bound = 5 / std::sqrt(static_cast<double>(noise.size()));
  for (const DropoutKey& other :
       {DropoutKey{8, 20, 1}, DropoutKey{7, 21, 1}, DropoutKey{7, 20, 2}}) {
    EXPECT_NEAR(correlation(Noise(other), 0), 0, bound);
  }
  for (int64_t distance = 1; distance <= 40; ++distance) {
    EXPECT_NEAR(correlation(noise, distance), 0, bound) << "at distance " << distance;
  }
}

TEST(GaussianNoise, TouchesNothingBehindItsMatrix) {
  for (int64_t columns = 1; columns <= 40; ++columns) {
    Matrix<float> x(2, 40);
    AddGaussianNoise(1, kKey, MatrixView<float>{x.data(), 1, columns, columns});
    for (int64_t i = columns; i < x.size(); ++i) ASSERT_EQ(x.data()[i], 0);
  }
}

TEST(GaussianNoise, GivesTheSameBytesOnAnyNumberOfThreads) {
  SetThreads(1);
  const Matrix<float> one = Noise(kKey);
  for (const int threads : {2, 3, 8}) {
    SetThreads(threads);
    EXPECT_TRUE(SameBytes(Noise(kKey), one));
  }
}

}  // namespace
}  // namespace windowlm
