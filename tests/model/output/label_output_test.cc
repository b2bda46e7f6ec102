#include "src/model/output/label_output.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "src/base/parallel_for.h"
#include "src/base/random.h"
#include "tests/base/matrix_of.h"
#include "tests/base/random_matrix.h"
#include "tests/base/same_bytes.h"
#include "tests/nn/collecting_sink.h"
#include "tests/nn/gradient_check.h"

namespace windowlm {
namespace {

struct Shape {
  LabelLoss loss;
  bool has_weight;
};

constexpr int64_t kLabels = 4;

// Without a weight there is an input for each label.
int64_t InputsOf(const Shape& shape) { return shape.has_weight ? 3 : kLabels; }

// One label, several, all, and sets that count more or less than others.
std::vector<TargetSet> SomeSets() {
  std::vector<TargetSet> sets(5);
  sets[0].labels = {0};
  sets[1].labels = {1, 3};
  sets[2].labels = {3};
  sets[3].labels = {0, 1, 2, 3};
  sets[4].labels = {0, 2};
  sets[1].weight = 2.5;
  sets[2].weight = 0.25;
  return sets;
}

std::vector<uint32_t> RandomTargets(int64_t rows) {
  const CounterRandom random(4, RandomPurpose::kWindowOrder, 1);
  std::vector<uint32_t> targets;
  for (int64_t i = 0; i < rows; ++i) {
    targets.push_back(static_cast<uint32_t>(random.Below(i, SomeSets().size())));
  }
  return targets;
}

// All parameters random.
template <typename T>
std::unique_ptr<LabelOutput<T>> Random(const Shape& shape) {
  auto layer =
      std::make_unique<LabelOutput<T>>(shape.loss, InputsOf(shape), kLabels, shape.has_weight);
  uint64_t seed = 0;
  for (Parameter<T>* parameter : layer->parameters()) FillRandom(++seed, parameter->value.view());
  layer->SetTargetSets(SomeSets());
  return layer;
}

class LabelOutputs : public testing::TestWithParam<Shape> {};

INSTANTIATE_TEST_SUITE_P(
    OfEachShape, LabelOutputs,
    testing::Values(Shape{LabelLoss::kSoftmax, false}, Shape{LabelLoss::kSoftmax, true},
                    Shape{LabelLoss::kSigmoid, false}, Shape{LabelLoss::kSigmoid, true}),
    [](const auto& info) {
      return std::string(info.param.loss == LabelLoss::kSoftmax ? "Softmax" : "Sigmoid") +
             (info.param.has_weight ? "WithWeight" : "WithoutWeight");
    });

// More rows than one task computes.
TEST_P(LabelOutputs, HaveTheGradientOfTheirLoss) {
  constexpr int64_t kRows = 70;
  const auto layer = Random<double>(GetParam());
  Matrix<double> h = RandomMatrix<double>(9, kRows, InputsOf(GetParam()));
  const std::vector<uint32_t> targets = RandomTargets(kRows);
  Matrix<double> dh(kRows, h.columns());
  CollectingSink<double> sink;
  layer->Step(OutputSample(), h.view(), targets, dh.view(), sink);
  CollectingSink<double> ignored;
  Matrix<double> ignored_dh(kRows, h.columns());
  const auto loss = [&] {
    ignored.Clear();
    return layer->Step(OutputSample(), h.view(), targets, ignored_dh.view(), ignored);
  };
  ExpectGradient("h", loss, h.view(), dh.view());
  ExpectGradients(loss, layer->parameters(), sink);
}

TEST_P(LabelOutputs, HaveTheMeanOfTheirRowsLossesTimesTheWeightsOfTheirSets) {
  constexpr int64_t kRows = 70;
  const auto layer = Random<double>(GetParam());
  const Matrix<double> h = RandomMatrix<double>(9, kRows, InputsOf(GetParam()));
  const std::vector<uint32_t> targets = RandomTargets(kRows);
  std::vector<double> losses(kRows);
  layer->NegativeLogLikelihood(h.view(), targets, absl::MakeSpan(losses));
  double sum = 0;
  for (size_t i = 0; i < losses.size(); ++i) sum += SomeSets()[targets[i]].weight * losses[i];
  Matrix<double> dh(kRows, h.columns());
  CollectingSink<double> sink;
  EXPECT_NEAR(layer->Step(OutputSample(), h.view(), targets, dh.view(), sink), sum / kRows, 1e-12);
}

TEST_P(LabelOutputs, HaveTheLikelihoodThatTheirProbabilitiesSay) {
  constexpr int64_t kRows = 20;
  const auto layer = Random<double>(GetParam());
  const Matrix<double> h = RandomMatrix<double>(9, kRows, InputsOf(GetParam()), -3, 3);
  const std::vector<uint32_t> targets = RandomTargets(kRows);
  Matrix<double> log_p(kRows, kLabels);
  layer->LogProbabilities(h.view(), log_p.view());
  std::vector<double> losses(kRows);
  layer->NegativeLogLikelihood(h.view(), targets, absl::MakeSpan(losses));
  for (int64_t i = 0; i < kRows; ++i) {
    const std::vector<uint32_t> set = SomeSets()[targets[i]].labels;
    double expected = 0;
    double sum = 0;
    for (uint32_t label = 0; label < kLabels; ++label) {
      const double p = std::exp(log_p.row(i)[label]);
      const bool has = std::find(set.begin(), set.end(), label) != set.end();
      sum += p;
      if (GetParam().loss == LabelLoss::kSoftmax) {
        expected -= has ? std::log(p) / static_cast<double>(set.size()) : 0;
      } else {
        expected -= std::log(has ? p : 1 - p);
      }
    }
    EXPECT_NEAR(losses[i], expected, 1e-12);
    if (GetParam().loss == LabelLoss::kSoftmax) {
      EXPECT_NEAR(sum, 1, 1e-12);
    }
  }
}

TEST_P(LabelOutputs, GiveTheSameBytesOnAnyNumberOfThreads) {
  constexpr int64_t kRows = 300;
  const auto layer = Random<float>(GetParam());
  const Matrix<float> h = RandomMatrix<float>(9, kRows, InputsOf(GetParam()));
  const std::vector<uint32_t> targets = RandomTargets(kRows);
  Matrix<float> expected_dh(kRows, h.columns());
  CollectingSink<float> expected;
  SetThreads(1);
  const double loss = layer->Step(OutputSample(), h.view(), targets, expected_dh.view(), expected);
  for (const int threads : {2, 3, 8}) {
    SetThreads(threads);
    Matrix<float> dh(kRows, h.columns());
    CollectingSink<float> found;
    EXPECT_EQ(layer->Step(OutputSample(), h.view(), targets, dh.view(), found), loss);
    EXPECT_TRUE(SameBytes(dh, expected_dh));
    for (const Parameter<float>* parameter : layer->parameters()) {
      EXPECT_TRUE(SameBytes(found.gradient(*parameter), expected.gradient(*parameter)))
          << parameter->name;
    }
  }
}

TEST_P(LabelOutputs, StartWithoutAnOpinionOnAnyLabel) {
  const Shape shape = GetParam();
  LabelOutput<double> layer(shape.loss, InputsOf(shape), kLabels, shape.has_weight);
  layer.Initialize(1, {});
  const std::vector<Parameter<double>*> parameters = layer.parameters();
  ASSERT_EQ(parameters.size(), shape.has_weight ? 2u : 1u);
  EXPECT_EQ(parameters.back()->name, "output.bias");
  for (int64_t i = 0; i < kLabels; ++i) EXPECT_EQ(parameters.back()->value.row(i)[0], 0);
  if (shape.has_weight) {
    EXPECT_EQ(parameters.front()->name, "output.weight");
    EXPECT_NE(parameters.front()->value.row(0)[0], 0) << "units that are alike would stay alike";
  }
}

// A layer over these labels with this weight, or without one if it has no rows.
class LabelOutputByHand : public testing::Test {
 protected:
  void Make(LabelLoss loss, int64_t labels, const Matrix<double>& weight = Matrix<double>()) {
    const bool has_weight = weight.rows() > 0;
    layer_ = std::make_unique<LabelOutput<double>>(loss, has_weight ? weight.columns() : labels,
                                                   labels, has_weight);
    if (!has_weight) return;
    std::copy_n(weight.data(), weight.size(), layer_->parameters().front()->value.data());
  }

  // Takes a step, and keeps its gradients.
  double Step(const Matrix<double>& h, const std::vector<uint32_t>& targets) {
    dh_.Resize(h.rows(), h.columns());
    sink_.Clear();
    return layer_->Step(OutputSample(), h.view(), targets, dh_.view(), sink_);
  }

  void ExpectNear(const Matrix<double>& found, const std::vector<double>& expected) {
    ASSERT_EQ(found.size(), static_cast<int64_t>(expected.size()));
    for (size_t i = 0; i < expected.size(); ++i) {
      EXPECT_NEAR(found.data()[i], expected[i], 1e-12) << "number " << i;
    }
  }

  const Matrix<double>& BiasGradient() { return sink_.gradient(*layer_->parameters().back()); }

  std::unique_ptr<LabelOutput<double>> layer_;
  Matrix<double> dh_;
  CollectingSink<double> sink_;
};

std::vector<TargetSet> Sets(const std::vector<std::vector<uint32_t>>& sets,
                            const std::vector<double>& weights) {
  std::vector<TargetSet> targets(sets.size());
  for (size_t i = 0; i < sets.size(); ++i) {
    targets[i].labels = sets[i];
    targets[i].weight = weights[i];
  }
  return targets;
}

// The probabilities are 1/4 and 3/4.
TEST_F(LabelOutputByHand, OfASoftmaxWithoutWeight) {
  Make(LabelLoss::kSoftmax, 2);
  layer_->SetTargetSets(Sets({{0}, {0, 1}, {1}}, {1, 1, 2}));
  const Matrix<double> h = MatrixOf<double>({{0, std::log(3)}});
  EXPECT_NEAR(Step(h, {0}), std::log(4), 1e-12);
  ExpectNear(dh_, {-0.75, 0.75});
  ExpectNear(BiasGradient(), {-0.75, 0.75});
  EXPECT_NEAR(Step(h, {1}), std::log(4) - std::log(3) / 2, 1e-12);
  ExpectNear(dh_, {-0.25, 0.25});
  EXPECT_NEAR(Step(h, {2}), 2 * std::log(4.0 / 3), 1e-12);
  ExpectNear(dh_, {0.5, -0.5});
}

// The logits are the logs of 2, 3 and 6, and the probabilities 2/11, 3/11 and 6/11.
TEST_F(LabelOutputByHand, OfASoftmaxWithWeight) {
  Make(LabelLoss::kSoftmax, 3, MatrixOf<double>({{1, 0}, {0, 1}, {1, 1}}));
  layer_->SetTargetSets(Sets({{2}}, {1}));
  const double a = std::log(2);
  const double b = std::log(3);
  EXPECT_NEAR(Step(MatrixOf<double>({{a, b}}), {0}), std::log(11.0 / 6), 1e-12);
  ExpectNear(dh_, {-3.0 / 11, -2.0 / 11});
  ExpectNear(BiasGradient(), {2.0 / 11, 3.0 / 11, -5.0 / 11});
  ExpectNear(sink_.gradient(*layer_->parameters().front()),
             {2 * a / 11, 2 * b / 11, 3 * a / 11, 3 * b / 11, -5 * a / 11, -5 * b / 11});
}

TEST_F(LabelOutputByHand, OfABatchAreMeans) {
  Make(LabelLoss::kSoftmax, 2);
  layer_->SetTargetSets(Sets({{0}, {1}}, {1, 3}));
  const Matrix<double> h = MatrixOf<double>({{0, std::log(3)}, {0, 0}});
  EXPECT_NEAR(Step(h, {0, 1}), (std::log(4) + 3 * std::log(2)) / 2, 1e-12);
  ExpectNear(dh_, {-0.375, 0.375, 0.75, -0.75});
  ExpectNear(BiasGradient(), {0.375, -0.375});
}

// The probabilities are 1/2 and 3/4.
TEST_F(LabelOutputByHand, OfSigmoids) {
  Make(LabelLoss::kSigmoid, 2);
  layer_->SetTargetSets(Sets({{0}, {0, 1}, {1}}, {1, 1, 0.5}));
  const Matrix<double> h = MatrixOf<double>({{0, std::log(3)}});
  EXPECT_NEAR(Step(h, {0}), std::log(8), 1e-12);
  ExpectNear(dh_, {-0.5, 0.75});
  EXPECT_NEAR(Step(h, {1}), std::log(8.0 / 3), 1e-12);
  ExpectNear(dh_, {-0.5, -0.25});
  EXPECT_NEAR(Step(h, {2}), std::log(8.0 / 3) / 2, 1e-12);
  ExpectNear(dh_, {0.25, -0.125});
}

TEST_F(LabelOutputByHand, OfASingleLabelIsALogisticRegression) {
  Make(LabelLoss::kSigmoid, 1);
  layer_->SetTargetSets(Sets({{0}}, {1}));
  EXPECT_NEAR(Step(MatrixOf<double>({{0}}), {0}), std::log(2), 1e-12);
  ExpectNear(dh_, {-0.5});
  ExpectNear(BiasGradient(), {-0.5});
  Matrix<double> log_p(1, 1);
  layer_->LogProbabilities(MatrixOf<double>({{std::log(3)}}).view(), log_p.view());
  ExpectNear(log_p, {std::log(0.75)});
}

TEST_F(LabelOutputByHand, AddsTheBiasOfALayerWithoutWeight) {
  Make(LabelLoss::kSoftmax, 2);
  layer_->parameters().back()->value.row(1)[0] = std::log(3);
  Matrix<double> log_p(2, 2);
  layer_->LogProbabilities(MatrixOf<double>({{0, 0}, {std::log(3), 0}}).view(), log_p.view());
  ExpectNear(log_p, {std::log(0.25), std::log(0.75), std::log(0.5), std::log(0.5)});
}

TEST_F(LabelOutputByHand, HasLogProbabilitiesOfEachLabelByItself) {
  Make(LabelLoss::kSigmoid, 2);
  Matrix<double> log_p(1, 2);
  layer_->LogProbabilities(MatrixOf<double>({{0, std::log(3)}}).view(), log_p.view());
  ExpectNear(log_p, {std::log(0.5), std::log(0.75)});
}

TEST_F(LabelOutputByHand, StaysFiniteWhereALabelIsCertain) {
  const Matrix<double> h = MatrixOf<double>({{1000, -1000}});
  Matrix<double> log_p(1, 2);
  std::vector<double> losses(1);
  Make(LabelLoss::kSoftmax, 2);
  layer_->SetTargetSets(Sets({{1}}, {1}));
  layer_->LogProbabilities(h.view(), log_p.view());
  ExpectNear(log_p, {0, -2000});
  EXPECT_NEAR(Step(h, {0}), 2000, 1e-9);
  ExpectNear(dh_, {1, -1});
  Make(LabelLoss::kSigmoid, 2);
  layer_->SetTargetSets(Sets({{1}}, {1}));
  layer_->LogProbabilities(h.view(), log_p.view());
  ExpectNear(log_p, {0, -1000});
  EXPECT_NEAR(Step(h, {0}), 2000, 1e-9);
  ExpectNear(dh_, {1, -1});
}

TEST_F(LabelOutputByHand, TellsTheLossOfARowWithoutTheWeightOfItsSet) {
  Make(LabelLoss::kSoftmax, 2);
  layer_->SetTargetSets(Sets({{0}, {0}}, {5, 0.5}));
  const Matrix<double> h = MatrixOf<double>({{0, std::log(3)}, {0, 0}});
  std::vector<double> losses(2);
  layer_->NegativeLogLikelihood(h.view(), {0, 1}, absl::MakeSpan(losses));
  EXPECT_NEAR(losses[0], std::log(4), 1e-12);
  EXPECT_NEAR(losses[1], std::log(2), 1e-12);
}

}  // namespace
}  // namespace windowlm
