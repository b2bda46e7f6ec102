#include "src/model/window_model.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <set>
#include <vector>

#include "gtest/gtest.h"
#include "src/base/parallel_for.h"
#include "src/nn/optimizer.h"
#include "tests/base/same_bytes.h"
#include "tests/model/small_models.h"

namespace windowlm {
namespace {

constexpr int64_t kWords = 1300;

ModelConfig SmallConfig() { return ConfigOf(OBJECTIVE_NEXT, 3, 8, {12, 10}); }

template <typename T>
Matrix<double> LogProbabilitiesOf(WindowModel<T>& model, const std::vector<uint32_t>& contexts) {
  Matrix<double> result(static_cast<int64_t>(contexts.size()) / model.window_words(), kWords - 1);
  WindowBatch batch;
  batch.contexts = contexts;
  model.LogProbabilities(batch, result.view());
  return result;
}

TEST(WindowModel, ProbabilitiesSumToOneOverAllWordsButTheLineStart) {
  WindowModel<float> model(SmallConfig(), kWords);
  FillParameters(1, model);
  const Matrix<double> log_p = LogProbabilitiesOf(model, RandomBatch(2, 30, 3, kWords).contexts);
  for (int64_t i = 0; i < log_p.rows(); ++i) {
    double sum = 0;
    for (int64_t word = 0; word < kWords - 1; ++word) sum += std::exp(log_p.row(i)[word]);
    EXPECT_NEAR(sum, 1, 1e-12);
  }
}

TEST(WindowModel, LikelihoodStepAndProbabilitiesAgree) {
  WindowModel<float> model(SmallConfig(), kWords);
  FillParameters(1, model);
  const WindowBatch batch = RandomBatch(2, 30, 3, kWords);
  const Matrix<double> log_p = LogProbabilitiesOf(model, batch.contexts);
  std::vector<double> loss(30);
  model.NegativeLogLikelihood(batch, absl::MakeSpan(loss));
  double sum = 0;
  for (int64_t i = 0; i < 30; ++i) {
    EXPECT_NEAR(loss[i], -log_p.row(i)[batch.targets[i]], 1e-5);
    sum += loss[i];
  }
  DiscardingSink<float> discard;
  EXPECT_NEAR(model.Step(batch, {}, discard), sum / 30, 1e-6);
}

TEST(WindowModel, DropsNumbersOutInStepsAndNotInQueries) {
  WindowModel<double> model(SmallConfig(), 50);
  FillParameters(1, model);
  const WindowBatch batch = RandomBatch(2, 30, 3, 50);
  const auto step = [&](const Regularization& regularization) {
    DiscardingSink<double> discard;
    return model.Step(batch, regularization, discard);
  };
  std::set<double> losses;
  for (const Regularization& dropout : std::vector<Regularization>{{0, 0, 1, 1},
                                                                   {0.2, 0, 1, 1},
                                                                   {0, 0.2, 1, 1},
                                                                   {0.2, 0.2, 1, 1},
                                                                   {0.2, 0.2, 1, 2},
                                                                   {0.2, 0.2, 2, 1}}) {
    EXPECT_EQ(step(dropout), step(dropout));
    EXPECT_TRUE(losses.insert(step(dropout)).second) << "the same loss as another dropout's";
  }
  std::vector<double> before(30);
  model.NegativeLogLikelihood(batch, absl::MakeSpan(before));
  step({0.5, 0.5, 3, 3});
  std::vector<double> after(30);
  model.NegativeLogLikelihood(batch, absl::MakeSpan(after));
  EXPECT_EQ(before, after);
}

TEST(WindowModel, KnowsTheOrderOfWordsIfConcatenated) {
  const std::vector<uint32_t> forwards = {1, 2, 3};
  const std::vector<uint32_t> backwards = {3, 2, 1};
  for (const Combine combine : {COMBINE_CONCAT, COMBINE_MEAN, COMBINE_SUM}) {
    WindowModel<double> model(ConfigOf(OBJECTIVE_NEXT, 3, 4, {5}, combine), kWords);
    FillParameters(1, model);
    const double difference = std::abs(*LogProbabilitiesOf(model, forwards).row(0) -
                                       *LogProbabilitiesOf(model, backwards).row(0));
    if (combine == COMBINE_CONCAT) {
      EXPECT_GT(difference, 1e-3);
    } else {
      EXPECT_LT(difference, 1e-12);
    }
  }
}

TEST(WindowModel, StartsAtTheFrequenciesOfWords) {
  WindowModel<float> model(SmallConfig(), 5);
  model.Initialize(1, {60, 30, 10, 0, 0});
  const Matrix<float>& bias = model.parameters().back()->value;
  ASSERT_EQ(bias.rows(), 4);
  EXPECT_FLOAT_EQ(*bias.row(0), std::log(0.6f));
  EXPECT_FLOAT_EQ(*bias.row(2), std::log(0.1f));
  EXPECT_FLOAT_EQ(*bias.row(3), std::log(0.01f)) << "never seen, as if seen once";
}

TEST(WindowModel, StartsFromTheSeedAlone) {
  const std::vector<uint64_t> counts(kWords, 1);
  const auto initialized = [&](uint64_t seed, int threads) {
    SetThreads(threads);
    auto model = std::make_unique<WindowModel<float>>(SmallConfig(), kWords);
    model->Initialize(seed, counts);
    return model;
  };
  const auto one = initialized(1, 1);
  const auto again = initialized(1, 8);
  const auto other = initialized(2, 1);
  for (size_t slot = 0; slot < one->parameters().size(); ++slot) {
    const Parameter<float>& parameter = *one->parameters()[slot];
    EXPECT_EQ(parameter.slot, static_cast<int>(slot));
    EXPECT_TRUE(SameBytes(parameter.value, again->parameters()[slot]->value)) << parameter.name;
  }
  EXPECT_FALSE(SameBytes(one->embeddings(), other->embeddings()));
  EXPECT_EQ(one->FindNotFinite(), nullptr);
}

// Optimizers with state, momentum or decay would otherwise move every word at each step.
TEST(WindowModel, TrainingMovesTheEmbeddingsOfTheBatchAlone) {
  for (const OptimizerKind kind : {OPTIMIZER_ADAM, OPTIMIZER_ADAGRAD, OPTIMIZER_SGD}) {
    OptimizerConfig config;
    config.set_kind(kind);
    config.set_momentum(0.9);
    config.set_adam_beta1(0.9);
    config.set_adam_beta2(0.999);
    config.set_epsilon(1e-8);
    config.set_weight_decay(0.01);
    WindowModel<float> model(SmallConfig(), kWords);
    FillParameters(1, model);
    Optimizer<float> optimizer(config, model.parameters());
    const auto step = [&](const WindowBatch& batch) {
      optimizer.BeginStep(0.1);
      model.Step(batch, {}, optimizer);
    };
    const WindowBatch first = RandomBatch(1, 40, 3, kWords);
    const WindowBatch second = RandomBatch(2, 40, 3, kWords);
    step(first);
    const Matrix<float>& table = model.embeddings();
    const std::vector<float> before(table.data(), table.data() + table.size());
    step(second);
    const std::set<uint32_t> touched(second.contexts.begin(), second.contexts.end());
    for (uint32_t word = 0; word < kWords; ++word) {
      const bool same =
          std::equal(table.row(word), table.row(word) + 8, before.data() + size_t{word} * 8);
      EXPECT_EQ(same, touched.count(word) == 0) << "word " << word;
    }
  }
}

TEST(WindowModel, FindsTheParameterThatIsNotFinite) {
  for (const float bad :
       {std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN()}) {
    WindowModel<float> model(SmallConfig(), 20);
    for (Parameter<float>* parameter : model.parameters()) {
      float& last = parameter->value.data()[parameter->value.size() - 1];
      last = bad;
      EXPECT_EQ(model.FindNotFinite(), parameter);
      last = 0;
    }
    EXPECT_EQ(model.FindNotFinite(), nullptr);
  }
}

}  // namespace
}  // namespace windowlm
