#include "src/train/train_config_check.h"

#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/train/presets.h"
#include "src/train/train_defaults.h"

namespace windowlm {
namespace {

using ::testing::StartsWith;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

void ExpectRefused(const std::string& option, const std::function<void(TrainConfig&)>& change) {
  TrainConfig config = DefaultTrainConfig();
  change(config);
  const absl::Status status = CheckTrainConfig(config);
  EXPECT_TRUE(absl::IsInvalidArgument(status)) << option;
  EXPECT_THAT(std::string(status.message()), StartsWith(option));
}

// Those of a user who asks for labels.
TrainConfig ForLabels() {
  TrainConfig config = DefaultTrainConfig();
  ApplyPreset(PRESET_LABELS, &config);
  return config;
}

TEST(TrainConfigCheck, NamesTheOptionThatIsOutOfRange) {
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

TEST(TrainConfigCheck, RefusesBatchNormalisationWhereItHasNoMeans) {
  ExpectRefused("--batch-norm does not go with --batch-size", [](TrainConfig& c) {
    c.mutable_model()->set_batch_norm(true);
    c.set_batch_size(1);
  });
  ExpectRefused("--batch-norm does not go with --average", [](TrainConfig& c) {
    c.mutable_model()->set_batch_norm(true);
    c.set_average(0.5);
  });
}

TEST(TrainConfigCheck, RefusesCutoffsBeyondTheVocabulary) {
  TrainConfig config = DefaultTrainConfig();
  config.mutable_model()->add_cutoffs(99);
  ResolveTrainConfig(std::vector<uint64_t>(100, 1), config);
  EXPECT_THAT(std::string(CheckResolvedConfig(config, 100).message()), StartsWith("--cutoffs"));
  EXPECT_TRUE(CheckResolvedConfig(config, 101).ok());
  ExpectRefused("--cutoffs", [](TrainConfig& c) {
    c.mutable_model()->set_loss(LOSS_SOFTMAX);
    c.mutable_model()->add_cutoffs(9);
  });
}

TEST(TrainConfigCheck, RefusesStretchesWithoutNoiseWordsOrWithPlaces) {
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

TEST(TrainConfigCheck, RefusesWhatWindowsOfStretchesDoNotHave) {
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

void ExpectRefusedForLabels(const std::string& option,
                            const std::function<void(TrainConfig&)>& change) {
  ExpectRefused(option, [&](TrainConfig& config) {
    config = ForLabels();
    change(config);
  });
}

TEST(TrainConfigCheck, RefusesWhatDoesNotGoWithLabels) {
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
  for (const char* prefix : {"<", "</", "my label", "x\t"}) {
    ExpectRefusedForLabels("--label-prefix=", [prefix](TrainConfig& c) {
      c.mutable_corpus()->mutable_text()->set_label_prefix(prefix);
    });
  }
  ExpectRefusedForLabels("--naive-bayes must be", [](TrainConfig& c) { c.set_naive_bayes(1.5); });
  ExpectRefusedForLabels("--objective=label needs",
                         [](TrainConfig& c) { c.mutable_model()->set_loss(LOSS_NCE); });
  ExpectRefusedForLabels("--objective=label does not go with --combine=concat",
                         [](TrainConfig& c) { c.mutable_model()->set_combine(COMBINE_CONCAT); });
}

TEST(TrainConfigCheck, RefusesADimensionThatIsNotTheNumberOfLabels) {
  TrainConfig config = ForLabels();
  config.mutable_model()->set_dim(4);
  EXPECT_TRUE(CheckTrainConfig(config).ok()) << "the text may have four labels";
  config.mutable_model()->set_combine(COMBINE_SUM);
  config.mutable_model()->set_labels(3);
  ResolveTrainConfig({1000, 0}, config);
  EXPECT_THAT(std::string(CheckResolvedConfig(config, 2).message()),
              StartsWith("--dim=4 needs hidden layers"));
}

}  // namespace
}  // namespace windowlm
