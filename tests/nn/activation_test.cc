#include "src/nn/activation.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "gtest/gtest.h"

namespace windowlm {
namespace {

constexpr ActivationFunction kAll[] = {ActivationFunction::kLinear, ActivationFunction::kTanh,
                                       ActivationFunction::kRelu, ActivationFunction::kSigmoid,
                                       ActivationFunction::kGelu};

double Expected(ActivationFunction f, double z) {
  switch (f) {
    case ActivationFunction::kLinear:
      return z;
    case ActivationFunction::kTanh:
      return std::tanh(z);
    case ActivationFunction::kRelu:
      return std::max(z, 0.0);
    case ActivationFunction::kSigmoid:
      return 1 / (1 + std::exp(-z));
    case ActivationFunction::kGelu:
      return z / 2 * (1 + std::tanh(std::sqrt(2 / M_PI) * (z + 0.044715 * z * z * z)));
  }
  return 0;
}

template <typename T>
void CheckValues() {
  std::vector<T> z = {0, 1e-5, -1e-5, 20, -20, 50, -50, 1000, -1000};
  for (T x = -8; x < 8; x += T(0.0625)) z.push_back(x);
  for (const ActivationFunction f : kAll) {
    std::vector<T> y = z;
    Activate(f, static_cast<int64_t>(y.size()), y.data());
    for (size_t i = 0; i < z.size(); ++i) {
      const double expected = Expected(f, z[i]);
      // Far below zero gelu is the difference of numbers as great as z.
      const double size = std::abs(f == ActivationFunction::kGelu ? z[i] : expected);
      EXPECT_NEAR(y[i], expected, 8 * std::numeric_limits<T>::epsilon() * std::max(size, 1e-3))
          << "function " << static_cast<int>(f) << " of " << z[i];
    }
  }
}

TEST(Activation, GivesTheFunctionsValuesInFloat) { CheckValues<float>(); }
TEST(Activation, GivesTheFunctionsValuesInDouble) { CheckValues<double>(); }

TEST(Activation, GradientIsTheDerivative) {
  constexpr double kStep = 1e-6;
  for (const ActivationFunction f : kAll) {
    for (double z = -3; z < 3; z += 0.17) {
      double y = z;
      double kept = 0;
      Activate(f, 1, &y, &kept);
      double gradient = 2;
      ActivationGradient(f, &y, 1, &gradient, &kept);
      const double slope = (Expected(f, z + kStep) - Expected(f, z - kStep)) / (2 * kStep);
      EXPECT_NEAR(gradient, 2 * slope, 1e-8) << "function " << static_cast<int>(f) << " at " << z;
    }
  }
}

TEST(Activation, ReluHasNoSlopeAtZero) {
  const double y = 0;
  double gradient = 3;
  ActivationGradient(ActivationFunction::kRelu, &y, 1, &gradient);
  EXPECT_EQ(gradient, 0);
}

// By the exact function z Phi(z), from SciPy: the approximation is within 5e-4 of it.
TEST(Activation, GeluIsNearTheNormalDistributionsShare) {
  const std::pair<double, double> golden[] = {{-3, -0.00404969409489031},
                                              {-1, -0.15865525393145707},
                                              {0.5, 0.34573123063700656},
                                              {2, 1.9544997361036416}};
  for (const auto& [z, expected] : golden) {
    double y = z;
    Activate(ActivationFunction::kGelu, 1, &y);
    EXPECT_NEAR(y, expected, 5e-4) << z;
  }
}

// Otherwise a diverged model would look healthy.
TEST(Activation, NotANumberStaysNotANumber) {
  for (const ActivationFunction f : kAll) {
    for (const int64_t n : {1, 16, 21}) {
      for (int64_t at = 0; at < n; ++at) {
        std::vector<float> y(n, 1);
        y[at] = std::numeric_limits<float>::quiet_NaN();
        Activate(f, n, y.data());
        EXPECT_TRUE(std::isnan(y[at])) << "function " << static_cast<int>(f) << ", " << at;
      }
    }
  }
}

}  // namespace
}  // namespace windowlm
