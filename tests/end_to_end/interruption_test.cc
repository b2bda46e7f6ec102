// A user who stops the program, or what reads its results.

#include <signal.h>
#include <stdlib.h>

#include <filesystem>
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

TEST_F(Interruption, ByAClosedTerminalIsAsByCtrlC) {
  RunningProgram training(EndlessTraining());
  ASSERT_TRUE(training.WaitForErrors("epoch 2/100000"));
  training.Signal(SIGHUP);
  EXPECT_EQ(training.Finish().exit_code, 129);
  EXPECT_EQ(RunProgram({"info", model_, "--check"}).exit_code, 0);
}

// The output's folder is another than the corpus's, and something happens to it.
class InterruptionElsewhere : public Interruption {
 protected:
  void SetUp() override {
    Interruption::SetUp();
    std::filesystem::create_directory(out_);
    arguments_ = EndlessTraining();
    arguments_[2] = "--output=" + out_ + "/model.wlm";
    arguments_.push_back("--valid-fraction=0");
  }

  // What a training says that goes on, with this model, and is stopped again.
  std::string GoOn(const std::string& model) const {
    std::vector<std::string> arguments = arguments_;
    arguments[2] = "--output=" + model;
    arguments.push_back("--resume");
    RunningProgram training(arguments);
    EXPECT_TRUE(training.WaitForErrors("going on after step ")) << training.Finish().errors;
    training.Signal(SIGTERM);
    return training.Finish().errors;
  }

  const std::string out_ = folder_ + "/out";
  std::vector<std::string> arguments_;
};

TEST_F(InterruptionElsewhere, FollowsAFolderThatWasMoved) {
  RunningProgram training(arguments_);
  ASSERT_TRUE(training.WaitForErrors("epoch 2/100000"));
  std::filesystem::rename(out_, folder_ + "/moved");
  training.Signal(SIGINT);
  const ProgramResult result = training.Finish();
  EXPECT_EQ(result.exit_code, 130);
  EXPECT_THAT(result.errors, HasSubstr(folder_ + "/moved/model.wlm holds the model"));
  EXPECT_THAT(NamesIn(folder_ + "/moved"), ElementsAre("model.wlm", "model.wlm.checkpoint"));
  GoOn(folder_ + "/moved/model.wlm");
}

TEST_F(InterruptionElsewhere, FindsARefugeWhereTheFolderIsGone) {
  setenv("TMPDIR", folder_.c_str(), 1);
  RunningProgram training(arguments_);
  ASSERT_TRUE(training.WaitForErrors("epoch 2/100000"));
  std::filesystem::remove_all(out_);
  training.Signal(SIGTERM);
  const ProgramResult result = training.Finish();
  EXPECT_EQ(result.exit_code, 1);
  const std::string begin = "it goes on with --output=";
  const size_t at = result.errors.find(begin);
  ASSERT_NE(at, std::string::npos) << result.errors;
  const size_t model = at + begin.size();
  const std::string refuge = result.errors.substr(model, result.errors.find(' ', model) - model);
  GoOn(refuge);
  std::filesystem::remove(refuge);
  std::filesystem::remove(refuge + ".checkpoint");
}

TEST_F(InterruptionElsewhere, FindsARefugeWhereNothingMayBeWritten) {
  setenv("TMPDIR", folder_.c_str(), 1);
  RunningProgram training(arguments_, "", Rights::kOfPermissions);
  ASSERT_TRUE(training.WaitForErrors("epoch 2/100000"));
  std::filesystem::permissions(out_, std::filesystem::perms(0555));
  training.Signal(SIGTERM);
  const ProgramResult result = training.Finish();
  std::filesystem::permissions(out_, std::filesystem::perms(0755));
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.errors, HasSubstr("it goes on with --output="));
}

TEST_F(InterruptionElsewhere, KeepsItsStateWhereTheModelsNameIsTaken) {
  RunningProgram training(arguments_);
  ASSERT_TRUE(training.WaitForErrors("epoch 2/100000"));
  std::filesystem::create_directory(out_ + "/model.wlm");
  training.Signal(SIGTERM);
  const ProgramResult result = training.Finish();
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.errors, HasSubstr("model.wlm.checkpoint holds the training's state"));
  std::filesystem::remove(out_ + "/model.wlm");
  GoOn(out_ + "/model.wlm");
}

// The best model is in the model's file alone; a training that was killed goes on without it.
TEST_F(InterruptionElsewhere, GoesOnWithoutABestModelThatWasTakenAway) {
  arguments_.pop_back();
  arguments_.push_back("--checkpoint-steps=1");
  RunningProgram training(arguments_);
  ASSERT_TRUE(training.WaitForErrors("epoch 2/100000"));
  training.Signal(SIGKILL);
  training.Finish();
  WriteBytes(out_ + "/model.wlm", "something else");
  EXPECT_THAT(GoOn(out_ + "/model.wlm"), HasSubstr("training goes on without it"));
}

TEST_F(InterruptionElsewhere, LetsNoSecondTrainingWriteTheSameFile) {
  std::filesystem::create_symlink(out_ + "/model.wlm", folder_ + "/link");
  RunningProgram training(arguments_);
  ASSERT_TRUE(training.WaitForErrors("epoch 1/100000"));
  for (const std::string& name :
       {out_ + "/model.wlm", out_ + "/../out/model.wlm", folder_ + "/link"}) {
    EXPECT_THAT(ErrorOf(1, {"ngram", corpus_, "--output=" + name}),
                HasSubstr("another windowlm is at work on it"));
    EXPECT_THAT(ErrorOf(1, {"import", "-", "--output=" + name}, "dog 1 2\n"),
                HasSubstr("another windowlm is at work on it"));
  }
  EXPECT_THAT(ErrorOf(1, {"train", corpus_, "--output=" + folder_ + "/link"}),
              HasSubstr("another windowlm is at work on it"));
  training.Signal(SIGKILL);
  training.Finish();
  // What the killed one left behind is in nobody's way.
  EXPECT_EQ(RunProgram({"ngram", corpus_, "--output=" + out_ + "/model.wlm"}).exit_code, 0);
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
