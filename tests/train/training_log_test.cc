#include "src/train/training_log.h"

#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/store/event_file.h"
#include "src/train/logged_run.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

// Logs by a clock that is moved by hand. Two epochs of 1,000 windows, in steps of 100.
class TrainingLogTest : public testing::Test {
 protected:
  static TrainingPlan Plan(uint64_t windows, double epochs) {
    TrainConfig config;
    config.set_batch_size(100);
    config.set_epochs(epochs);
    return TrainingPlan(config, windows);
  }

  std::unique_ptr<TrainingLog> Begin(const TrainingPlan& plan, bool loss_is_likelihood = true) {
    auto log = TrainingLog::Create(folder_, loss_is_likelihood, [this] { return now_; });
    EXPECT_TRUE(log.ok()) << log.status();
    (*log)->OnBegin(plan);
    return *std::move(log);
  }

  // Steps first, first + 1, ..., of half a second each.
  void Take(const TrainingPlan& plan, uint64_t first, uint64_t count, double loss,
            TrainingObserver& observer) {
    for (uint64_t step = first; step < first + count; ++step) {
      now_ += 0.5;
      observer.OnStep({step, plan.At(step), plan.At(step).count, loss, 0.002, 0.5});
    }
  }

  LoggedRun Read() const {
    const absl::StatusOr<LoggedRun> run = ReadLoggedRun(folder_);
    EXPECT_TRUE(run.ok()) << run.status();
    return run.ok() ? *run : LoggedRun();
  }

  const std::string folder_ = FreshFolder() + "/log";
  double now_ = 1700000000;
};

TEST_F(TrainingLogTest, TellsOfStepsAndValidations) {
  const TrainingPlan plan = Plan(1000, 2);
  const auto log = Begin(plan);
  Take(plan, 0, 10, std::log(60.0), *log);
  now_ += 55;
  log->OnValidation({0, std::log(64.0), 55.5, 1234, 0.001, true, 5});
  ASSERT_TRUE(log->status().ok()) << log->status();
  LoggedRun run = Read();
  ASSERT_THAT(run.curves[kTrainLoss], SizeIs(10));
  const CurvePoint third = run.curves[kTrainPerplexity][2];
  EXPECT_EQ(third.step, 3);
  EXPECT_EQ(third.words, 300);
  EXPECT_DOUBLE_EQ(third.minutes, 1.5 / 60);
  EXPECT_NEAR(third.value, 60, 1e-4);
  EXPECT_NEAR(run.curves[kTrainLoss][2].value, std::log(60.0), 1e-6);
  EXPECT_FLOAT_EQ(run.curves[kLearningRate][2].value, 0.002f);
  EXPECT_EQ(run.curves[kWordsPerSecond][2].value, 200);
  ASSERT_THAT(run.curves[kValidPerplexity], SizeIs(1));
  const CurvePoint valid = run.curves[kValidPerplexity][0];
  EXPECT_EQ(valid.step, 10);
  EXPECT_EQ(valid.words, 1000);
  EXPECT_DOUBLE_EQ(valid.minutes, 1);
  EXPECT_EQ(valid.value, 55.5);
  EXPECT_NEAR(run.curves[kEpochPerplexity][0].value, 64, 1e-4);
}

// Of those steps alone that are points, the last one of them.
TEST_F(TrainingLogTest, TellsTheLengthsOfGradients) {
  const TrainingPlan plan = Plan(500000, 1);
  const auto log = Begin(plan);
  const std::vector<GradientNorm> norms = {{"hidden.0.weight", 0.25}, {"output.bias", 2}};
  for (uint64_t step = 0; step < 20; ++step) {
    EXPECT_EQ(log->WantsGradientNorms(step, plan.At(step)), step == 9 || step == 19) << step;
    log->OnStep({step, plan.At(step), plan.At(step).count, 4, 0.002, 0.5, norms});
  }
  EXPECT_TRUE(log->WantsGradientNorms(4999, plan.At(4999)));
  const TrainingPlan short_plan = Plan(4500, 1);
  EXPECT_TRUE(log->WantsGradientNorms(44, short_plan.At(44)));
  LoggedRun run = Read();
  ASSERT_THAT(run.curves["gradient/hidden.0.weight"], SizeIs(2));
  EXPECT_EQ(run.curves["gradient/hidden.0.weight"][0].value, 0.25);
  EXPECT_EQ(run.curves["gradient/output.bias"][1].value, 2);
}

TEST_F(TrainingLogTest, TellsOfAnEpochWithoutValidation) {
  const TrainingPlan plan = Plan(1000, 1);
  const auto log = Begin(plan);
  Take(plan, 0, 10, 4, *log);
  log->OnEpochEnd(0, 4.5);
  LoggedRun run = Read();
  EXPECT_THAT(run.curves[kValidPerplexity], SizeIs(0));
  EXPECT_EQ(run.curves[kEpochLoss][0].value, 4.5);
}

// What tells words from noise is no perplexity.
TEST_F(TrainingLogTest, ShowsNoPerplexityOfALossThatIsNoLikelihood) {
  const TrainingPlan plan = Plan(1000, 1);
  const auto log = Begin(plan, /*loss_is_likelihood=*/false);
  Take(plan, 0, 10, 4, *log);
  log->OnValidation({0, 4, 55.5, 1234, 0.001, true, 5});
  LoggedRun run = Read();
  EXPECT_THAT(run.curves[kTrainPerplexity], SizeIs(0));
  EXPECT_THAT(run.curves[kEpochPerplexity], SizeIs(0));
  EXPECT_THAT(run.curves[kTrainLoss], SizeIs(10));
  EXPECT_THAT(run.curves[kValidPerplexity], SizeIs(1));
}

TEST_F(TrainingLogTest, HasHundredsOfPointsOfALongRunEachTheMeanOfItsSteps) {
  const TrainingPlan plan = Plan(500000, 1);
  const auto log = Begin(plan);
  Take(plan, 0, 5, 3, *log);
  Take(plan, 5, 5, 5, *log);
  Take(plan, 10, 4990, 4, *log);
  LoggedRun run = Read();
  ASSERT_THAT(run.curves[kTrainLoss], SizeIs(500));
  EXPECT_EQ(run.curves[kTrainLoss][0].step, 10);
  EXPECT_EQ(run.curves[kTrainLoss][0].value, 4);
  EXPECT_EQ(run.curves[kWordsPerSecond][0].value, 200);
  EXPECT_EQ(run.curves[kTrainLoss].back().step, 5000);
}

TEST_F(TrainingLogTest, IsReadWhileItIsWritten) {
  const TrainingPlan plan = Plan(1000, 1);
  const auto log = Begin(plan);
  EXPECT_THAT(MessageOf(ReadLoggedRun(folder_).status()), HasSubstr("no step was logged"));
  for (uint64_t step = 0; step < 3; ++step) {
    Take(plan, step, 1, 4, *log);
    EXPECT_THAT(Read().curves[kTrainLoss], SizeIs(step + 1));
  }
}

TEST_F(TrainingLogTest, GoesOnWhereARunIsTakenUpAgain) {
  const TrainingPlan plan = Plan(1000, 2);
  {
    const auto log = Begin(plan);
    Take(plan, 0, 7, 5, *log);
  }
  // From what was saved after step 5, an hour later.
  now_ += 3600;
  const auto log = Begin(plan);
  Take(plan, 5, 15, 4, *log);
  LoggedRun run = Read();
  const std::vector<CurvePoint>& points = run.curves[kTrainLoss];
  ASSERT_THAT(points, SizeIs(20));
  for (size_t i = 0; i < points.size(); ++i) {
    EXPECT_EQ(points[i].step, i + 1);
    EXPECT_EQ(points[i].words, 100 * (i + 1));
    EXPECT_EQ(points[i].value, i < 5 ? 5 : 4);
  }
  // Seven steps, then fifteen, of half a second each.
  EXPECT_NEAR(points.back().minutes, 11.0 / 60, 1e-9);
}

TEST_F(TrainingLogTest, LeavesOutWhatIsNoNumber) {
  const TrainingPlan plan = Plan(1000, 1);
  const auto log = Begin(plan);
  Take(plan, 0, 1, 1e6, *log);
  LoggedRun run = Read();
  EXPECT_THAT(run.curves[kTrainPerplexity], SizeIs(0));
  EXPECT_THAT(run.curves[kTrainLoss], SizeIs(1));
}

// As TensorFlow 2 writes numbers: in a tensor.
TEST_F(TrainingLogTest, PassesOverValuesOfAnotherKind) {
  const TrainingPlan plan = Plan(1000, 1);
  Take(plan, 0, 1, 4, *Begin(plan));
  const auto other = EventFileWriter::Create(folder_, now_ + 1);
  ASSERT_TRUE(other.ok()) << other.status();
  Event event;
  event.set_step(2);
  event.mutable_summary()->add_value()->set_tag(kTrainLoss);
  ASSERT_TRUE((*other)->Write(event).ok());
  EXPECT_THAT(Read().curves[kTrainLoss], SizeIs(1));
}

TEST_F(TrainingLogTest, IsNotFoundWhereThereIsNone) {
  const std::string empty = FreshFolder();
  EXPECT_THAT(MessageOf(ReadLoggedRun(empty).status()), HasSubstr("no training log in " + empty));
  EXPECT_THAT(MessageOf(ReadLoggedRun(empty + "/missing").status()), HasSubstr("No such file"));
}

}  // namespace
}  // namespace windowlm
