#include "src/train/unused_options.h"

#include <cstdint>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/train/train_defaults.h"

namespace windowlm {
namespace {

using ::testing::Contains;
using ::testing::IsSupersetOf;
using ::testing::Not;

// Of what a user gets who asks for nothing but these changes.
std::vector<std::string> UnusedNames(TrainConfig config, bool validates = true) {
  const std::vector<uint64_t> counts = {500, 300, 200, 100, 50, 20, 10, 0};
  ResolveCorpusConfig(config);
  ResolveTrainConfig(counts, config);
  std::vector<std::string> names;
  for (const UnusedOption& unused : UnusedOptions(config, validates)) {
    names.push_back(unused.option->name());
  }
  return names;
}

void ExpectUsedOnlyWith(const std::string& option, const TrainConfig& config) {
  EXPECT_THAT(UnusedNames(DefaultTrainConfig()), Contains(option));
  EXPECT_THAT(UnusedNames(config), Not(Contains(option)));
}

TEST(UnusedOptions, AreThoseOfAnotherOptimizer) {
  TrainConfig sgd = DefaultTrainConfig();
  sgd.mutable_optimizer()->set_kind(OPTIMIZER_SGD);
  EXPECT_THAT(UnusedNames(sgd), Not(Contains("--momentum")));
  EXPECT_THAT(UnusedNames(sgd), IsSupersetOf({"--adam-beta1", "--adam-beta2", "--epsilon"}));
  TrainConfig adagrad = DefaultTrainConfig();
  adagrad.mutable_optimizer()->set_kind(OPTIMIZER_ADAGRAD);
  EXPECT_THAT(UnusedNames(adagrad), Contains("--adam-beta1"));
  EXPECT_THAT(UnusedNames(adagrad), Not(Contains("--epsilon")));
  TrainConfig adam = DefaultTrainConfig();
  EXPECT_THAT(UnusedNames(adam), Not(Contains("--adam-beta1")));
  EXPECT_THAT(UnusedNames(adam), Not(Contains("--momentum")));
  adam.mutable_optimizer()->set_momentum(0.9);
  EXPECT_THAT(UnusedNames(adam), Contains("--momentum"));
}

TEST(UnusedOptions, AreThoseOfAnotherLoss) {
  TrainConfig config = DefaultTrainConfig();
  config.mutable_model()->set_loss(LOSS_ADAPTIVE_SOFTMAX);
  ExpectUsedOnlyWith("--division", config);
  EXPECT_THAT(UnusedNames(config), Contains("--negatives"));
  config = DefaultTrainConfig();
  config.mutable_model()->set_loss(LOSS_SAMPLED_SOFTMAX);
  ExpectUsedOnlyWith("--frequent-words", config);
  ExpectUsedOnlyWith("--negatives", config);
  EXPECT_THAT(UnusedNames(config), Contains("--noise-power"));
  config = DefaultTrainConfig();
  config.mutable_model()->set_loss(LOSS_NCE);
  ExpectUsedOnlyWith("--noise-power", config);
  ExpectUsedOnlyWith("--negatives", config);
}

TEST(UnusedOptions, AreThoseOfHiddenLayersWhereThereAreNone) {
  EXPECT_THAT(UnusedNames(DefaultTrainConfig()), Not(Contains("--activation")));
  EXPECT_THAT(UnusedNames(DefaultTrainConfig()), Not(Contains("--hidden-dropout")));
  TrainConfig config = DefaultTrainConfig();
  config.mutable_model()->clear_hidden();
  EXPECT_THAT(UnusedNames(config), IsSupersetOf({"--activation", "--hidden-dropout"}));
  config.set_hidden_dropout(0);
  EXPECT_THAT(UnusedNames(config), Not(Contains("--hidden-dropout")));
}

TEST(UnusedOptions, AreResidualConnectionsBetweenLayersOfDifferentSizes) {
  TrainConfig config = DefaultTrainConfig();
  config.mutable_model()->set_residual(true);
  config.mutable_model()->clear_hidden();
  for (const int32_t size : {200, 100, 200}) {
    config.mutable_model()->add_hidden(size);
    EXPECT_THAT(UnusedNames(config), Contains("--residual"));
  }
  config.mutable_model()->add_hidden(200);
  EXPECT_THAT(UnusedNames(config), Not(Contains("--residual")));
  EXPECT_THAT(UnusedNames(DefaultTrainConfig()), Not(Contains("--residual")));
}

TEST(UnusedOptions, AreThoseOfMeansWhereThereAreNone) {
  TrainConfig config = DefaultTrainConfig();
  config.mutable_model()->set_combine(COMBINE_MEAN);
  ExpectUsedOnlyWith("--mean-gradient", config);
}

TEST(UnusedOptions, ArePatienceWhereNothingIsHeldOut) {
  EXPECT_THAT(UnusedNames(DefaultTrainConfig(), /*validates=*/false), Contains("--patience"));
  EXPECT_THAT(UnusedNames(DefaultTrainConfig()), Not(Contains("--patience")));
}

TEST(UnusedOptions, AreWordsInARowWhereStepsAreStretches) {
  TrainConfig config = DefaultTrainConfig();
  config.set_consecutive(16);
  EXPECT_THAT(UnusedNames(config), Not(Contains("--consecutive")));
  config.set_subsample(1e-3);
  EXPECT_THAT(UnusedNames(config), Contains("--consecutive"));
}

TEST(UnusedOptions, AreLinesThatBeginAfreshWhereStepsAreStretches) {
  TrainConfig config = DefaultTrainConfig();
  config.set_fresh_lines(0.05);
  config.mutable_corpus()->set_boundaries(BOUNDARIES_NONE);
  EXPECT_THAT(UnusedNames(config), Not(Contains("--fresh-lines")));
  config.set_dynamic_window(true);
  EXPECT_THAT(UnusedNames(config), Contains("--fresh-lines"));
}

TEST(UnusedOptions, AreThoseOfWordsThatArePredictedWhereLabelsAre) {
  TrainConfig config = DefaultTrainConfig();
  config.set_consecutive(16);
  config.mutable_model()->set_context(3);
  config.mutable_corpus()->set_boundaries(BOUNDARIES_NONE);
  for (const char* name : {"--consecutive", "--context", "--boundaries"}) {
    EXPECT_THAT(UnusedNames(config), Not(Contains(name)));
  }
  config.mutable_model()->set_objective(OBJECTIVE_LABEL);
  for (const char* name : {"--consecutive", "--context", "--boundaries"}) {
    EXPECT_THAT(UnusedNames(config), Contains(name));
  }
}

TEST(UnusedOptions, AreThoseOfSingletonsWhereTheyAreLeftOut) {
  TrainConfig config = DefaultTrainConfig();
  config.set_singletons_as_unknown(0.5);
  config.mutable_corpus()->set_min_count(1);
  EXPECT_THAT(UnusedNames(config), Not(Contains("--singletons-as-unknown")));
  config.mutable_corpus()->set_min_count(2);
  EXPECT_THAT(UnusedNames(config), Contains("--singletons-as-unknown"));
}

TEST(UnusedOptions, AreThoseThatChooseWordsWhereAListDoes) {
  TrainConfig config = DefaultTrainConfig();
  config.mutable_corpus()->set_min_count(2);
  config.mutable_corpus()->set_vocab_size(9);
  EXPECT_THAT(UnusedNames(config), Not(Contains("--min-count")));
  EXPECT_THAT(UnusedNames(config), Not(Contains("--vocab-size")));
  config.mutable_vocabulary()->set_bytes(1);
  EXPECT_THAT(UnusedNames(config), IsSupersetOf({"--min-count", "--vocab-size"}));
  config.mutable_corpus()->set_min_count(1);
  config.mutable_corpus()->set_vocab_size(0);
  EXPECT_THAT(UnusedNames(config), Not(Contains("--min-count")));
  EXPECT_THAT(UnusedNames(config), Not(Contains("--vocab-size")));
}

}  // namespace
}  // namespace windowlm
