// The two identities that make the cross-entropies pleasant: with respect to what the
// sigmoid or the softmax is taken of, the gradient is prediction minus target.

#include <cmath>
#include <cstdint>
#include <vector>

#include "gtest/gtest.h"
#include "src/base/matrix.h"
#include "src/nn/dense_layer.h"
#include "src/nn/losses.h"
#include "tests/base/matrix_of.h"
#include "tests/base/random_matrix.h"
#include "tests/nn/collecting_sink.h"

namespace windowlm {
namespace {

TEST(BinaryCrossEntropy, OfASigmoidHasGradientPredictionMinusTarget) {
  const Matrix<double> z = MatrixOf<double>({{-2, 0, 0.5, 3}});
  const Matrix<double> y = MatrixOf<double>({{0, 1, 1, 0}});
  Matrix<double> gradient(1, 4);
  double loss = 0;
  for (int i = 0; i < 4; ++i) {
    const double a = 1 / (1 + std::exp(-z.data()[i]));
    loss -= std::log(y.data()[i] == 1 ? a : 1 - a);
  }
  EXPECT_NEAR(BinaryCrossEntropy<double>(z.view(), y.view(), gradient.view()), loss, 1e-14);
  for (int i = 0; i < 4; ++i) {
    const double a = 1 / (1 + std::exp(-z.data()[i]));
    EXPECT_NEAR(gradient.data()[i], a - y.data()[i], 1e-15);
  }
}

std::vector<double> Softmax(const double* z, int64_t n) {
  std::vector<double> p(n);
  double sum = 0;
  for (int64_t i = 0; i < n; ++i) sum += p[i] = std::exp(z[i]);
  for (double& value : p) value /= sum;
  return p;
}

TEST(SoftmaxCrossEntropy, HasGradientPredictionMinusTarget) {
  const Matrix<double> z = MatrixOf<double>({{1, -1, 0.5, 2}});
  const std::vector<double> p = Softmax(z.data(), 4);
  Matrix<double> gradient(1, 4);
  EXPECT_NEAR(SoftmaxCrossEntropy<double>(z.view(), {2}, gradient.view()), -std::log(p[2]), 1e-14);
  for (int i = 0; i < 4; ++i) {
    EXPECT_NEAR(gradient.data()[i], p[i] - (i == 2 ? 1 : 0), 1e-15);
  }
}

// dL/dW = (p - y) x^T and dL/db = p - y, averaged over the samples.
TEST(SoftmaxRegression, HasGradientPredictionMinusTargetTimesInput) {
  constexpr int64_t kSamples = 4;
  constexpr int64_t kIn = 3;
  constexpr int64_t kClasses = 5;
  DenseLayer<double> layer("softmax", kIn, kClasses, ActivationFunction::kLinear);
  FillRandom(1, layer.weight().value.view());
  FillRandom(2, layer.bias().value.view());
  const Matrix<double> x = RandomMatrix<double>(3, kSamples, kIn);
  const std::vector<uint32_t> targets = {4, 1, 0, 1};

  Matrix<double> weight_gradient(kClasses, kIn);
  Matrix<double> bias_gradient(kClasses, 1);
  for (int64_t s = 0; s < kSamples; ++s) {
    std::vector<double> z(kClasses);
    for (int64_t k = 0; k < kClasses; ++k) {
      z[k] = layer.bias().value.data()[k];
      for (int64_t j = 0; j < kIn; ++j) z[k] += layer.weight().value.row(k)[j] * x.row(s)[j];
    }
    const std::vector<double> p = Softmax(z.data(), kClasses);
    for (int64_t k = 0; k < kClasses; ++k) {
      const double error = (p[k] - (targets[s] == k ? 1 : 0)) / kSamples;
      for (int64_t j = 0; j < kIn; ++j) weight_gradient.row(k)[j] += error * x.row(s)[j];
      bias_gradient.data()[k] += error;
    }
  }

  Matrix<double> logits(kSamples, kClasses);
  layer.Forward(x.view(), logits.view());
  SoftmaxCrossEntropy<double>(logits.view(), targets, logits.view());
  CollectingSink<double> sink;
  layer.Backward(x.view(), logits.view(), logits.view(), {}, sink);
  for (int64_t i = 0; i < weight_gradient.size(); ++i) {
    EXPECT_NEAR(sink.gradient(layer.weight()).data()[i], weight_gradient.data()[i], 1e-15);
  }
  for (int64_t k = 0; k < kClasses; ++k) {
    EXPECT_NEAR(sink.gradient(layer.bias()).data()[k], bias_gradient.data()[k], 1e-15);
  }
}

}  // namespace
}  // namespace windowlm
