#include "src/train/progress.h"

#include <chrono>
#include <cmath>
#include <cstdio>
#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace windowlm {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(FormatDuration, ShowsHoursWhereThereAreAny) {
  EXPECT_EQ(FormatDuration(0), "0:00");
  EXPECT_EQ(FormatDuration(7.4), "0:07");
  EXPECT_EQ(FormatDuration(754), "12:34");
  EXPECT_EQ(FormatDuration(3599.4), "59:59");
  EXPECT_EQ(FormatDuration(3599.6), "1:00:00");
  EXPECT_EQ(FormatDuration(3723), "1:02:03");
  EXPECT_EQ(FormatDuration(360000), "100:00:00");
}

TEST(FormatDuration, TakesAnyNumber) {
  EXPECT_EQ(FormatDuration(-5), "0:00");
  EXPECT_EQ(FormatDuration(std::nan("")), "0:00");
  EXPECT_EQ(FormatDuration(INFINITY), FormatDuration(1e9));
}

// Prints to a file, by a clock that is moved by hand. Two epochs of 1,000 windows, in
// steps of 100.
class Progress : public testing::Test {
 protected:
  Progress() {
    TrainConfig config;
    config.set_batch_size(100);
    config.set_epochs(2);
    plan_ = std::make_unique<TrainingPlan>(config, 1000);
  }
  ~Progress() override { std::fclose(file_); }

  ProgressPrinter Printer(bool terminal, bool loss_is_likelihood = true) {
    return ProgressPrinter(file_, terminal, loss_is_likelihood, [this] { return now_; });
  }

  // So many steps of so many seconds each.
  void Take(int steps, double seconds, TrainingObserver& observer) {
    for (int i = 0; i < steps; ++i) {
      now_ += std::chrono::duration_cast<std::chrono::steady_clock::duration>(
          std::chrono::duration<double>(seconds));
      observer.OnStep({step_, plan_->At(step_), 1, std::log(50.0), 0.002, seconds});
      ++step_;
    }
  }

  // What was printed since the last call.
  std::string Printed() {
    std::string text;
    std::fseek(file_, read_, SEEK_SET);
    for (int c; (c = std::fgetc(file_)) != EOF;) text.push_back(static_cast<char>(c));
    read_ = std::ftell(file_);
    return text;
  }

  std::FILE* const file_ = std::tmpfile();
  long read_ = 0;
  std::chrono::steady_clock::time_point now_;
  std::unique_ptr<TrainingPlan> plan_;
  uint64_t step_ = 0;
};

TEST_F(Progress, PrintsAPlainLineNowAndThen) {
  ProgressPrinter printer = Printer(false);
  printer.OnBegin(*plan_);
  Take(2, 10, printer);
  EXPECT_EQ(Printed(), "");
  Take(1, 10, printer);
  EXPECT_EQ(Printed(), "epoch 1/2  30%  10 words/s  perplexity 50.0  rate 0.002  ETA 2:50\n");
  Take(2, 10, printer);
  EXPECT_EQ(Printed(), "");
}

TEST_F(Progress, RedrawsOneLineOnATerminalAndErasesItAtTheEnd) {
  {
    ProgressPrinter printer = Printer(true);
    printer.OnBegin(*plan_);
    Take(1, 0.1, printer);
    EXPECT_EQ(Printed(), "") << "sooner than anybody can read";
    Take(1, 0.1, printer);
    EXPECT_THAT(Printed(), AllOf(StartsWith("\repoch 1/2  20%"), Not(HasSubstr("\n"))));
    Take(2, 0.1, printer);
    EXPECT_THAT(Printed(), StartsWith("\repoch 1/2  40%"));
  }
  EXPECT_EQ(Printed(), "\r\x1b[K");
}

TEST_F(Progress, TellsOfEachEpoch) {
  ProgressPrinter printer = Printer(false);
  printer.OnBegin(*plan_);
  Take(10, 1, printer);
  now_ += std::chrono::seconds(5);
  printer.OnValidation({0, std::log(60.25), 55.5, 1234, 0.002, true, 5});
  EXPECT_EQ(Printed(),
            "epoch 1/2: training perplexity 60.25, validation perplexity 55.50 over 1,234 words, "
            "100 words/s, 0:15\n");
  Take(10, 1, printer);
  printer.OnValidation({1, std::log(40.25), 56, 1234, 0.002, false, 5});
  EXPECT_THAT(Printed(), AllOf(HasSubstr("validation perplexity 56.00"),
                               HasSubstr("0:10; no better than before, not saved\n")));
}

TEST_F(Progress, TellsOfAnEpochWithoutValidation) {
  ProgressPrinter printer = Printer(false);
  printer.OnBegin(*plan_);
  Take(10, 1, printer);
  printer.OnEpochEnd(0, std::log(60.25));
  EXPECT_EQ(Printed(), "epoch 1/2: training perplexity 60.25, 100 words/s, 0:10\n");
}

TEST_F(Progress, WaitsAfterAnEpochsLineAsAfterAnyOther) {
  ProgressPrinter printer = Printer(false);
  printer.OnBegin(*plan_);
  Take(10, 2, printer);
  printer.OnEpochEnd(0, std::log(60));
  Printed();
  Take(2, 10, printer);
  EXPECT_EQ(Printed(), "") << "40 seconds after the start, 20 after the line";
  Take(1, 10, printer);
  EXPECT_NE(Printed(), "");
}

TEST_F(Progress, CountsTheValidationsToComeInTheTimeLeft) {
  ProgressPrinter printer = Printer(false);
  printer.OnBegin(*plan_);
  Take(10, 1, printer);
  now_ += std::chrono::seconds(100);
  printer.OnValidation({0, std::log(60), 55, 1000, 0.002, true, 100});
  Printed();
  now_ += std::chrono::seconds(30);
  Take(1, 1, printer);
  // Nine steps of a second, and a validation; the latter is no part of words/s.
  EXPECT_THAT(Printed(), AllOf(HasSubstr(" 100 words/s"), HasSubstr("ETA 1:49\n")));
}

TEST_F(Progress, CountsWhatIsLeftAfterAnInterruption) {
  ProgressPrinter printer = Printer(false);
  printer.OnBegin(*plan_);
  printer.OnResume({15, 1500, 1, 754});
  EXPECT_EQ(Printed(), "going on after step 15 of 20 and 12:34 of training\n");
  step_ = 15;
  Take(1, 31, printer);
  EXPECT_THAT(Printed(), AllOf(StartsWith("epoch 2/2  60%"), HasSubstr("ETA 2:04\n")))
      << "four steps of 31 seconds";
}

TEST_F(Progress, PrintsAWarningOnALineOfItsOwn) {
  ProgressPrinter printer = Printer(true);
  printer.OnBegin(*plan_);
  Take(1, 1, printer);
  Printed();
  printer.OnWarning("the disk is full");
  EXPECT_EQ(Printed(), "\r\x1b[Kwindowlm: warning: the disk is full\n");
}

TEST_F(Progress, ShowsTheSpeedOfRecentSteps) {
  TrainConfig config;
  config.set_batch_size(100);
  config.set_epochs(1);
  plan_ = std::make_unique<TrainingPlan>(config, 1000000);
  ProgressPrinter printer = Printer(false);
  printer.OnBegin(*plan_);
  Take(1000, 0.01, printer);
  Take(1000, 1, printer);
  std::string last = Printed();
  last = last.substr(last.rfind("epoch"));
  EXPECT_THAT(last, HasSubstr(" 100 words/s"));
}

// What tells words from noise is no perplexity.
TEST_F(Progress, ShowsALossThatIsNoLikelihoodAsItIs) {
  ProgressPrinter printer = Printer(false, /*loss_is_likelihood=*/false);
  printer.OnBegin(*plan_);
  Take(10, 1, printer);
  printer.OnEpochEnd(0, 1.25);
  EXPECT_THAT(Printed(), AllOf(HasSubstr("training loss 1.2500,"), Not(HasSubstr("perplexity"))));
}

}  // namespace
}  // namespace windowlm
