#include "src/nn/dense_layer.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "gtest/gtest.h"
#include "src/base/matrix.h"
#include "src/base/parallel_for.h"
#include "src/base/vector_math.h"
#include "tests/base/matrix_of.h"
#include "tests/base/random_matrix.h"
#include "tests/base/same_bytes.h"
#include "tests/nn/collecting_sink.h"
#include "tests/nn/gradient_check.h"

namespace windowlm {
namespace {

template <typename T>
DenseLayer<T> RandomLayer(int64_t in, int64_t out, ActivationFunction activation) {
  DenseLayer<T> layer("layer", in, out, activation);
  FillRandom(11, layer.weight().value.view());
  FillRandom(12, layer.bias().value.view());
  return layer;
}

TEST(DenseLayer, IsTheProductWithTheTransposedWeightPlusTheBias) {
  DenseLayer<float> layer("layer", 2, 3, ActivationFunction::kRelu);
  layer.weight().value = MatrixOf<float>({{1, 2}, {3, 4}, {-5, -6}});
  layer.bias().value = MatrixOf<float>({{10}, {-20}, {30}});
  const Matrix<float> x = MatrixOf<float>({{1, 1}, {2, 3}});
  Matrix<float> y(2, 3);
  layer.Forward(x.view(), y.view());
  EXPECT_TRUE(SameBytes(y, MatrixOf<float>({{13, 0, 19}, {18, 0, 2}})));
}

TEST(DenseLayer, NamesItsParametersAndStartsAtZero) {
  DenseLayer<double> layer("hidden1", 2, 3, ActivationFunction::kTanh);
  EXPECT_EQ(layer.weight().name, "hidden1.weight");
  EXPECT_EQ(layer.bias().name, "hidden1.bias");
  EXPECT_EQ(layer.in(), 2);
  EXPECT_EQ(layer.out(), 3);
  EXPECT_TRUE(SameBytes(layer.weight().value, Matrix<double>(3, 2)));
  EXPECT_TRUE(SameBytes(layer.bias().value, Matrix<double>(3, 1)));
}

class DenseLayerGradient : public testing::TestWithParam<ActivationFunction> {};

// The loss is sum(y * weights), so dL/dy are the weights.
TEST_P(DenseLayerGradient, EqualsCentralDifferences) {
  struct Shape {
    int64_t batch, in, out;
  };
  for (const auto [batch, in, out] :
       {Shape{1, 1, 1}, Shape{3, 5, 2}, Shape{3, 70, 2}, Shape{7, 2, 70}, Shape{130, 4, 3}}) {
    SCOPED_TRACE(testing::Message() << batch << " rows, " << in << " to " << out);
    DenseLayer<double> layer = RandomLayer<double>(in, out, GetParam());
    Matrix<double> x = RandomMatrix<double>(1, batch, in);
    const Matrix<double> weights = RandomMatrix<double>(2, batch, out);
    Matrix<double> y(batch, out);
    const auto loss = [&] {
      layer.Forward(x.view(), y.view());
      return DotProduct(y.data(), weights.data(), y.size());
    };
    loss();
    Matrix<double> gradient = RandomMatrix<double>(2, batch, out);
    Matrix<double> dx(batch, in);
    CollectingSink<double> sink;
    layer.Backward(x.view(), y.view(), gradient.view(), dx.view(), sink);
    ExpectGradients(loss, {&layer.weight(), &layer.bias()}, sink);
    ExpectGradient("x", loss, x.view(), dx.view());
    for (int64_t row = 0; row < out; ++row) {
      EXPECT_TRUE(sink.Came(layer.weight(), row) && sink.Came(layer.bias(), row));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(EveryActivation, DenseLayerGradient,
                         testing::Values(ActivationFunction::kLinear, ActivationFunction::kTanh,
                                         ActivationFunction::kRelu, ActivationFunction::kSigmoid,
                                         ActivationFunction::kGelu));

// A bfloat16 has 8 bits, so that sums of products of numbers below 1 are right to about 2^-8 of
// the root of their number.
TEST(DenseLayer, RoundsOperandsWhereThePrecisionIsBFloat16) {
  for (const ActivationFunction f : {ActivationFunction::kTanh, ActivationFunction::kGelu}) {
    DenseLayer<float> exact("layer", 80, 97, f);
    DenseLayer<float> rounded("layer", 80, 97, f, PRECISION_BFLOAT16);
    for (DenseLayer<float>* layer : {&exact, &rounded}) {
      FillRandom(11, layer->weight().value.view());
      FillRandom(12, layer->bias().value.view());
    }
    const Matrix<float> x = RandomMatrix<float>(1, 140, 80);
    struct Results {
      Matrix<float> y{140, 97};
      Matrix<float> dx{140, 80};
      CollectingSink<float> sink;
    } results[2];
    for (const int i : {0, 1}) {
      DenseLayer<float>& layer = i == 0 ? exact : rounded;
      Results& result = results[i];
      layer.Forward(x.view(), result.y.view());
      Matrix<float> gradient = RandomMatrix<float>(2, 140, 97);
      layer.Backward(x.view(), result.y.view(), gradient.view(), result.dx.view(), result.sink);
    }
    const auto expect_near = [](const Matrix<float>& a, const Matrix<float>& b) {
      double difference = 0;
      for (int64_t i = 0; i < a.size(); ++i) {
        difference = std::max(difference, std::abs(double{a.data()[i]} - b.data()[i]));
      }
      EXPECT_LT(difference, 0.1);
      EXPECT_GT(difference, 0) << "nothing was rounded";
    };
    expect_near(results[0].y, results[1].y);
    expect_near(results[0].dx, results[1].dx);
    expect_near(results[0].sink.gradient(exact.weight()),
                results[1].sink.gradient(rounded.weight()));
  }
}

TEST(DenseLayer, LeavesTheGradientBeforeTheActivationInPlace) {
  DenseLayer<double> layer = RandomLayer<double>(3, 4, ActivationFunction::kTanh);
  const Matrix<double> x = RandomMatrix<double>(1, 5, 3);
  Matrix<double> y(5, 4);
  layer.Forward(x.view(), y.view());
  const Matrix<double> dy = RandomMatrix<double>(2, 5, 4);
  Matrix<double> gradient = RandomMatrix<double>(2, 5, 4);
  CollectingSink<double> sink;
  layer.Backward(x.view(), y.view(), gradient.view(), MatrixView<double>(), sink);
  for (int64_t i = 0; i < y.size(); ++i) {
    EXPECT_NEAR(gradient.data()[i], dy.data()[i] * (1 - y.data()[i] * y.data()[i]), 1e-15);
  }
}

TEST(DenseLayer, ReadsAndWritesTheRowsOfWiderMatrices) {
  DenseLayer<double> layer = RandomLayer<double>(3, 4, ActivationFunction::kSigmoid);
  Matrix<double> wide_x = RandomMatrix<double>(1, 9, 10);
  const MatrixView<double> x{wide_x.data() + 2, 9, 3, 10};
  Matrix<double> compact_x(9, 3);
  for (int64_t i = 0; i < 9; ++i) std::copy_n(x.row(i), 3, compact_x.row(i));
  Matrix<double> wide_y(9, 7);
  const MatrixView<double> y{wide_y.data() + 1, 9, 4, 7};
  Matrix<double> compact_y(9, 4);
  layer.Forward(x, y);
  layer.Forward(compact_x.view(), compact_y.view());
  for (int64_t i = 0; i < 9; ++i) {
    for (int64_t j = 0; j < 4; ++j) EXPECT_NEAR(y.row(i)[j], compact_y.row(i)[j], 1e-15);
    EXPECT_EQ(wide_y.row(i)[0], 0);
    EXPECT_EQ(wide_y.row(i)[5], 0);
  }
}

TEST(DenseLayer, KeepsNothingOfTheGradientsBefore) {
  DenseLayer<double> layer = RandomLayer<double>(3, 4, ActivationFunction::kTanh);
  const Matrix<double> x = RandomMatrix<double>(1, 5, 3);
  Matrix<double> y(5, 4);
  layer.Forward(x.view(), y.view());
  CollectingSink<double> sinks[2];
  for (CollectingSink<double>& sink : sinks) {
    Matrix<double> gradient = RandomMatrix<double>(2, 5, 4);
    layer.Backward(x.view(), y.view(), gradient.view(), {}, sink);
  }
  for (const Parameter<double>* parameter : {&layer.weight(), &layer.bias()}) {
    EXPECT_TRUE(SameBytes(sinks[0].gradient(*parameter), sinks[1].gradient(*parameter)));
  }
}

TEST(DenseLayer, OfAnEmptyBatchHasGradientZero) {
  DenseLayer<float> layer = RandomLayer<float>(3, 4, ActivationFunction::kTanh);
  const Matrix<float> x(0, 3);
  Matrix<float> y(0, 4);
  layer.Forward(x.view(), y.view());
  CollectingSink<float> sink;
  layer.Backward(x.view(), y.view(), y.view(), MatrixView<float>(), sink);
  EXPECT_TRUE(SameBytes(sink.gradient(layer.weight()), Matrix<float>(4, 3)));
  EXPECT_TRUE(SameBytes(sink.gradient(layer.bias()), Matrix<float>(4, 1)));
}

TEST(DenseLayer, GivesTheSameBytesOnAnyNumberOfThreads) {
  const Matrix<float> x = RandomMatrix<float>(1, 333, 50);
  struct Results {
    Matrix<float> y, gradient, dx;
    CollectingSink<float> sink;
    DenseLayer<float> layer = RandomLayer<float>(50, 97, ActivationFunction::kTanh);
  };
  const auto run = [&](int threads, Results& results) {
    SetThreads(threads);
    results.y = Matrix<float>(333, 97);
    results.gradient = RandomMatrix<float>(2, 333, 97);
    results.dx = Matrix<float>(333, 50);
    results.layer.Forward(x.view(), results.y.view());
    results.layer.Backward(x.view(), results.y.view(), results.gradient.view(), results.dx.view(),
                           results.sink);
  };
  Results one;
  run(1, one);
  for (const int threads : {2, 3, 8}) {
    Results many;
    run(threads, many);
    EXPECT_TRUE(SameBytes(many.y, one.y));
    EXPECT_TRUE(SameBytes(many.dx, one.dx));
    EXPECT_TRUE(
        SameBytes(many.sink.gradient(many.layer.weight()), one.sink.gradient(one.layer.weight())));
    EXPECT_TRUE(
        SameBytes(many.sink.gradient(many.layer.bias()), one.sink.gradient(one.layer.bias())));
  }
}

}  // namespace
}  // namespace windowlm
