// Rosenblatt's rule: w <- w + rate x (y - y_hat), with y_hat = 1 where w x + b >= 0.5, and
// the bias b a weight whose input is 1. It is a gradient step on the linear unit with
// y_hat - y in place of the loss's gradient.

#include <cstdint>
#include <vector>

#include "gtest/gtest.h"
#include "proto/train_config.pb.h"
#include "src/base/matrix.h"
#include "src/nn/dense_layer.h"
#include "src/nn/optimizer.h"
#include "tests/base/matrix_of.h"

namespace windowlm {
namespace {

// Shows the four samples one by one, again and again. Returns the errors of each epoch.
std::vector<int> ErrorsOfEachEpoch(const std::vector<double>& targets, int epochs) {
  const Matrix<double> x = MatrixOf<double>({{0, 0}, {0, 1}, {1, 0}, {1, 1}});
  DenseLayer<double> unit("perceptron", 2, 1, ActivationFunction::kLinear);
  unit.bias().slot = 1;
  OptimizerConfig config;
  config.set_kind(OPTIMIZER_SGD);
  Optimizer<double> rule(config, {&unit.weight(), &unit.bias()});
  std::vector<int> errors;
  for (int epoch = 0; epoch < epochs; ++epoch) {
    errors.push_back(0);
    for (int64_t i = 0; i < 4; ++i) {
      const MatrixView<const double> sample = x.view().Rows(i, 1);
      Matrix<double> z(1, 1);
      unit.Forward(sample, z.view());
      const double y_hat = z.data()[0] >= 0.5 ? 1 : 0;
      Matrix<double> gradient = MatrixOf<double>({{y_hat - targets[i]}});
      errors.back() += y_hat != targets[i];
      rule.BeginStep(0.125);
      unit.Backward(sample, z.view(), gradient.view(), {}, rule);
    }
  }
  return errors;
}

TEST(PerceptronRule, LearnsAnd) {
  const std::vector<int> errors = ErrorsOfEachEpoch({0, 0, 0, 1}, 50);
  EXPECT_GT(errors.front(), 0);
  EXPECT_EQ(errors.back(), 0);
}

TEST(PerceptronRule, LearnsOr) {
  const std::vector<int> errors = ErrorsOfEachEpoch({0, 1, 1, 1}, 50);
  EXPECT_GT(errors.front(), 0);
  EXPECT_EQ(errors.back(), 0);
}

TEST(PerceptronRule, CannotLearnXor) {
  for (const int errors : ErrorsOfEachEpoch({0, 1, 1, 0}, 500)) ASSERT_GT(errors, 0);
}

}  // namespace
}  // namespace windowlm
