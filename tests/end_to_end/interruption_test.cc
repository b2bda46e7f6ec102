// A user who stops the program, or what reads its results.

#include <signal.h>

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/program.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Interruption : public testing::Test {
 protected:
  void SetUp() override {
    WriteBytes(corpus_, RunProgram({"sample-corpus", "--words=3000"}).output);
  }

  // A training that does not end by itself.
  std::vector<std::string> EndlessTraining() const {
    return {"train",        corpus_,   "--output=" + model_, "--epochs=100000",
            "--patience=0", "--dim=8", "--hidden=8"};
  }

  const std::string folder_ = FreshFolder();
  const std::string corpus_ = folder_ + "/corpus.txt";
  const std::string model_ = folder_ + "/model.wlm";
};

TEST_F(Interruption, ByCtrlCSavesAModelThatCanBeRead) {
  std::vector<std::string> arguments = EndlessTraining();
  arguments.push_back("--valid-fraction=0");
  RunningProgram training(arguments);
  ASSERT_TRUE(training.WaitForErrors("epoch 2/100000"));
  training.Signal(SIGINT);
  const ProgramResult result = training.Finish();
  EXPECT_EQ(result.exit_code, 130);
  EXPECT_THAT(result.errors,
              AllOf(HasSubstr("stopped after "), HasSubstr(model_), HasSubstr("--resume")));
  EXPECT_THAT(NamesIn(folder_), ElementsAre("corpus.txt", "model.wlm", "model.wlm.checkpoint"));
  EXPECT_EQ(RunProgram({"info", model_, "--check"}).exit_code, 0);
  EXPECT_EQ(RunProgram({"predict", model_, "the dog"}).exit_code, 0);
}

TEST_F(Interruption, ByCtrlCKeepsAModelWhereThereIsValidation) {
  RunningProgram training(EndlessTraining());
  ASSERT_TRUE(training.WaitForErrors("epoch 2/100000"));
  training.Signal(SIGINT);
  EXPECT_EQ(training.Finish().exit_code, 130);
  EXPECT_EQ(RunProgram({"info", model_, "--check"}).exit_code, 0);
}

TEST_F(Interruption, ByTheTerminationSignalIsAsByCtrlC) {
  RunningProgram training(EndlessTraining());
  ASSERT_TRUE(training.WaitForErrors("epoch 2/100000"));
  training.Signal(SIGTERM);
  EXPECT_EQ(training.Finish().exit_code, 143);
  EXPECT_THAT(NamesIn(folder_), ElementsAre("corpus.txt", "model.wlm", "model.wlm.checkpoint"));
  EXPECT_EQ(RunProgram({"info", model_, "--check"}).exit_code, 0);
}

TEST_F(Interruption, LeavesNoCheckpointWhereNoneIsWanted) {
  std::vector<std::string> arguments = EndlessTraining();
  arguments.push_back("--checkpoint-minutes=0");
  RunningProgram training(arguments);
  ASSERT_TRUE(training.WaitForErrors("epoch 2/100000"));
  training.Signal(SIGINT);
  EXPECT_EQ(training.Finish().exit_code, 130);
  EXPECT_THAT(NamesIn(folder_), ElementsAre("corpus.txt", "model.wlm"));
}

TEST_F(Interruption, ByKillLeavesTheModelOfTheLastEpochWhole) {
  RunningProgram training(EndlessTraining());
  ASSERT_TRUE(training.WaitForErrors("epoch 2/100000"));
  training.Signal(SIGKILL);
  EXPECT_EQ(training.Finish().exit_code, -SIGKILL);
  EXPECT_EQ(RunProgram({"info", model_, "--check"}).exit_code, 0);
}

TEST_F(Interruption, ByAReaderThatGoesAwayIsNoError) {
  RunningProgram corpus({"sample-corpus", "--words=100000000"});
  ASSERT_TRUE(corpus.WaitForOutput("\n"));
  corpus.CloseOutput();
  const ProgramResult result = corpus.Finish();
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.errors, "");
}

}  // namespace
}  // namespace windowlm
