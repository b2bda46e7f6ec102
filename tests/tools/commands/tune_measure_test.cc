#include "tools/commands/tune_measure.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/train/presets.h"
#include "src/train/train_defaults.h"

namespace windowlm {
namespace {

using ::testing::HasSubstr;

TrainOptions OptionsOf(Preset preset) {
  TrainOptions options;
  options.config = DefaultTrainConfig();
  ApplyPreset(preset, &options.config);
  return options;
}

std::string MessageOf(const TuneOptions& tune, const TrainOptions& train) {
  const absl::StatusOr<TuneMeasure> measure = TuneMeasure::For(tune, train);
  EXPECT_FALSE(measure.ok());
  return std::string(measure.status().message());
}

TEST(TuneMeasure, FollowsFromTheModel) {
  TuneOptions tune;
  EXPECT_EQ(TuneMeasure::For(tune, OptionsOf(PRESET_FAST))->name(), "perplexity");
  TrainOptions labels = OptionsOf(PRESET_LABELS);
  EXPECT_EQ(TuneMeasure::For(tune, labels)->name(), "accuracy");
  labels.run.add_valid("valid.txt");
  tune.set_label("sport");
  EXPECT_EQ(TuneMeasure::For(tune, labels)->name(), "f1");
  tune.clear_label();
  tune.set_measure("pairs.tsv");
  EXPECT_EQ(TuneMeasure::For(tune, OptionsOf(PRESET_VECTORS))->name(), "spearman");
}

TEST(TuneMeasure, SaysWhatIsMissingOrDoesNotGoWithTheModel) {
  TuneOptions tune;
  EXPECT_THAT(MessageOf(tune, OptionsOf(PRESET_VECTORS)), HasSubstr("--measure=FILE"));
  tune.set_label("sport");
  EXPECT_THAT(MessageOf(tune, OptionsOf(PRESET_FAST)), HasSubstr("--label needs"));
  EXPECT_THAT(MessageOf(tune, OptionsOf(PRESET_LABELS)), HasSubstr("--label needs --valid"));
  tune.clear_label();
  tune.set_measure("pairs.tsv");
  EXPECT_THAT(MessageOf(tune, OptionsOf(PRESET_LABELS)), HasSubstr("--measure does not go with"));
}

TEST(TuneMeasure, OfPerplexitiesPrefersTheLower) {
  const TuneMeasure measure = *TuneMeasure::For(TuneOptions(), OptionsOf(PRESET_FAST));
  EXPECT_TRUE(measure.IsBetter({99.9, 0}, 100));
  EXPECT_FALSE(measure.IsBetter({100, 0}, 100));
  EXPECT_GT(measure.ScoreOf(99), measure.ScoreOf(100));
}

// Of a hundred lines, 80 of which are right, the standard error of a difference is
// sqrt(2 * 0.25 * 0.8 * 0.2 / 100) = 0.0283.
TEST(TuneMeasure, OfSharesOfLinesWantsMoreThanChanceMakes) {
  const TuneMeasure measure = *TuneMeasure::For(TuneOptions(), OptionsOf(PRESET_LABELS));
  EXPECT_FALSE(measure.IsBetter({0.828, 100}, 0.8));
  EXPECT_TRUE(measure.IsBetter({0.829, 100}, 0.8));
  EXPECT_TRUE(measure.IsBetter({0.803, 10000}, 0.8));
  // Nothing is wrong that could be right.
  EXPECT_FALSE(measure.IsBetter({1, 100}, 1));
}

}  // namespace
}  // namespace windowlm
