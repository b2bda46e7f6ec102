// Training with a log, and what is drawn of it.

#include <signal.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/train/logged_run.h"
#include "src/train/training_log.h"
#include "tests/end_to_end/program.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

class TrainingCurve : public testing::Test {
 protected:
  void SetUp() override {
    std::string text;
    for (int i = 0; i < 200; ++i) text += "the dog sees the cat\nthe cat sees the dog\n";
    WriteBytes(corpus_, text);
  }

  ProgramResult Train(const std::vector<std::string>& options) const {
    std::vector<std::string> arguments = {"train",      corpus_,      "--output=" + model_,
                                          "--dim=4",    "--hidden=4", "--batch-size=100",
                                          "--epochs=2", "--threads=1"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    return RunProgram(arguments);
  }

  // One line, which says what and where; nothing is written.
  void ExpectPlotFails(int exit_code, const std::vector<std::string>& arguments,
                       const std::string& says) const {
    const std::vector<std::string> names = NamesIn(folder_);
    std::vector<std::string> all = {"plot", "--output=" + drawing_};
    all.insert(all.end(), arguments.begin(), arguments.end());
    const ProgramResult result = RunProgram(all);
    EXPECT_EQ(result.exit_code, exit_code) << says;
    EXPECT_THAT(result.errors, AllOf(StartsWith("windowlm: "), HasSubstr(says)));
    EXPECT_EQ(std::count(result.errors.begin(), result.errors.end(), '\n'), 1) << result.errors;
    EXPECT_EQ(NamesIn(folder_), names);
  }

  const std::string folder_ = FreshFolder();
  const std::string corpus_ = folder_ + "/corpus.txt";
  const std::string model_ = folder_ + "/model.wlm";
  const std::string log_ = folder_ + "/runs/first";
  const std::string drawing_ = folder_ + "/curve.svg";
};

TEST_F(TrainingCurve, IsLoggedWithoutAnInfluenceOnTheModel) {
  ASSERT_EQ(Train({"--quiet"}).exit_code, 0);
  const std::string model = BytesOf(model_);
  const ProgramResult result = Train({"--quiet", "--log=" + log_});
  ASSERT_EQ(result.exit_code, 0) << result.errors;
  EXPECT_EQ(result.errors, "");
  EXPECT_TRUE(BytesOf(model_) == model);
  const absl::StatusOr<LoggedRun> run = ReadLoggedRun(log_);
  ASSERT_TRUE(run.ok()) << run.status();
  // 392 of the 400 lines of 6 words, in steps of 100 words.
  EXPECT_THAT(run->curves.at(kTrainLoss), SizeIs(48));
  ASSERT_THAT(run->curves.at(kValidPerplexity), SizeIs(2));
  EXPECT_EQ(run->curves.at(kValidPerplexity)[1].step, 48);
  EXPECT_EQ(run->curves.at(kValidPerplexity)[1].words, 2 * 392 * 6);
}

TEST_F(TrainingCurve, IsDrawn) {
  ASSERT_EQ(Train({"--quiet", "--log=" + log_}).exit_code, 0);
  const std::vector<std::string> plot = {"plot", log_, "--by=words"};
  std::vector<std::string> to_output = plot;
  to_output.push_back("--output=-");
  const ProgramResult result = RunProgram(to_output);
  ASSERT_EQ(result.exit_code, 0) << result.errors;
  EXPECT_THAT(result.output,
              AllOf(StartsWith("<svg "), HasSubstr(">first, validation, best "),
                    HasSubstr(">first, training<"), HasSubstr(">words<"), HasSubstr("</svg>\n")));
  std::vector<std::string> to_file = plot;
  to_file.push_back("--output=" + drawing_);
  ASSERT_EQ(RunProgram(to_file).exit_code, 0);
  EXPECT_TRUE(BytesOf(drawing_) == result.output) << "the same bytes each time";
}

TEST_F(TrainingCurve, OfEachKindIsDrawn) {
  ASSERT_EQ(Train({"--quiet", "--log=" + log_}).exit_code, 0);
  for (const char* what :
       {"perplexity", "validation", "training", "loss", "learning-rate", "speed"}) {
    for (const char* by : {"step", "words", "minutes"}) {
      const ProgramResult result =
          RunProgram({"plot", log_, log_ + "/", "--output=-", std::string("--what=") + what,
                      std::string("--by=") + by});
      EXPECT_EQ(result.exit_code, 0) << result.errors;
      EXPECT_THAT(result.output, AllOf(HasSubstr("<polyline"), Not(HasSubstr("nan"))));
    }
  }
}

TEST_F(TrainingCurve, OfAnInterruptedRunIsThereAsFarAsItWent) {
  RunningProgram train({"train", corpus_, "--output=" + model_, "--epochs=1000000", "--patience=0",
                        "--log=" + log_});
  ASSERT_TRUE(train.WaitForErrors("epoch 2"));
  train.Signal(SIGKILL);
  train.Finish();
  const absl::StatusOr<LoggedRun> run = ReadLoggedRun(log_);
  ASSERT_TRUE(run.ok()) << run.status();
  EXPECT_GE(run->curves.at(kValidPerplexity).size(), 1u);
}

TEST_F(TrainingCurve, NeedsALog) {
  ExpectPlotFails(1, {folder_}, folder_ + ": no file is named");
  ExpectPlotFails(1, {folder_ + "/missing"}, "No such file");
  ExpectPlotFails(1, {corpus_}, corpus_ + " is not a record file");
  const std::string empty = folder_ + "/empty.tfevents";
  WriteBytes(empty, "");
  ExpectPlotFails(1, {empty}, empty + " is not a training log: it is empty");
  ExpectPlotFails(2, {}, "RUN");
  ExpectPlotFails(2, {log_, "--by=day"}, "--by");
}

TEST_F(TrainingCurve, OfADamagedLogIsNotDrawn) {
  ASSERT_EQ(Train({"--quiet", "--log=" + log_}).exit_code, 0);
  const std::string file = log_ + "/" + NamesIn(log_).front();
  std::string bytes = BytesOf(file);
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  WriteBytes(file, bytes);
  ExpectPlotFails(1, {log_}, file + " is damaged at byte ");
  const ProgramResult onto_itself = RunProgram({"plot", file, "--output=" + file});
  EXPECT_EQ(onto_itself.exit_code, 2);
  EXPECT_THAT(onto_itself.errors, HasSubstr("it is a log that is to be drawn"));
  EXPECT_TRUE(BytesOf(file) == bytes);
}

TEST_F(TrainingCurve, GoesToAFolderThatCanBeWritten) {
  const ProgramResult result = Train({"--quiet", "--log=" + corpus_});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.errors, HasSubstr("cannot write a log to " + corpus_));
  EXPECT_THAT(NamesIn(folder_), ElementsAre("corpus.txt")) << "found before training";
}

TEST_F(TrainingCurve, HasAFolderOfItsOwn) {
  ASSERT_EQ(Train({"--quiet", "--log=" + log_}).errors, "");
  const ProgramResult result = Train({"--quiet", "--log=" + log_});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.errors, HasSubstr("warning: there is a log in " + log_ + " already"));
}

TEST_F(TrainingCurve, BeginsWithTraining) {
  const ProgramResult result = Train({"--quiet", "--log=" + log_, "--min-count=1000000"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(NamesIn(folder_), ElementsAre("corpus.txt")) << "a run that failed before has no log";
}

}  // namespace
}  // namespace windowlm
