// One neuron, as textbooks introduce gradient descent.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "gtest/gtest.h"
#include "proto/train_config.pb.h"
#include "src/base/matrix.h"
#include "src/nn/dense_layer.h"
#include "src/nn/losses.h"
#include "src/nn/optimizer.h"
#include "tests/base/matrix_of.h"
#include "tests/nn/collecting_sink.h"

namespace windowlm {
namespace {

OptimizerConfig PlainDescent() {
  OptimizerConfig config;
  config.set_kind(OPTIMIZER_SGD);
  return config;
}

enum class Loss { kHalfSquared, kLogistic };

// y = f(w x + b) with its loss, trained by plain gradient descent on all samples at once.
class Neuron {
 public:
  Neuron(const std::vector<double>& w, double b, ActivationFunction activation, Loss loss)
      : layer_("neuron", static_cast<int64_t>(w.size()), 1, activation),
        loss_(loss),
        descent_(PlainDescent(), Parameters()) {
    std::copy(w.begin(), w.end(), layer_.weight().value.data());
    layer_.bias().value.data()[0] = b;
  }

  double w(int i) { return layer_.weight().value.data()[i]; }
  double w() { return w(0); }
  double b() { return layer_.bias().value.data()[0]; }

  // Sets the predictions, and gives the parameters' gradients to the sink.
  double LossAndGradient(const Matrix<double>& x, const Matrix<double>& y,
                         GradientSink<double>& sink) {
    predictions_.Resize(x.rows(), 1);
    Matrix<double> gradient(x.rows(), 1);
    layer_.Forward(x.view(), predictions_.view());
    const double loss =
        loss_ == Loss::kLogistic
            ? BinaryCrossEntropy<double>(predictions_.view(), y.view(), gradient.view())
            : SquaredError<double>(predictions_.view(), y.view(), SquaredErrorScale::kHalf,
                                   gradient.view());
    layer_.Backward(x.view(), predictions_.view(), gradient.view(), {}, sink);
    return loss;
  }

  // The loss before the step.
  double Step(const Matrix<double>& x, const Matrix<double>& y, double rate) {
    descent_.BeginStep(rate);
    return LossAndGradient(x, y, descent_);
  }

  double prediction(int64_t i) const { return predictions_.data()[i]; }
  Parameter<double>& weight() { return layer_.weight(); }
  Parameter<double>& bias() { return layer_.bias(); }

 private:
  std::vector<Parameter<double>*> Parameters() {
    layer_.bias().slot = 1;
    return {&layer_.weight(), &layer_.bias()};
  }

  DenseLayer<double> layer_;
  Loss loss_;
  Matrix<double> predictions_;
  Optimizer<double> descent_;
};

TEST(LinearNeuron, TakesTheStepWorkedByHand) {
  const Matrix<double> x = MatrixOf<double>({{0}, {1}, {2}});
  const Matrix<double> y = MatrixOf<double>({{0}, {1}, {4}});
  Neuron neuron({0.4}, 0.2, ActivationFunction::kLinear, Loss::kHalfSquared);
  CollectingSink<double> gradients;
  EXPECT_NEAR(neuron.LossAndGradient(x, y, gradients), 1.533333, 5e-7);
  EXPECT_NEAR(gradients.gradient(neuron.weight()).data()[0], -2.133333, 5e-7);
  EXPECT_NEAR(gradients.gradient(neuron.bias()).data()[0], -1.066667, 5e-7);

  neuron.Step(x, y, 0.2);
  EXPECT_NEAR(neuron.w(), 0.8266667, 5e-8);
  EXPECT_NEAR(neuron.b(), 0.4133333, 5e-8);
  CollectingSink<double> after;
  EXPECT_NEAR(neuron.LossAndGradient(x, y, after), 0.661037, 5e-7);
}

TEST(SigmoidNeuron, TakesTheStepsWorkedByHand) {
  const Matrix<double> x = MatrixOf<double>({{0}, {1}, {2}});
  const Matrix<double> y = MatrixOf<double>({{0}, {1}, {1}});
  Neuron neuron({0.8}, -0.4, ActivationFunction::kSigmoid, Loss::kHalfSquared);
  CollectingSink<double> gradients;
  EXPECT_NEAR(neuron.LossAndGradient(x, y, gradients), 0.06261399, 5e-9);
  EXPECT_NEAR(neuron.prediction(0), 0.4013123, 5e-8);
  EXPECT_NEAR(neuron.prediction(1), 0.5986877, 5e-8);
  EXPECT_NEAR(neuron.prediction(2), 0.7685248, 5e-8);
  EXPECT_NEAR(gradients.gradient(neuron.weight()).data()[0], -0.05959197, 5e-9);
  EXPECT_NEAR(gradients.gradient(neuron.bias()).data()[0], -0.01372605, 5e-9);

  neuron.Step(x, y, 0.8);
  EXPECT_NEAR(neuron.w(), 0.8476736, 5e-8);
  EXPECT_NEAR(neuron.b(), -0.3890192, 5e-8);
  EXPECT_NEAR(neuron.Step(x, y, 0.8), 0.05976601, 5e-9);

  // The losses given are those that the 25th and the 30th step started from.
  double loss = 0;
  for (int step = 3; step <= 25; ++step) loss = neuron.Step(x, y, 0.8);
  EXPECT_NEAR(loss, 0.0382, 5e-5);
  EXPECT_NEAR(neuron.w(), 1.47, 5e-3);
  EXPECT_NEAR(neuron.b(), -0.479, 5e-4);
  for (int step = 26; step <= 30; ++step) loss = neuron.Step(x, y, 0.8);
  EXPECT_NEAR(loss, 0.0359, 5e-5);
  EXPECT_NEAR(neuron.w(), 1.55, 5e-3);
  EXPECT_NEAR(neuron.b(), -0.521, 5e-4);
}

TEST(LogisticRegression, TakesTheStepWorkedByHand) {
  const Matrix<double> x = MatrixOf<double>({{3, 2}});
  const Matrix<double> y = MatrixOf<double>({{1}});
  // Linear, since the loss takes the sigmoid of it.
  Neuron neuron({0, 0}, 0, ActivationFunction::kLinear, Loss::kLogistic);
  CollectingSink<double> gradients;
  EXPECT_NEAR(neuron.LossAndGradient(x, y, gradients), std::log(2.0), 1e-15);
  EXPECT_NEAR(gradients.gradient(neuron.weight()).data()[0], -1.5, 1e-15);
  EXPECT_NEAR(gradients.gradient(neuron.weight()).data()[1], -1.0, 1e-15);
  EXPECT_NEAR(gradients.gradient(neuron.bias()).data()[0], -0.5, 1e-15);

  neuron.Step(x, y, 0.1);
  EXPECT_NEAR(neuron.w(0), 0.15, 1e-15);
  EXPECT_NEAR(neuron.w(1), 0.1, 1e-15);
  EXPECT_NEAR(neuron.b(), 0.05, 1e-15);
}

// Least squares over y = w x + b: w = cov(x, y) / var(x), b = mean(y) - w mean(x).
TEST(LinearRegression, ByGradientDescentReachesTheClosedForm) {
  const Matrix<double> x = MatrixOf<double>({{-1.5}, {-0.5}, {0}, {0.75}, {2}});
  const Matrix<double> y = MatrixOf<double>({{-2}, {0.25}, {1}, {1.5}, {6}});
  double mean_x = 0;
  double mean_y = 0;
  for (int i = 0; i < 5; ++i) {
    mean_x += x.data()[i] / 5;
    mean_y += y.data()[i] / 5;
  }
  double covariance = 0;
  double variance = 0;
  for (int i = 0; i < 5; ++i) {
    covariance += (x.data()[i] - mean_x) * (y.data()[i] - mean_y);
    variance += (x.data()[i] - mean_x) * (x.data()[i] - mean_x);
  }
  const double slope = covariance / variance;

  Neuron neuron({0}, 0, ActivationFunction::kLinear, Loss::kHalfSquared);
  for (int step = 0; step < 500; ++step) neuron.Step(x, y, 0.3);
  EXPECT_NEAR(neuron.w(), slope, 1e-12);
  EXPECT_NEAR(neuron.b(), mean_y - slope * mean_x, 1e-12);
}

}  // namespace
}  // namespace windowlm
