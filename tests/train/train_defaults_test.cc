#include "src/train/train_defaults.h"

#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/train/presets.h"

namespace windowlm {
namespace {

using ::testing::StartsWith;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(TrainDefaults, AreSound) {
  const absl::Status status = CheckTrainConfig(DefaultTrainConfig());
  EXPECT_TRUE(status.ok()) << status;
}

void ExpectRefused(const std::string& option, const std::function<void(TrainConfig&)>& change) {
  TrainConfig config = DefaultTrainConfig();
  change(config);
  const absl::Status status = CheckTrainConfig(config);
  EXPECT_TRUE(absl::IsInvalidArgument(status)) << option;
  EXPECT_THAT(std::string(status.message()), StartsWith(option));
}

TEST(TrainDefaults, NameTheOptionThatIsOutOfRange) {
  ExpectRefused("--dim", [](TrainConfig& c) { c.mutable_model()->set_dim(0); });
  ExpectRefused("--objective", [](TrainConfig& c) { c.mutable_model()->clear_objective(); });
  for (const double bad : {-0.1, kInfinity, kNan}) {
    const auto expect_refused = [&](const std::string& option,
                                    const std::function<void(TrainConfig&, double)>& set) {
      SCOPED_TRACE(bad);
      ExpectRefused(option, [&](TrainConfig& config) { set(config, bad); });
    };
    expect_refused("--learning-rate", [](TrainConfig& c, double value) {
      c.mutable_optimizer()->set_learning_rate(value);
    });
    expect_refused("--momentum", [](TrainConfig& c, double value) {
      c.mutable_optimizer()->set_momentum(value);
    });
    expect_refused("--adam-beta1", [](TrainConfig& c, double value) {
      c.mutable_optimizer()->set_adam_beta1(value);
    });
    expect_refused("--adam-beta2", [](TrainConfig& c, double value) {
      c.mutable_optimizer()->set_adam_beta2(value);
    });
    expect_refused("--epsilon",
                   [](TrainConfig& c, double value) { c.mutable_optimizer()->set_epsilon(value); });
    expect_refused("--weight-decay", [](TrainConfig& c, double value) {
      c.mutable_optimizer()->set_weight_decay(value);
    });
    expect_refused("--epochs", [](TrainConfig& c, double value) { c.set_epochs(value); });
    expect_refused("--input-dropout",
                   [](TrainConfig& c, double value) { c.set_input_dropout(value); });
    expect_refused("--hidden-dropout",
                   [](TrainConfig& c, double value) { c.set_hidden_dropout(value); });
  }
  // At 1 a mean never moves, and a dropout leaves nothing.
  ExpectRefused("--momentum", [](TrainConfig& c) { c.mutable_optimizer()->set_momentum(1); });
  ExpectRefused("--adam-beta1", [](TrainConfig& c) { c.mutable_optimizer()->set_adam_beta1(1); });
  ExpectRefused("--adam-beta2", [](TrainConfig& c) { c.mutable_optimizer()->set_adam_beta2(1); });
  // Nor is a denominator above 0 by what is no float.
  ExpectRefused("--epsilon", [](TrainConfig& c) { c.mutable_optimizer()->set_epsilon(0); });
  ExpectRefused("--epsilon", [](TrainConfig& c) { c.mutable_optimizer()->set_epsilon(1e-50); });
  ExpectRefused("--input-dropout", [](TrainConfig& c) { c.set_input_dropout(1); });
  ExpectRefused("--hidden-dropout", [](TrainConfig& c) { c.set_hidden_dropout(1); });
  ExpectRefused("--epochs", [](TrainConfig& c) { c.set_epochs(0); });
  ExpectRefused("--epochs", [](TrainConfig& c) { c.set_epochs(1e7); });
  ExpectRefused("--batch-size", [](TrainConfig& c) { c.set_batch_size(-1); });
  ExpectRefused("--batch-size", [](TrainConfig& c) { c.set_batch_size(65537); });
  ExpectRefused("--warmup-steps", [](TrainConfig& c) { c.set_warmup_steps(-2); });
  ExpectRefused("--max-steps", [](TrainConfig& c) { c.set_max_steps(-1); });
  ExpectRefused("--max-words", [](TrainConfig& c) { c.set_max_words(-1); });
  ExpectRefused("--patience", [](TrainConfig& c) { c.set_patience(-1); });
}

TEST(TrainDefaults, RefuseBatchNormalisationWhereItHasNoMeans) {
  ExpectRefused("--batch-norm does not go with --batch-size", [](TrainConfig& c) {
    c.mutable_model()->set_batch_norm(true);
    c.set_batch_size(1);
  });
  ExpectRefused("--batch-norm does not go with --average", [](TrainConfig& c) {
    c.mutable_model()->set_batch_norm(true);
    c.set_average(0.5);
  });
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

TEST(TrainDefaults, RefuseCutoffsBeyondTheVocabulary) {
  TrainConfig config = DefaultTrainConfig();
  config.mutable_model()->add_cutoffs(99);
  ResolveTrainConfig(ZipfCounts(100), config);
  EXPECT_THAT(std::string(CheckResolvedConfig(config, 100).message()), StartsWith("--cutoffs"));
  EXPECT_TRUE(CheckResolvedConfig(config, 101).ok());
  ExpectRefused("--cutoffs", [](TrainConfig& c) {
    c.mutable_model()->set_loss(LOSS_SOFTMAX);
    c.mutable_model()->add_cutoffs(9);
  });
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

TEST(TrainDefaults, RefuseStretchesWithoutNoiseWordsOrWithPlaces) {
  ExpectRefused("--subsample", [](TrainConfig& c) { c.set_subsample(1e-4); });
  ExpectRefused("--subsample", [](TrainConfig& c) { c.set_subsample(-1); });
  ExpectRefused("--dynamic-window", [](TrainConfig& c) { c.set_dynamic_window(true); });
  ExpectRefused("--objective=skipgram",
                [](TrainConfig& c) { c.mutable_model()->set_objective(OBJECTIVE_SKIPGRAM); });
  ExpectRefused("--dynamic-window", [](TrainConfig& c) {
    c.set_dynamic_window(true);
    c.mutable_model()->set_loss(LOSS_NCE);
  });
}

TEST(TrainDefaults, RefuseWhatWindowsOfStretchesDoNotHave) {
  ExpectRefused("--subsample does not go with --distant", [](TrainConfig& c) {
    c.set_subsample(1e-3);
    c.mutable_model()->set_loss(LOSS_NCE);
    c.mutable_model()->set_combine(COMBINE_MEAN);
    c.mutable_model()->add_distant(5);
  });
  ExpectRefused("--valid-fraction", [](TrainConfig& c) {
    c.mutable_model()->set_objective(OBJECTIVE_SKIPGRAM);
    c.mutable_model()->set_loss(LOSS_NCE);
    c.mutable_corpus()->set_valid_fraction(0.1);
  });
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

TEST(TrainDefaults, OfWordsHaveNoNaiveBayes) { EXPECT_EQ(Resolved(1000).naive_bayes(), 0); }

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

void ExpectRefusedForLabels(const std::string& option,
                            const std::function<void(TrainConfig&)>& change) {
  ExpectRefused(option, [&](TrainConfig& config) {
    config = ForLabels();
    change(config);
  });
}

TEST(TrainDefaults, RefuseWhatDoesNotGoWithLabels) {
  ExpectRefusedForLabels("--phrases does not go with --objective=label",
                         [](TrainConfig& c) { c.mutable_corpus()->set_phrases(1); });
  ExpectRefusedForLabels("--subsample does not go with --objective=label",
                         [](TrainConfig& c) { c.set_subsample(1e-3); });
  ExpectRefusedForLabels("--dynamic-window does not go with --objective=label",
                         [](TrainConfig& c) { c.set_dynamic_window(true); });
  ExpectRefusedForLabels("--naive-bayes needs a model without hidden layers, --hidden=none",
                         [](TrainConfig& c) {
                           c.set_naive_bayes(0.5);
                           c.mutable_model()->add_hidden(10);
                         });
  ExpectRefusedForLabels("--naive-bayes must be", [](TrainConfig& c) { c.set_naive_bayes(1.5); });
  ExpectRefusedForLabels("--objective=label needs",
                         [](TrainConfig& c) { c.mutable_model()->set_loss(LOSS_NCE); });
  ExpectRefusedForLabels("--objective=label does not go with --combine=concat",
                         [](TrainConfig& c) { c.mutable_model()->set_combine(COMBINE_CONCAT); });
}

TEST(TrainDefaults, RefuseADimensionThatIsNotTheNumberOfLabels) {
  TrainConfig config = ForLabels();
  config.mutable_model()->set_dim(4);
  EXPECT_TRUE(CheckTrainConfig(config).ok()) << "the text may have four labels";
  config.mutable_model()->set_combine(COMBINE_SUM);
  config.mutable_model()->set_labels(3);
  ResolveTrainConfig({1000, 0}, config);
  EXPECT_THAT(std::string(CheckResolvedConfig(config, 2).message()),
              StartsWith("--dim=4 needs hidden layers"));
}

TEST(TrainDefaults, OnceResolvedAreResolvedForGood) {
  const TrainConfig resolved = Resolved(123456);
  EXPECT_EQ(Resolved(99, resolved).SerializeAsString(), resolved.SerializeAsString());
  EXPECT_TRUE(CheckTrainConfig(resolved).ok());
}

}  // namespace
}  // namespace windowlm
