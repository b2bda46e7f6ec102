#include "src/train/presets.h"

#include <vector>

#include "gtest/gtest.h"
#include "src/train/train_config_check.h"
#include "src/train/train_defaults.h"

namespace windowlm {
namespace {

// A corpus of so many words, of 1,000 different ones.
TrainConfig Resolved(Preset preset, uint64_t words) {
  TrainConfig config = DefaultTrainConfig();
  ApplyPreset(preset, &config);
  const absl::Status status = CheckTrainConfig(config);
  EXPECT_TRUE(status.ok()) << status;
  const std::vector<uint64_t> counts(1000, words / 1000);
  ResolveTrainConfig(counts, config);
  const absl::Status fits = CheckResolvedConfig(config, 1000);
  EXPECT_TRUE(fits.ok()) << fits;
  return config;
}

TEST(Presets, AreSoundAndGrowInSize) {
  int32_t dim = 0;
  for (const Preset preset : {PRESET_FAST, PRESET_BALANCED, PRESET_BEST}) {
    const TrainConfig config = Resolved(preset, 1000000);
    EXPECT_GT(config.model().dim(), dim);
    dim = config.model().dim();
  }
}

TEST(Presets, LookBackUnlessTheyAreToBeFast) {
  EXPECT_EQ(Resolved(PRESET_FAST, 1000000).model().attention(), 0);
  for (const Preset preset : {PRESET_SMALL_TEXT, PRESET_BALANCED, PRESET_BEST}) {
    EXPECT_GT(Resolved(preset, 1000000).model().attention(), 0);
  }
  EXPECT_EQ(Resolved(PRESET_VECTORS, 1000000).model().attention(), 0);
}

TEST(Presets, TakeLargerStepsOfWordsInARowWithALargerText) {
  int32_t batch = 0;
  for (const Preset preset : {PRESET_SMALL_TEXT, PRESET_BALANCED, PRESET_BEST}) {
    const TrainConfig config = Resolved(preset, 1000000);
    EXPECT_GT(config.consecutive(), 0);
    EXPECT_GT(config.batch_size(), batch);
    batch = config.batch_size();
    // Each step tells of many places of the text.
    EXPECT_GE(config.batch_size() / config.consecutive(), 16);
  }
}

TEST(Presets, ReadASmallCorpusMoreOftenThanALargeOne) {
  EXPECT_EQ(Resolved(PRESET_BEST, 100000).epochs(), 4);
  EXPECT_EQ(Resolved(PRESET_BEST, 4000000).epochs(), 3);
  EXPECT_EQ(Resolved(PRESET_BEST, 100000000).epochs(), 2);
  EXPECT_GT(Resolved(PRESET_BEST, 1000000).input_dropout(),
            Resolved(PRESET_BEST, 100000000).input_dropout());
}

TEST(Presets, LeaveTheDefaultsToThePlainOne) {
  EXPECT_EQ(Resolved(PRESET_PLAIN, 1000000).model().activation(), ACTIVATION_TANH);
  EXPECT_EQ(Resolved(PRESET_PLAIN, 1000000).corpus().boundaries(), BOUNDARIES_LINE);
}

TEST(Presets, OfALargerTextAreLarger) {
  EXPECT_EQ(PresetForText(0), PRESET_SMALL_TEXT);
  EXPECT_EQ(PresetForText(1000000), PRESET_BALANCED);
  EXPECT_EQ(PresetForText(2000000), PRESET_BEST);
  EXPECT_EQ(PresetForText(uint64_t{1} << 40), PRESET_BEST);
}

TEST(Presets, LeaveWhatIsNoPartOfThem) {
  TrainConfig config = DefaultTrainConfig();
  config.set_seed(7);
  config.mutable_model()->set_objective(OBJECTIVE_MASKED);
  ApplyPreset(PRESET_FAST, &config);
  EXPECT_EQ(config.seed(), 7);
  EXPECT_EQ(config.model().objective(), OBJECTIVE_MASKED);
}

}  // namespace
}  // namespace windowlm
