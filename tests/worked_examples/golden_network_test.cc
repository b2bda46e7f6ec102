// A small network whose numbers were computed apart from this program, in double
// precision and without backpropagation: with h = tanh(W1 x + b1) and
// L = mean of -log softmax(W2 h + b2)[t], each derivative is a complex step,
//   dL/dw = Im L(w + 1e-30 i) / 1e-30,
// which rounds as L itself does (Squire & Trapp 1998). Indices count from 0:
//   x[s][j]  = cos(s + 2 j)               [3 x 4]    t = 4, 0, 2
//   W1[i][j] = sin(1 + 3 i + j) / 2       [3 x 4]    b1[i] = i / 10 - 0.1
//   W2[i][j] = cos(2 + i + 2 j) / 2       [5 x 3]    b2[i] = 0.2 - i / 10

#include <cmath>
#include <cstdint>
#include <vector>

#include "gtest/gtest.h"
#include "proto/train_config.pb.h"
#include "src/base/matrix.h"
#include "src/nn/dense_layer.h"
#include "src/nn/losses.h"
#include "src/nn/optimizer.h"
#include "tests/nn/collecting_sink.h"

namespace windowlm {
namespace {

template <typename T>
class Network {
 public:
  Network() : x_(3, 4) {
    for (int s = 0; s < 3; ++s) {
      for (int j = 0; j < 4; ++j) x_.row(s)[j] = static_cast<T>(std::cos(s + 2.0 * j));
    }
    for (int i = 0; i < 3; ++i) {
      for (int j = 0; j < 4; ++j) {
        hidden_.weight().value.row(i)[j] = static_cast<T>(std::sin(1.0 + 3 * i + j) / 2);
      }
      hidden_.bias().value.row(i)[0] = static_cast<T>(i / 10.0 - 0.1);
    }
    for (int i = 0; i < 5; ++i) {
      for (int j = 0; j < 3; ++j) {
        output_.weight().value.row(i)[j] = static_cast<T>(std::cos(2.0 + i + 2 * j) / 2);
      }
      output_.bias().value.row(i)[0] = static_cast<T>(0.2 - i / 10.0);
    }
    int slot = 0;
    for (Parameter<T>* parameter : Parameters()) parameter->slot = slot++;
  }

  std::vector<Parameter<T>*> Parameters() {
    return {&hidden_.weight(), &hidden_.bias(), &output_.weight(), &output_.bias()};
  }

  double LossAndGradient(GradientSink<T>& sink) {
    Matrix<T> h(3, 3);
    Matrix<T> z(3, 5);
    Matrix<T> dz(3, 5);
    Matrix<T> dh(3, 3);
    hidden_.Forward(x_.view(), h.view());
    output_.Forward(h.view(), z.view());
    const double loss = SoftmaxCrossEntropy<T>(z.view(), {4, 0, 2}, dz.view());
    output_.Backward(h.view(), z.view(), dz.view(), dh.view(), sink);
    hidden_.Backward(x_.view(), h.view(), dh.view(), {}, sink);
    return loss;
  }

 private:
  Matrix<T> x_;
  DenseLayer<T> hidden_{"hidden", 4, 3, ActivationFunction::kTanh};
  DenseLayer<T> output_{"output", 3, 5, ActivationFunction::kLinear};
};

// In the order of Parameters().
const std::vector<double> kGradients[] = {
    {-0.2021606276663791, 0.0351076020979828, 0.1729407925627164, -0.1790451295678428,
     0.1815838399327629, -0.09131777450567356, -0.1055806339706402, 0.179191868160721,
     0.05258691020061212, 0.05361046730745778, -0.09720656295223723, 0.02729394002093051},
    {-0.1300146357260801, 0.0954883581529266, 0.04116129917782158},
    {0.0975001433298095, -0.08744963416132065, 0.07441566317792174, -0.09646373345471648,
     0.07486531865482614, -0.04998109520352975, 0.03947986765683658, -0.0149063447251504,
     -0.01252573810866646, -0.07856577675135225, 0.06141381365531332, -0.04162357750712049,
     0.03804949921942267, -0.03392315342366841, 0.02971474764139496},
    {-0.1368462343419619, 0.2362468035153648, -0.08856317866001007, 0.1920484242904893,
     -0.2028858148038822}};

template <typename T>
void CheckLossAndGradients(double tolerance) {
  Network<T> network;
  CollectingSink<T> sink;
  EXPECT_NEAR(network.LossAndGradient(sink), 1.7073570436271048, tolerance);
  for (const Parameter<T>* parameter : network.Parameters()) {
    const std::vector<double>& expected = kGradients[parameter->slot];
    const Matrix<T>& gradient = sink.gradient(*parameter);
    ASSERT_EQ(gradient.size(), static_cast<int64_t>(expected.size()));
    for (int64_t i = 0; i < gradient.size(); ++i) {
      EXPECT_NEAR(gradient.data()[i], expected[i], tolerance) << parameter->name << ", " << i;
    }
  }
}

TEST(GoldenNetwork, HasTheLossAndGradientsComputedApart) {
  CheckLossAndGradients<double>(1e-15);
  CheckLossAndGradients<float>(1e-6);
}

// The loss after five steps at rate 0.05.
template <typename T>
double LossAfterFiveSteps(OptimizerKind kind) {
  OptimizerConfig config;
  config.set_kind(kind);
  config.set_momentum(0.9);
  config.set_adam_beta1(0.9);
  config.set_adam_beta2(0.999);
  config.set_epsilon(1e-8);
  Network<T> network;
  Optimizer<T> optimizer(config, network.Parameters());
  for (int step = 0; step < 5; ++step) {
    optimizer.BeginStep(0.05);
    network.LossAndGradient(optimizer);
  }
  CollectingSink<T> sink;
  return network.LossAndGradient(sink);
}

TEST(GoldenNetwork, TakesTheStepsComputedApart) {
  EXPECT_NEAR(LossAfterFiveSteps<double>(OPTIMIZER_SGD), 1.444173172439951, 1e-14);
  EXPECT_NEAR(LossAfterFiveSteps<double>(OPTIMIZER_ADAGRAD), 1.220237684602255, 1e-14);
  EXPECT_NEAR(LossAfterFiveSteps<double>(OPTIMIZER_ADAM), 1.062111800120468, 1e-14);
  EXPECT_NEAR(LossAfterFiveSteps<float>(OPTIMIZER_SGD), 1.444173172439951, 1e-5);
  EXPECT_NEAR(LossAfterFiveSteps<float>(OPTIMIZER_ADAGRAD), 1.220237684602255, 1e-5);
  EXPECT_NEAR(LossAfterFiveSteps<float>(OPTIMIZER_ADAM), 1.062111800120468, 1e-5);
}

}  // namespace
}  // namespace windowlm
