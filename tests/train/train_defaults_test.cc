#include "src/train/train_defaults.h"

#include <cmath>
#include <vector>

#include "gtest/gtest.h"
#include "src/train/presets.h"
#include "src/train/train_config_check.h"

namespace windowlm {
namespace {

TEST(TrainDefaults, AreSound) {
  const absl::Status status = CheckTrainConfig(DefaultTrainConfig());
  EXPECT_TRUE(status.ok()) << status;
}

TrainConfig Resolved(uint64_t train_words, TrainConfig config = DefaultTrainConfig()) {
  ResolveTrainConfig({train_words, 0}, config);
  return config;
}

TEST(TrainDefaults, TakeLargerBatchesForALargerCorpus) {
  EXPECT_EQ(Resolved(1).batch_size(), 32);
  EXPECT_EQ(Resolved(63999).batch_size(), 32);
  EXPECT_EQ(Resolved(64000).batch_size(), 64);
  EXPECT_EQ(Resolved(511999).batch_size(), 256);
  EXPECT_EQ(Resolved(512000).batch_size(), 512);
  EXPECT_EQ(Resolved(10000000000).batch_size(), 512);
}

TEST(TrainDefaults, WarmUpOverATwentiethOfAllStepsAtMost500) {
  TrainConfig config = DefaultTrainConfig();
  config.set_epochs(5);
  EXPECT_EQ(Resolved(32, config).warmup_steps(), 0);
  EXPECT_EQ(Resolved(6400, config).warmup_steps(), 50);
  EXPECT_EQ(Resolved(100000000, config).warmup_steps(), 500);
}

TEST(TrainDefaults, TakeTheLearningRateByTheOptimizer) {
  const auto rate_of = [](OptimizerKind kind, double momentum = 0) {
    TrainConfig config = DefaultTrainConfig();
    config.mutable_optimizer()->set_kind(kind);
    config.mutable_optimizer()->set_momentum(momentum);
    return Resolved(1000, config).optimizer().learning_rate();
  };
  EXPECT_GT(rate_of(OPTIMIZER_ADAM), 0);
  EXPECT_GT(rate_of(OPTIMIZER_ADAGRAD), rate_of(OPTIMIZER_ADAM));
  EXPECT_GT(rate_of(OPTIMIZER_SGD), rate_of(OPTIMIZER_ADAGRAD));
  EXPECT_LT(rate_of(OPTIMIZER_SGD, 0.9), rate_of(OPTIMIZER_SGD)) << "momentum multiplies steps";
}

// Counts of so many words by Zipf's law.
std::vector<uint64_t> ZipfCounts(int64_t words) {
  std::vector<uint64_t> counts;
  for (int64_t rank = 1; rank < words; ++rank) counts.push_back(10 * words / rank);
  counts.push_back(0);
  return counts;
}

TEST(TrainDefaults, TakeTheLossByTheVocabulary) {
  const auto loss_of = [](int64_t words, const std::vector<int32_t>& cutoffs = {}) {
    TrainConfig config = DefaultTrainConfig();
    config.mutable_model()->mutable_cutoffs()->Add(cutoffs.begin(), cutoffs.end());
    ResolveTrainConfig(ZipfCounts(words), config);
    EXPECT_TRUE(CheckTrainConfig(config).ok());
    EXPECT_TRUE(CheckResolvedConfig(config, words).ok());
    return config.model().loss();
  };
  EXPECT_EQ(loss_of(1000), LOSS_SOFTMAX);
  EXPECT_EQ(loss_of(200000), LOSS_ADAPTIVE_SOFTMAX);
  EXPECT_EQ(loss_of(1000, {10}), LOSS_ADAPTIVE_SOFTMAX);
}

TEST(TrainDefaults, TrainVectorsAsWord2vecDoes) {
  TrainConfig config = DefaultTrainConfig();
  config.mutable_model()->set_loss(LOSS_NEGATIVE_SAMPLING);
  config.mutable_model()->set_objective(OBJECTIVE_MASKED);
  config.mutable_model()->set_combine(COMBINE_MEAN);
  config.mutable_model()->clear_hidden();
  config.set_subsample(1e-4);
  config.set_dynamic_window(true);
  ASSERT_TRUE(CheckTrainConfig(config).ok()) << CheckTrainConfig(config);
  ResolveCorpusConfig(config);
  EXPECT_EQ(config.corpus().valid_fraction(), 0);
  ResolveTrainConfig(ZipfCounts(5000), config);
  EXPECT_EQ(config.optimizer().kind(), OPTIMIZER_SGD);
  EXPECT_EQ(config.model().negatives(), 5);
  EXPECT_EQ(config.model().noise_power(), 0.75);
  EXPECT_EQ(config.model().mean_gradient(), MEAN_GRADIENT_UNDIVIDED);
  EXPECT_EQ(config.input_dropout(), 0);
  EXPECT_EQ(config.warmup_steps(), 0);

  // With a hidden layer it is a network like any other.
  TrainConfig network = DefaultTrainConfig();
  network.mutable_model()->set_loss(LOSS_NEGATIVE_SAMPLING);
  ResolveCorpusConfig(network);
  EXPECT_GT(network.corpus().valid_fraction(), 0);
  ResolveTrainConfig(ZipfCounts(5000), network);
  EXPECT_EQ(network.optimizer().kind(), OPTIMIZER_ADAM);
  EXPECT_EQ(network.model().mean_gradient(), MEAN_GRADIENT_EXACT);
}

TEST(TrainDefaults, KeepOnlyWhatTheLossNeeds) {
  const TrainConfig resolved = Resolved(1000);
  EXPECT_EQ(resolved.model().division(), 0);
  EXPECT_EQ(resolved.model().negatives(), 0);
  EXPECT_EQ(resolved.model().frequent_words(), 0);
}

TEST(TrainDefaults, LeaveWhatWasAskedFor) {
  TrainConfig config = DefaultTrainConfig();
  config.set_batch_size(100);
  config.set_warmup_steps(0);
  config.mutable_optimizer()->set_learning_rate(0.25);
  config.mutable_model()->set_loss(LOSS_SAMPLED_SOFTMAX);
  config.mutable_model()->clear_division();
  config.mutable_model()->clear_noise_power();
  config.mutable_model()->set_negatives(77);
  config.mutable_model()->set_mean_gradient(MEAN_GRADIENT_EXACT);
  config.mutable_optimizer()->set_kind(OPTIMIZER_SGD);
  config.set_input_dropout(0);
  config.set_hidden_dropout(0.5);
  config.set_precision(PRECISION_FLOAT32);
  const TrainConfig resolved = Resolved(1000000, config);
  EXPECT_EQ(resolved.SerializeAsString(), config.SerializeAsString());
}

// Those of a user who asks for labels.
TrainConfig ForLabels() {
  TrainConfig config = DefaultTrainConfig();
  ApplyPreset(PRESET_LABELS, &config);
  return config;
}

// Of a text of so many words, whose lines with labels are a tenth as many, with three labels and
// some pairs.
TrainConfig ResolvedForLabels(uint64_t train_words, TrainConfig config = ForLabels()) {
  ResolveCorpusConfig(config);
  config.mutable_model()->set_labels(3);
  if (!config.model().has_pairs()) config.mutable_model()->set_pairs(5);
  if (config.model().combine() == COMBINE_AUTO) config.mutable_model()->set_combine(COMBINE_SUM);
  ResolveTrainConfig({train_words, 0}, config, train_words / 10);
  const absl::Status fits = CheckResolvedConfig(config, 2);
  EXPECT_TRUE(fits.ok()) << fits;
  return config;
}

TEST(TrainDefaults, OfLabelsAreSound) {
  EXPECT_TRUE(CheckTrainConfig(ForLabels()).ok()) << CheckTrainConfig(ForLabels());
  TrainConfig with_hidden = ForLabels();
  with_hidden.mutable_model()->add_hidden(10);
  EXPECT_TRUE(CheckTrainConfig(with_hidden).ok()) << CheckTrainConfig(with_hidden);
}

TEST(TrainDefaults, OfLabelsWithoutHiddenLayersAreThoseOfARegression) {
  const TrainConfig config = ResolvedForLabels(10000);
  EXPECT_EQ(config.model().loss(), LOSS_SOFTMAX);
  EXPECT_EQ(config.model().dim(), 3) << "a number for each label";
  EXPECT_EQ(config.model().context(), 1);
  EXPECT_EQ(config.naive_bayes(), 0.05);
  EXPECT_EQ(config.optimizer().learning_rate(), 0.0003);
  EXPECT_EQ(config.input_dropout(), 0);
  EXPECT_EQ(config.hidden_dropout(), 0);
  EXPECT_EQ(config.optimizer().kind(), OPTIMIZER_ADAM);
  EXPECT_EQ(config.trainer(), TRAINER_WINDOW);
}

TEST(TrainDefaults, OfLabelsWithHiddenLayersAreThoseOfANetwork) {
  TrainConfig config = ForLabels();
  config.mutable_model()->add_hidden(10);
  const TrainConfig resolved = ResolvedForLabels(10000, config);
  EXPECT_GT(resolved.model().dim(), 3);
  EXPECT_EQ(resolved.model().context(), 1);
  EXPECT_EQ(resolved.naive_bayes(), 0);
  EXPECT_EQ(resolved.input_dropout(), 0);
  EXPECT_EQ(resolved.hidden_dropout(), 0);
}

TEST(TrainDefaults, OfWordsHaveNoNaiveBayes) {
  EXPECT_EQ(Resolved(1000).naive_bayes(), 0);
  TrainConfig config = DefaultTrainConfig();
  config.set_naive_bayes(0.5);
  EXPECT_EQ(Resolved(1000, config).optimizer().learning_rate(),
            Resolved(1000).optimizer().learning_rate());
}

// A text's lines with labels are the examples of an epoch, not its words.
TEST(TrainDefaults, OfLabelsTakeBatchesAndWarmUpByTheNumberOfLines) {
  EXPECT_EQ(ResolvedForLabels(639990).batch_size(), 32);
  EXPECT_EQ(ResolvedForLabels(640000).batch_size(), 64);
  TrainConfig config = ForLabels();
  config.set_epochs(5);
  config.set_batch_size(32);
  EXPECT_EQ(ResolvedForLabels(64000, config).warmup_steps(), 50);
}

TEST(TrainDefaults, OfLabelsLeaveWhatWasAskedFor) {
  TrainConfig config = ForLabels();
  config.mutable_model()->set_loss(LOSS_SIGMOID);
  config.mutable_model()->set_combine(COMBINE_PRESENCE);
  config.mutable_model()->set_pairs(0);
  config.set_naive_bayes(0);
  config.set_input_dropout(0.5);
  const TrainConfig resolved = ResolvedForLabels(10000, config);
  EXPECT_EQ(resolved.model().loss(), LOSS_SIGMOID);
  EXPECT_EQ(resolved.model().combine(), COMBINE_PRESENCE);
  EXPECT_EQ(resolved.model().pairs(), 0);
  EXPECT_EQ(resolved.naive_bayes(), 0);
  EXPECT_EQ(resolved.input_dropout(), 0.5);
  EXPECT_EQ(ResolvedForLabels(99, resolved).SerializeAsString(), resolved.SerializeAsString());
}

TEST(TrainDefaults, TakeTheSoftmaxForLabelsWhereTheLossIsAutomatic) {
  TrainConfig config = ForLabels();
  config.mutable_model()->set_loss(LOSS_AUTO);
  EXPECT_TRUE(CheckTrainConfig(config).ok()) << CheckTrainConfig(config);
  EXPECT_EQ(ResolvedForLabels(10000, config).model().loss(), LOSS_SOFTMAX);
}

TEST(TrainDefaults, GiveLabelsAPrefixAndOtherWordsNone) {
  TrainConfig labels = ForLabels();
  ResolveCorpusConfig(labels);
  EXPECT_EQ(labels.corpus().text().label_prefix(), "__label__");
  EXPECT_GT(labels.corpus().valid_fraction(), 0);
  labels.mutable_corpus()->mutable_text()->set_label_prefix("#");
  labels.mutable_corpus()->set_label_column("kind");
  ResolveCorpusConfig(labels);
  EXPECT_EQ(labels.corpus().text().label_prefix(), "#");
  EXPECT_EQ(labels.corpus().label_column(), "kind");

  TrainConfig words = DefaultTrainConfig();
  words.mutable_corpus()->mutable_text()->set_label_prefix("#");
  words.mutable_corpus()->set_label_column("kind");
  ResolveCorpusConfig(words);
  EXPECT_EQ(words.corpus().text().label_prefix(), "");
  EXPECT_EQ(words.corpus().label_column(), "");
}

TEST(TrainDefaults, ReadTextsForLabelsInLowerCase) {
  const SmallTextValues values = ValuesForSmallTexts(ForLabels());
  EXPECT_EQ(values.min_count, 1);
  EXPECT_EQ(values.boundaries, BOUNDARIES_LINE);
  EXPECT_TRUE(values.chooses_case);
}

TEST(TrainDefaults, OnceResolvedAreResolvedForGood) {
  const TrainConfig resolved = Resolved(123456);
  EXPECT_EQ(Resolved(99, resolved).SerializeAsString(), resolved.SerializeAsString());
  EXPECT_TRUE(CheckTrainConfig(resolved).ok());
}

}  // namespace
}  // namespace windowlm
