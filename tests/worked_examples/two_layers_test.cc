// Multi-layer perceptrons: a step worked by hand, a gradient checked, and XOR learned.

#include <cstdint>
#include <vector>

#include "gtest/gtest.h"
#include "proto/train_config.pb.h"
#include "src/base/matrix.h"
#include "src/nn/dense_layer.h"
#include "src/nn/initialization.h"
#include "src/nn/losses.h"
#include "src/nn/optimizer.h"
#include "tests/base/matrix_of.h"
#include "tests/base/random_matrix.h"
#include "tests/nn/collecting_sink.h"
#include "tests/nn/gradient_check.h"

namespace windowlm {
namespace {

OptimizerConfig PlainDescent() {
  OptimizerConfig config;
  config.set_kind(OPTIMIZER_SGD);
  return config;
}

// Hidden values 0.615 and 0.584, output weights 0.55 and 0.45, target 1. The digits are
// those of a sigmoid output without bias and the whole squared error: half of it would
// move the weights half as far, to 0.555 and 0.4547.
TEST(TwoLayerPerceptron, TakesTheOutputStepWorkedByHand) {
  DenseLayer<double> output("output", 2, 1, ActivationFunction::kSigmoid);
  output.weight().value = MatrixOf<double>({{0.55, 0.45}});
  output.bias().slot = 1;
  const Matrix<double> hidden = MatrixOf<double>({{0.615, 0.584}});
  const Matrix<double> target = MatrixOf<double>({{1}});
  Matrix<double> y(1, 1);
  output.Forward(hidden.view(), y.view());
  EXPECT_NEAR(y.data()[0], 0.645, 1e-3);
  Matrix<double> gradient(1, 1);
  EXPECT_NEAR(
      SquaredError<double>(y.view(), target.view(), SquaredErrorScale::kWhole, gradient.view()),
      0.126, 1e-3);
  Optimizer<double> descent(PlainDescent(), {&output.weight(), &output.bias()});
  descent.BeginStep(0.1);
  output.Backward(hidden.view(), y.view(), gradient.view(), {}, descent);
  EXPECT_NEAR(output.weight().value.data()[0], 0.56, 1e-3);
  EXPECT_NEAR(output.weight().value.data()[1], 0.4595, 1e-3);
}

// A hidden layer and an output unit whose sigmoid the cross-entropy takes.
class TwoLayers {
 public:
  TwoLayers(int64_t in, int64_t hidden, ActivationFunction activation)
      : hidden_("hidden", in, hidden, activation),
        output_("output", hidden, 1, ActivationFunction::kLinear) {
    int slot = 0;
    for (Parameter<double>* parameter : Parameters()) parameter->slot = slot++;
  }

  std::vector<Parameter<double>*> Parameters() {
    return {&hidden_.weight(), &hidden_.bias(), &output_.weight(), &output_.bias()};
  }

  const Matrix<double>& Logits(const Matrix<double>& x) {
    h_.Resize(x.rows(), hidden_.out());
    z_.Resize(x.rows(), 1);
    hidden_.Forward(x.view(), h_.view());
    output_.Forward(h_.view(), z_.view());
    return z_;
  }

  double Loss(const Matrix<double>& x, const Matrix<double>& y) {
    return BinaryCrossEntropy<double>(Logits(x).view(), y.view(), {});
  }

  void Backward(const Matrix<double>& x, const Matrix<double>& y, GradientSink<double>& sink) {
    Logits(x);
    Matrix<double> dz(x.rows(), 1);
    Matrix<double> dh(x.rows(), hidden_.out());
    BinaryCrossEntropy<double>(z_.view(), y.view(), dz.view());
    output_.Backward(h_.view(), z_.view(), dz.view(), dh.view(), sink);
    hidden_.Backward(x.view(), h_.view(), dh.view(), {}, sink);
  }

 private:
  DenseLayer<double> hidden_;
  DenseLayer<double> output_;
  Matrix<double> h_;
  Matrix<double> z_;
};

TEST(TwoLayerNetwork, WithReluAndSigmoidEqualsCentralDifferences) {
  TwoLayers network(5, 7, ActivationFunction::kRelu);
  for (Parameter<double>* parameter : network.Parameters()) FillUniform(3, 1, *parameter);
  const Matrix<double> x = RandomMatrix<double>(1, 6, 5);
  const Matrix<double> y = MatrixOf<double>({{0}, {1}, {1}, {0}, {1}, {0}});
  CollectingSink<double> sink;
  network.Backward(x, y, sink);
  ExpectGradients([&] { return network.Loss(x, y); }, network.Parameters(), sink);
}

TEST(TwoHiddenUnits, LearnXorByBackpropagation) {
  const Matrix<double> x = MatrixOf<double>({{0, 0}, {0, 1}, {1, 0}, {1, 1}});
  const Matrix<double> y = MatrixOf<double>({{0}, {1}, {1}, {0}});
  TwoLayers network(2, 2, ActivationFunction::kTanh);
  for (Parameter<double>* parameter : network.Parameters()) FillUniform(1, 1, *parameter);
  Optimizer<double> descent(PlainDescent(), network.Parameters());
  for (int step = 0; step < 3000; ++step) {
    descent.BeginStep(0.5);
    network.Backward(x, y, descent);
  }
  EXPECT_LT(network.Loss(x, y), 0.02);
  for (int64_t i = 0; i < 4; ++i) {
    EXPECT_EQ(network.Logits(x).data()[i] > 0, y.data()[i] == 1) << "sample " << i;
  }
}

}  // namespace
}  // namespace windowlm
