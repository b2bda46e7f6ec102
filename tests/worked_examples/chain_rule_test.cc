// The chain rule on L = c (a + 2 b): dL/da = c, dL/db = 2 c, dL/dc = a + 2 b.

#include "gtest/gtest.h"
#include "src/base/matrix.h"
#include "src/nn/dense_layer.h"
#include "tests/base/matrix_of.h"
#include "tests/nn/collecting_sink.h"

namespace windowlm {
namespace {

TEST(ChainRule, RunsBackThroughTwoLinearLayers) {
  constexpr double a = 3;
  constexpr double b = -0.5;
  constexpr double c = 4;
  DenseLayer<double> inner("a+2b", 2, 1, ActivationFunction::kLinear);
  inner.weight().value = MatrixOf<double>({{1, 2}});
  DenseLayer<double> outer("c", 1, 1, ActivationFunction::kLinear);
  outer.weight().value = MatrixOf<double>({{c}});

  const Matrix<double> x = MatrixOf<double>({{a, b}});
  Matrix<double> sum(1, 1);
  Matrix<double> loss(1, 1);
  inner.Forward(x.view(), sum.view());
  outer.Forward(sum.view(), loss.view());
  EXPECT_EQ(loss.data()[0], c * (a + 2 * b));

  CollectingSink<double> gradients;
  Matrix<double> d_loss = MatrixOf<double>({{1}});
  Matrix<double> d_sum(1, 1);
  Matrix<double> d_x(1, 2);
  outer.Backward(sum.view(), loss.view(), d_loss.view(), d_sum.view(), gradients);
  inner.Backward(x.view(), sum.view(), d_sum.view(), d_x.view(), gradients);
  EXPECT_EQ(d_x.data()[0], c);
  EXPECT_EQ(d_x.data()[1], 2 * c);
  EXPECT_EQ(gradients.gradient(outer.weight()).data()[0], a + 2 * b);
}

}  // namespace
}  // namespace windowlm
