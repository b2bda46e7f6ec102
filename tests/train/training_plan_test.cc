#include "src/train/training_plan.h"

#include <limits>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;

TrainConfig ConfigOf(int batch_size, double epochs) {
  TrainConfig config;
  config.set_batch_size(batch_size);
  config.set_epochs(epochs);
  return config;
}

// Each step as "epoch:first+count", with a "." where the epoch and a "!" where the run ends.
std::vector<std::string> StepsOf(const TrainingPlan& plan) {
  std::vector<std::string> steps;
  for (uint64_t i = 0; i < plan.steps(); ++i) {
    const TrainingPlan::Step step = plan.At(i);
    steps.push_back(absl::StrCat(step.epoch, ":", step.first, "+", step.count,
                                 step.ends_epoch ? "." : "", step.ends_run ? "!" : ""));
  }
  return steps;
}

TEST(TrainingPlan, TakesEveryWindowOnceAnEpochTheLastPartialBatchToo) {
  const TrainingPlan plan(ConfigOf(4, 2), 10);
  EXPECT_THAT(StepsOf(plan), ElementsAre("0:0+4", "0:4+4", "0:8+2.", "1:0+4", "1:4+4", "1:8+2.!"));
  EXPECT_EQ(plan.words(), 20);
  EXPECT_EQ(plan.planned_steps(), 6);
  EXPECT_EQ(plan.epochs(), 2);
}

TEST(TrainingPlan, HasNoEmptyBatchWhereTheWindowsFillThem) {
  EXPECT_THAT(StepsOf(TrainingPlan(ConfigOf(4, 2), 8)),
              ElementsAre("0:0+4", "0:4+4.", "1:0+4", "1:4+4.!"));
}

TEST(TrainingPlan, TakesABatchLargerThanTheCorpus) {
  EXPECT_THAT(StepsOf(TrainingPlan(ConfigOf(512, 2), 3)), ElementsAre("0:0+3.", "1:0+3.!"));
  EXPECT_THAT(StepsOf(TrainingPlan(ConfigOf(512, 1), 1)), ElementsAre("0:0+1.!"));
}

TEST(TrainingPlan, EndsWithinAnEpoch) {
  const TrainingPlan plan(ConfigOf(4, 1.5), 10);
  EXPECT_THAT(StepsOf(plan), ElementsAre("0:0+4", "0:4+4", "0:8+2.", "1:0+4", "1:4+1!"));
  EXPECT_EQ(plan.words(), 15);
  EXPECT_EQ(plan.epochs(), 2);
  EXPECT_THAT(StepsOf(TrainingPlan(ConfigOf(4, 0.25), 10)), ElementsAre("0:0+3!"));
  EXPECT_THAT(StepsOf(TrainingPlan(ConfigOf(4, 1e-9), 10)), ElementsAre("0:0+1!"));
}

TEST(TrainingPlan, StopsAfterExactlySoManySteps) {
  TrainConfig config = ConfigOf(4, 2);
  for (int max_steps = 1; max_steps <= 6; ++max_steps) {
    config.set_max_steps(max_steps);
    const TrainingPlan plan(config, 10);
    EXPECT_EQ(plan.steps(), max_steps);
    EXPECT_TRUE(plan.At(max_steps - 1).ends_run);
    EXPECT_EQ(plan.planned_steps(), 6) << "the schedule is that of the unbounded run";
  }
  config.set_max_steps(4);
  EXPECT_THAT(StepsOf(TrainingPlan(config, 10)), ElementsAre("0:0+4", "0:4+4", "0:8+2.", "1:0+4!"));
}

TEST(TrainingPlan, StopsAfterExactlySoManyWords) {
  TrainConfig config = ConfigOf(4, 2);
  for (int max_words = 1; max_words <= 20; ++max_words) {
    config.set_max_words(max_words);
    const TrainingPlan plan(config, 10);
    EXPECT_EQ(plan.words(), max_words);
    uint64_t words = 0;
    for (uint64_t i = 0; i < plan.steps(); ++i) {
      EXPECT_GT(plan.At(i).count, 0);
      words += plan.At(i).count;
    }
    EXPECT_EQ(words, max_words);
  }
  config.set_max_words(13);
  EXPECT_THAT(StepsOf(TrainingPlan(config, 10)), ElementsAre("0:0+4", "0:4+4", "0:8+2.", "1:0+3!"));
}

TEST(TrainingPlan, KeepsTheNearestOfItsBounds) {
  TrainConfig config = ConfigOf(4, 2);
  config.set_max_steps(2);
  config.set_max_words(5);
  EXPECT_THAT(StepsOf(TrainingPlan(config, 10)), ElementsAre("0:0+4", "0:4+1!"));
  config.set_max_words(9);
  EXPECT_THAT(StepsOf(TrainingPlan(config, 10)), ElementsAre("0:0+4", "0:4+4!"));
}

TEST(TrainingPlan, IsNotLengthenedByABoundBeyondItsEnd) {
  TrainConfig config = ConfigOf(4, 1.5);
  config.set_max_steps(std::numeric_limits<int64_t>::max());
  config.set_max_words(std::numeric_limits<int64_t>::max());
  EXPECT_EQ(StepsOf(TrainingPlan(config, 10)), StepsOf(TrainingPlan(ConfigOf(4, 1.5), 10)));
  config.clear_max_words();
  // So many that their windows, 10 for 3 steps, are 2^64 + 4.
  config.set_max_steps(3 * 1844674407370955162);
  EXPECT_EQ(TrainingPlan(config, 10).words(), 15);
}

TEST(TrainingPlan, OfALargeCorpusCountsBeyond32Bits) {
  const uint64_t windows = 3000000000;
  const TrainingPlan plan(ConfigOf(512, 3), windows);
  EXPECT_EQ(plan.words(), 3 * windows);
  const TrainingPlan::Step last = plan.At(plan.steps() - 1);
  EXPECT_EQ(last.epoch, 2);
  EXPECT_EQ(last.first + last.count, windows);
  EXPECT_TRUE(last.ends_epoch && last.ends_run);
}

}  // namespace
}  // namespace windowlm
