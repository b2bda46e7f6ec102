// What a window model is where it predicts the labels of whole lines.

#include <cmath>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "src/model/window_model.h"
#include "src/nn/optimizer.h"
#include "tests/base/same_bytes.h"
#include "tests/model/small_label_model.h"
#include "tests/model/small_models.h"
#include "tests/nn/collecting_sink.h"
#include "tests/nn/gradient_check.h"

namespace windowlm {
namespace {

constexpr int64_t kWords = 6;

// Three lines of words and pairs of words, one of which has none, and their sets of labels.
WindowBatch ThreeLines() {
  WindowBatch batch;
  batch.contexts = {0, 2, 2, 7, 1, 6};
  batch.ends = {4, 4, 6};
  batch.targets = {1, 0, 2};
  return batch;
}

std::vector<TargetSet> ThreeSets() {
  std::vector<TargetSet> sets = SetsOf({{2}, {0, 1}, {1}});
  sets[1].weight = 1.5;
  return sets;
}

// Of the text "a b a a b" for the label `yes`, from zero: the probability is 1/2, and the gradient
// by the logit -1/2.
TEST(WindowModelOfLabels, TakesTheStepOfALogisticRegression) {
  WindowModel<float> model(LabelConfigOf(1, {}, COMBINE_SUM, LOSS_SIGMOID), kWords);
  model.SetTargetSets(SetsOf({{0}}));
  OptimizerConfig config;
  config.set_kind(OPTIMIZER_SGD);
  Optimizer<float> optimizer(config, model.parameters());
  WindowBatch batch;
  batch.contexts = {0, 1, 0, 0, 1};
  batch.ends = {5};
  batch.targets = {0};
  optimizer.BeginStep(0.1);
  EXPECT_NEAR(model.Step(batch, {}, optimizer), std::log(2), 1e-7);
  ASSERT_EQ(model.parameters().size(), 2u);
  EXPECT_FLOAT_EQ(model.embeddings().row(0)[0], 0.15f);
  EXPECT_FLOAT_EQ(model.embeddings().row(1)[0], 0.1f);
  for (const int64_t other : {2, 3, 4, 5}) EXPECT_EQ(model.embeddings().row(other)[0], 0);
  EXPECT_FLOAT_EQ(model.parameters().back()->value.row(0)[0], 0.05f);
}

// The same numbers for `yes`, and their opposites for `no`.
TEST(WindowModelOfLabels, TakesTheStepOfASoftmaxRegression) {
  WindowModel<float> model(LabelConfigOf(2), kWords);
  model.SetTargetSets(SetsOf({{0}}));
  OptimizerConfig config;
  config.set_kind(OPTIMIZER_SGD);
  Optimizer<float> optimizer(config, model.parameters());
  WindowBatch batch;
  batch.contexts = {0, 1, 0, 0, 1};
  batch.ends = {5};
  batch.targets = {0};
  optimizer.BeginStep(0.1);
  EXPECT_NEAR(model.Step(batch, {}, optimizer), std::log(2), 1e-7);
  for (const float sign : {1.0f, -1.0f}) {
    const int label = sign > 0 ? 0 : 1;
    EXPECT_FLOAT_EQ(model.embeddings().row(0)[label], sign * 0.15f);
    EXPECT_FLOAT_EQ(model.embeddings().row(1)[label], sign * 0.1f);
    EXPECT_FLOAT_EQ(model.parameters().back()->value.row(label)[0], sign * 0.05f);
  }
}

TEST(WindowModelOfLabels, WithoutHiddenLayersIsARegressionOnTheSumOfItsFeatures) {
  for (const Combine combine : {COMBINE_SUM, COMBINE_PRESENCE, COMBINE_MEAN}) {
    for (const Loss loss : {LOSS_SOFTMAX, LOSS_SIGMOID}) {
      WindowModel<double> model(LabelConfigOf(3, {}, combine, loss, /*pairs=*/2), kWords);
      FillParameters(1, model);
      const WindowBatch batch = ThreeLines();
      Matrix<double> log_p(3, 3);
      model.LogProbabilities(batch, log_p.view());
      for (int64_t line = 0; line < 3; ++line) {
        const uint32_t begin = line == 0 ? 0 : batch.ends[line - 1];
        const uint32_t end = batch.ends[line];
        std::vector<double> logits;
        double sum = 0;
        for (int64_t label = 0; label < 3; ++label) {
          double logit = 0;
          for (uint32_t i = begin; i < end; ++i) {
            logit += model.embeddings().row(batch.contexts[i])[label];
          }
          if (combine == COMBINE_MEAN && end > begin) logit /= end - begin;
          logit += model.parameters().back()->value.row(label)[0];
          logits.push_back(logit);
          sum += std::exp(logit);
        }
        for (int64_t label = 0; label < 3; ++label) {
          const double expected = loss == LOSS_SOFTMAX ? logits[label] - std::log(sum)
                                                       : -std::log1p(std::exp(-logits[label]));
          EXPECT_NEAR(log_p.row(line)[label], expected, 1e-12);
        }
      }
    }
  }
}

// Compares the gradients of a step on a batch of ThreeSets, with and without `perturbed`.
void ExpectGradientsOf(const ModelConfig& config, const WindowBatch& batch,
                       const Regularization& perturbed) {
  SCOPED_TRACE(config.ShortDebugString());
  WindowModel<double> model(config, kWords);
  FillParameters(1, model);
  model.SetTargetSets(ThreeSets());
  for (const Regularization& regularization : {Regularization(), perturbed}) {
    CollectingSink<double> sink;
    model.Step(batch, regularization, sink);
    DiscardingSink<double> discard;
    ExpectGradients([&] { return model.Step(batch, regularization, discard); }, model.parameters(),
                    sink);
  }
}

TEST(WindowModelOfLabels, HasTheGradientOfItsLoss) {
  const Regularization dropout = {0.3, 0.4, /*seed=*/5, /*step=*/7};
  for (const Combine combine : {COMBINE_SUM, COMBINE_MEAN, COMBINE_PRESENCE}) {
    for (const Loss loss : {LOSS_SOFTMAX, LOSS_SIGMOID}) {
      for (const std::vector<int>& hidden : {std::vector<int>{}, {4}, {4, 5}}) {
        for (const bool direct : {false, true}) {
          if (direct && hidden.empty()) continue;
          ModelConfig config = LabelConfigOf(3, hidden, combine, loss, /*pairs=*/2);
          config.set_direct(direct);
          ExpectGradientsOf(config, ThreeLines(), dropout);
        }
      }
    }
  }
}

TEST(WindowModelOfLabels, HasTheGradientOfItsLossWithWindowsOverLines) {
  const Regularization perturbed = {0.3, 0.4, /*seed=*/5, /*step=*/7, /*hidden_noise=*/0.1};
  WindowBatch words_alone = ThreeLines();
  words_alone.contexts = {0, 2, 2, 5, 1, 4};
  for (const Combine combine : {COMBINE_WINDOW_MAX, COMBINE_WINDOW_MEAN}) {
    for (const Activation activation : {ACTIVATION_TANH, ACTIVATION_GELU}) {
      for (const std::vector<int>& hidden : {std::vector<int>{4}, {4, 5}}) {
        for (const int context : {1, 3}) {
          ModelConfig config = LabelConfigOf(3, hidden, combine);
          config.set_activation(activation);
          config.set_context(context);
          ExpectGradientsOf(config, words_alone, perturbed);
        }
      }
    }
  }
}

TEST(WindowModelOfLabels, TellsTheOrderOfWordsByWindows) {
  WindowModel<double> model(LabelConfigOf(2, {4}, COMBINE_WINDOW_MEAN), kWords);
  FillParameters(1, model);
  WindowBatch batch;
  batch.contexts = {0, 1, 1, 0};
  batch.ends = {2, 4};
  Matrix<double> log_p(2, 2);
  model.LogProbabilities(batch, log_p.view());
  EXPECT_GT(std::abs(log_p.row(0)[0] - log_p.row(1)[0]), 1e-3);
}

TEST(WindowModelOfLabels, HasARowForEachWordAndPairAndAnOutputForEachLabel) {
  const WindowModel<float> model(LabelConfigOf(4, {5}, COMBINE_MEAN, LOSS_SOFTMAX, /*pairs=*/7),
                                 kWords);
  EXPECT_EQ(model.embeddings().rows(), kWords + 7);
  EXPECT_EQ(model.embeddings().columns(), 3);
  ASSERT_EQ(model.parameters().size(), 5u);
  EXPECT_EQ(model.parameters()[3]->name, "output.weight");
  EXPECT_EQ(model.parameters()[3]->value.rows(), 4);
  EXPECT_EQ(model.parameters()[4]->value.rows(), 4);
}

TEST(WindowModelOfLabels, StartsAtZeroWithoutHiddenLayersAndAtRandomWithThem) {
  const std::vector<uint64_t> counts = {5, 4, 3, 2, 1, 0};
  WindowModel<float> regression(LabelConfigOf(2), kWords);
  regression.Initialize(1, counts);
  for (const Parameter<float>* parameter : regression.parameters()) {
    const Matrix<float> zeros(parameter->value.rows(), parameter->value.columns());
    EXPECT_TRUE(SameBytes(parameter->value, zeros)) << parameter->name;
  }
  WindowModel<float> network(LabelConfigOf(2, {4}, COMBINE_MEAN), kWords);
  network.Initialize(1, counts);
  EXPECT_NE(network.embeddings().row(0)[0], 0);
  EXPECT_NE(network.parameters()[3]->value.row(0)[0], 0);
  EXPECT_EQ(network.parameters()[4]->value.row(0)[0], 0) << "counts of words are none of labels";
}

TEST(WindowModelOfLabels, TakesABatchOfLinesWithoutWords) {
  WindowModel<double> model(LabelConfigOf(2, {4}, COMBINE_WINDOW_MAX), kWords);
  FillParameters(1, model);
  model.SetTargetSets(SetsOf({{0}}));
  WindowBatch batch;
  batch.ends = {0, 0};
  batch.targets = {0, 0};
  CollectingSink<double> sink;
  EXPECT_TRUE(std::isfinite(model.Step(batch, {}, sink)));
  Matrix<double> log_p(2, 2);
  model.LogProbabilities(batch, log_p.view());
  EXPECT_EQ(log_p.row(0)[0], log_p.row(1)[0]);
  // More filters than one task takes, and in float.
  WindowModel<float> wide(LabelConfigOf(2, {200}, COMBINE_WINDOW_MAX), kWords);
  FillParameters(1, wide);
  wide.SetTargetSets(SetsOf({{0}}));
  DiscardingSink<float> discard;
  EXPECT_TRUE(std::isfinite(wide.Step(batch, {}, discard)));
}

// Nothing is known of it but how frequent labels are.
TEST(WindowModelOfLabels, LearnsTheBiasFromALineWithoutFeatures) {
  for (const Combine combine : {COMBINE_SUM, COMBINE_MEAN}) {
    WindowModel<double> model(LabelConfigOf(2, {}, combine), kWords);
    FillParameters(1, model);
    model.SetTargetSets(SetsOf({{0}}));
    WindowBatch batch;
    batch.ends = {0};
    batch.targets = {0};
    CollectingSink<double> sink;
    EXPECT_TRUE(std::isfinite(model.Step(batch, {}, sink)));
    const Parameter<double>& bias = *model.parameters().back();
    const double difference = bias.value.row(1)[0] - bias.value.row(0)[0];
    EXPECT_NEAR(sink.gradient(bias).row(1)[0], 1 / (1 + std::exp(-difference)), 1e-12);
    for (int64_t word = 0; word < kWords; ++word) {
      EXPECT_FALSE(sink.Came(*model.parameters().front(), word));
    }
    Matrix<double> log_p(1, 2);
    model.LogProbabilities(batch, log_p.view());
    EXPECT_NEAR(std::exp(log_p.row(0)[1]), 1 / (1 + std::exp(-difference)), 1e-12);
  }
}

TEST(WindowModelOfLabels, KeepsThePairsThatItIsGiven) {
  const std::shared_ptr<const LineFeatureSet> known = KnownPairs({{0, 1}, {1, 0}});
  const WindowModel<float> model(LabelConfigOf(2, {}, COMBINE_SUM, LOSS_SOFTMAX, 2), kWords,
                                 PRECISION_FLOAT32, nullptr, known);
  EXPECT_EQ(model.line_features(), known);
}

}  // namespace
}  // namespace windowlm
