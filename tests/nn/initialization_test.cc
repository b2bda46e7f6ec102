#include "src/nn/initialization.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include "gtest/gtest.h"
#include "src/base/matrix.h"
#include "src/base/parallel_for.h"
#include "tests/base/same_bytes.h"

namespace windowlm {
namespace {

template <typename T = float>
Matrix<T> Filled(uint64_t seed, int slot, double bound = 0.25) {
  Parameter<T> parameter{"weight", slot, Matrix<T>(300, 101)};
  FillUniform(seed, bound, parameter);
  return std::move(parameter.value);
}

TEST(FillUniform, IsUniformWithinItsBound) {
  constexpr double kBound = 0.25;
  const Matrix<double> values = Filled<double>(1, 0, kBound);
  const double n = static_cast<double>(values.size());
  double sum = 0;
  double squares = 0;
  for (int64_t i = 0; i < values.size(); ++i) {
    ASSERT_LE(std::abs(values.data()[i]), kBound);
    sum += values.data()[i];
    squares += values.data()[i] * values.data()[i];
  }
  // Within five standard deviations of the moments 0 and bound^2 / 3.
  const double variance = kBound * kBound / 3;
  EXPECT_NEAR(sum / n, 0, 5 * std::sqrt(variance / n));
  EXPECT_NEAR(squares / n, variance, 5 * variance * std::sqrt(0.8 / n));
  const auto [least, greatest] = std::minmax_element(values.data(), values.data() + values.size());
  EXPECT_LT(*least, -0.999 * kBound);
  EXPECT_GT(*greatest, 0.999 * kBound);
}

TEST(FillUniform, IsAFunctionOfSeedSlotAndPlace) {
  const Matrix<float> values = Filled(1, 0);
  EXPECT_TRUE(SameBytes(Filled(1, 0), values));
  for (const Matrix<float>& other : {Filled(2, 0), Filled(1, 1)}) {
    int64_t equal = 0;
    for (int64_t i = 0; i < values.size(); ++i) equal += values.data()[i] == other.data()[i];
    EXPECT_LT(equal, 10);
  }
}

TEST(FillUniform, GivesFloatsTheDoublesRounded) {
  const Matrix<float> floats = Filled<float>(1, 0);
  const Matrix<double> doubles = Filled<double>(1, 0);
  for (int64_t i = 0; i < floats.size(); ++i) {
    ASSERT_EQ(floats.data()[i], static_cast<float>(doubles.data()[i]));
  }
}

TEST(FillUniform, GivesTheSameBytesOnAnyNumberOfThreads) {
  SetThreads(1);
  const Matrix<float> one = Filled(1, 0);
  for (const int threads : {2, 3, 8}) {
    SetThreads(threads);
    EXPECT_TRUE(SameBytes(Filled(1, 0), one));
  }
}

TEST(InitializationBound, IsGlorotsAndForReluHes) {
  EXPECT_DOUBLE_EQ(InitializationBound(100, 50, ActivationFunction::kTanh), 0.2);
  EXPECT_DOUBLE_EQ(InitializationBound(100, 50, ActivationFunction::kSigmoid), 0.2);
  EXPECT_DOUBLE_EQ(InitializationBound(100, 50, ActivationFunction::kLinear), 0.2);
  EXPECT_DOUBLE_EQ(InitializationBound(150, 50, ActivationFunction::kRelu), 0.2);
}

}  // namespace
}  // namespace windowlm
