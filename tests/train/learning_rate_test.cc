#include "src/train/learning_rate.h"

#include <cmath>

#include "gtest/gtest.h"

namespace windowlm {
namespace {

LearningRate RateOf(Schedule schedule, int warmup_steps, uint64_t planned_steps) {
  TrainConfig config;
  config.set_schedule(schedule);
  config.set_warmup_steps(warmup_steps);
  config.mutable_optimizer()->set_learning_rate(0.5);
  return LearningRate(config, planned_steps);
}

TEST(LearningRate, StaysConstant) {
  const LearningRate rate = RateOf(SCHEDULE_CONSTANT, 0, 10);
  EXPECT_EQ(rate.At(0), 0.5);
  EXPECT_EQ(rate.At(9), 0.5);
}

TEST(LearningRate, RisesInAStraightLineOverTheWarmUp) {
  for (const Schedule schedule :
       {SCHEDULE_CONSTANT, SCHEDULE_LINEAR, SCHEDULE_COSINE, SCHEDULE_HALVING}) {
    const LearningRate rate = RateOf(schedule, 4, 100);
    for (int step = 0; step < 4; ++step) EXPECT_DOUBLE_EQ(rate.At(step), 0.1 * (step + 1));
    EXPECT_EQ(rate.At(4), 0.5) << "the first step after it has the full rate";
  }
}

TEST(LearningRate, FallsInAStraightLineThatReachesZeroBehindTheLastStep) {
  const LearningRate rate = RateOf(SCHEDULE_LINEAR, 2, 12);
  EXPECT_EQ(rate.At(2), 0.5);
  for (int step = 2; step <= 12; ++step) EXPECT_DOUBLE_EQ(rate.At(step), 0.05 * (12 - step));
}

TEST(LearningRate, FallsAlongACosineThatReachesZeroBehindTheLastStep) {
  const LearningRate rate = RateOf(SCHEDULE_COSINE, 2, 14);
  EXPECT_EQ(rate.At(2), 0.5);
  EXPECT_NEAR(rate.At(5), 0.5 * (2 + std::sqrt(2)) / 4, 1e-12);
  EXPECT_NEAR(rate.At(8), 0.25, 1e-12);
  EXPECT_NEAR(rate.At(12), 0.5 * (2 - std::sqrt(3)) / 4, 1e-12);
  EXPECT_EQ(rate.At(14), 0);
}

TEST(LearningRate, IsNeverZeroWithinThePlan) {
  for (const int warmup_steps : {0, 1, 5, 6, 1000}) {
    for (const Schedule schedule :
         {SCHEDULE_CONSTANT, SCHEDULE_LINEAR, SCHEDULE_COSINE, SCHEDULE_HALVING}) {
      const LearningRate rate = RateOf(schedule, warmup_steps, 6);
      for (int step = 0; step < 6; ++step) EXPECT_GT(rate.At(step), 0);
    }
  }
}

TEST(LearningRate, HalvesWithEachStall) {
  LearningRate halving = RateOf(SCHEDULE_HALVING, 2, 10);
  halving.OnStall();
  EXPECT_EQ(halving.At(5), 0.25);
  halving.OnStall();
  EXPECT_EQ(halving.At(5), 0.125);
}

TEST(LearningRate, OfOtherSchedulesDoesNotMindAStall) {
  for (const Schedule schedule : {SCHEDULE_CONSTANT, SCHEDULE_LINEAR, SCHEDULE_COSINE}) {
    LearningRate rate = RateOf(schedule, 0, 10);
    rate.OnStall();
    EXPECT_EQ(rate.At(0), 0.5);
  }
}

}  // namespace
}  // namespace windowlm
