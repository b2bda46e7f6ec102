#include "src/train/checkpoint_schedule.h"

#include <chrono>

#include "gtest/gtest.h"

namespace windowlm {
namespace {

class Schedule : public testing::Test {
 protected:
  CheckpointSchedule Of(double minutes, uint64_t steps) {
    return CheckpointSchedule({minutes, steps, false}, [this] { return now_; });
  }
  void Pass(int seconds) { now_ += std::chrono::seconds(seconds); }

  CheckpointSchedule::Clock::time_point now_;
};

TEST_F(Schedule, IsDueAfterSoManyStepsOfTheWholeTraining) {
  const CheckpointSchedule schedule = Of(0, 5);
  for (const uint64_t steps : {1, 4, 6, 9, 11}) EXPECT_FALSE(schedule.IsDue(steps)) << steps;
  for (const uint64_t steps : {5, 10, 15}) EXPECT_TRUE(schedule.IsDue(steps)) << steps;
}

TEST_F(Schedule, IsDueWhenSoManyMinutesHavePassed) {
  CheckpointSchedule schedule = Of(10, 0);
  Pass(599);
  EXPECT_FALSE(schedule.IsDue(1));
  Pass(1);
  EXPECT_TRUE(schedule.IsDue(2));
  schedule.OnWritten(1);
  Pass(599);
  EXPECT_FALSE(schedule.IsDue(3));
  Pass(1);
  EXPECT_TRUE(schedule.IsDue(4));
}

TEST_F(Schedule, SpendsATwentiethOfTheTimeAtMostOnASlowDisk) {
  CheckpointSchedule schedule = Of(1, 0);
  schedule.OnWritten(60);
  Pass(1199);
  EXPECT_FALSE(schedule.IsDue(1));
  Pass(1);
  EXPECT_TRUE(schedule.IsDue(2));
}

TEST_F(Schedule, IsNeverDueWhereNoneIsWanted) {
  const CheckpointSchedule schedule = Of(0, 0);
  Pass(1000000);
  EXPECT_FALSE(schedule.IsDue(1000000));
}

}  // namespace
}  // namespace windowlm
