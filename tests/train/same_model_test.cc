// Same build, corpus, options and seed: the same model file, whatever the number of threads.

#include <atomic>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "src/train/trainer.h"
#include "tests/base/running_threads.h"
#include "tests/store/test_files.h"
#include "tests/train/small_corpus.h"

namespace windowlm {
namespace {

// More than 1,024 words, so that the output layer has several groups of tiles, and batches of
// several tiles of rows.
class SameModel : public testing::Test {
 protected:
  void SetUp() override { ASSERT_GT(corpus_.vocabulary.size(), 1025); }

  static TrainConfig EightSteps() {
    TrainConfig config = SmallTrainConfig();
    config.set_batch_size(150);
    config.set_max_steps(8);
    config.set_warmup_steps(2);
    return config;
  }

  // The bytes of the model file.
  std::string Trained(const TrainConfig& config) const {
    const std::atomic<bool> stop{false};
    TrainingObserver silence;
    const absl::StatusOr<TrainingResult> result = Train(config, corpus_, path_, stop, silence);
    EXPECT_TRUE(result.ok()) << result.status();
    return BytesOf(path_);
  }

  void ExpectTheSameOnAnyNumberOfThreads(const TrainConfig& config) const {
    SCOPED_TRACE(config.ShortDebugString());
    SetThreads(1);
    const std::string one = Trained(config);
    for (const int threads : {2, 3, 8}) {
      SetThreadsAndSeeThemRun(threads);
      EXPECT_TRUE(Trained(config) == one) << threads << " threads";
    }
  }

  const std::string path_ = FreshFolder() + "/model.wlm";
  TrainConfig config_ = EightSteps();
  const PreparedCorpus corpus_ = CorpusOf(SampleText(1, 30000), SampleText(2, 300), config_);
};

TEST_F(SameModel, OnAnyNumberOfThreadsForEveryObjectiveAndCombination) {
  for (const Objective objective : {OBJECTIVE_NEXT, OBJECTIVE_MASKED}) {
    for (const Combine combine : {COMBINE_CONCAT, COMBINE_MEAN, COMBINE_SUM}) {
      config_.mutable_model()->set_objective(objective);
      config_.mutable_model()->set_combine(combine);
      ExpectTheSameOnAnyNumberOfThreads(config_);
    }
  }
}

TEST_F(SameModel, OnAnyNumberOfThreadsForEveryOptimizer) {
  config_.mutable_optimizer()->set_weight_decay(0.01);
  for (const OptimizerKind kind : {OPTIMIZER_SGD, OPTIMIZER_ADAGRAD, OPTIMIZER_ADAM}) {
    config_.mutable_optimizer()->set_kind(kind);
    for (const double momentum : {0.0, 0.9}) {
      if (momentum > 0 && kind != OPTIMIZER_SGD) continue;
      config_.mutable_optimizer()->set_momentum(momentum);
      for (const Objective objective : {OBJECTIVE_NEXT, OBJECTIVE_MASKED}) {
        config_.mutable_model()->set_objective(objective);
        ExpectTheSameOnAnyNumberOfThreads(config_);
      }
    }
  }
}

TEST_F(SameModel, OnAnyNumberOfThreadsForEveryDepth) {
  for (const std::vector<int>& hidden : {std::vector<int>{}, {150, 20}}) {
    config_.mutable_model()->clear_hidden();
    for (const int size : hidden) config_.mutable_model()->add_hidden(size);
    ExpectTheSameOnAnyNumberOfThreads(config_);
  }
}

TEST_F(SameModel, OnAnyNumberOfThreadsWithEveryPart) {
  ModelConfig& model = *config_.mutable_model();
  model.clear_hidden();
  for (const int size : {60, 60}) model.add_hidden(size);
  model.set_activation(ACTIVATION_GELU);
  model.set_residual(true);
  model.set_layer_norm(true);
  model.add_distant(5);
  model.add_distant(20);
  model.set_frequent_words(100);
  model.set_negatives(50);
  model.set_noise_power(0.75);
  for (const bool tied : {false, true}) {
    model.set_tied(tied);
    model.set_direct(!tied);
    for (const Loss loss : {LOSS_SOFTMAX, LOSS_SAMPLED_SOFTMAX, LOSS_NCE}) {
      model.set_loss(loss);
      for (const Objective objective : {OBJECTIVE_NEXT, OBJECTIVE_MASKED}) {
        model.set_objective(objective);
        config_.set_precision(tied ? PRECISION_BFLOAT16 : PRECISION_FLOAT32);
        ExpectTheSameOnAnyNumberOfThreads(config_);
      }
    }
  }
}

TEST_F(SameModel, OnAnyNumberOfThreadsForEveryLossAndPrecision) {
  config_.mutable_model()->set_division(4);
  config_.mutable_model()->set_frequent_words(100);
  config_.mutable_model()->set_negatives(50);
  config_.mutable_model()->add_cutoffs(50);
  config_.mutable_model()->add_cutoffs(300);
  for (const Loss loss : {LOSS_SOFTMAX, LOSS_ADAPTIVE_SOFTMAX, LOSS_SAMPLED_SOFTMAX}) {
    for (const Precision precision : {PRECISION_FLOAT32, PRECISION_BFLOAT16}) {
      config_.mutable_model()->set_loss(loss);
      config_.set_precision(precision);
      ExpectTheSameOnAnyNumberOfThreads(config_);
    }
  }
}

TEST_F(SameModel, OnAnyNumberOfThreadsWithNoiseWords) {
  config_.mutable_model()->set_negatives(5);
  config_.mutable_model()->set_noise_power(0.75);
  config_.mutable_model()->set_combine(COMBINE_MEAN);
  config_.mutable_model()->set_mean_gradient(MEAN_GRADIENT_UNDIVIDED);
  config_.set_batch_size(2000);
  for (const Loss loss : {LOSS_NCE, LOSS_NEGATIVE_SAMPLING}) {
    for (const Objective objective : {OBJECTIVE_NEXT, OBJECTIVE_MASKED, OBJECTIVE_SKIPGRAM}) {
      config_.mutable_model()->set_loss(loss);
      config_.mutable_model()->set_objective(objective);
      config_.set_subsample(1e-3);
      config_.set_dynamic_window(true);
      ExpectTheSameOnAnyNumberOfThreads(config_);
    }
  }
  config_.set_subsample(0);
  config_.set_dynamic_window(false);
  config_.mutable_model()->set_objective(OBJECTIVE_NEXT);
  config_.mutable_model()->set_combine(COMBINE_CONCAT);
  ExpectTheSameOnAnyNumberOfThreads(config_);
}

TEST_F(SameModel, EveryTime) {
  SetThreads(2);
  EXPECT_TRUE(Trained(config_) == Trained(config_));
}

TEST_F(SameModel, NotWithAnotherSeed) {
  const std::string one = Trained(config_);
  config_.set_seed(2);
  EXPECT_FALSE(Trained(config_) == one);
}

}  // namespace
}  // namespace windowlm
