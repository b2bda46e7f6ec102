// A training that is killed, and gone on with.

#include <signal.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
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
using ::testing::Not;

class ResumedTraining : public testing::Test {
 protected:
  void SetUp() override {
    WriteBytes(corpus_, RunProgram({"sample-corpus", "--words=3000"}).output);
  }

  std::vector<std::string> Training(const std::string& output,
                                    const std::vector<std::string>& options) const {
    std::vector<std::string> arguments = {"train",      corpus_,        "--output=" + output,
                                          "--epochs=8", "--patience=0", "--dim=8",
                                          "--hidden=8"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    return arguments;
  }

  // Ends the training after its n-th epoch, or soon after.
  void KillAfterEpoch(int epoch, int milliseconds, int signal_number,
                      std::vector<std::string> options = {}) const {
    for (const char* option : {"--checkpoint-steps=5", "--resume", "--threads=2"}) {
      options.emplace_back(option);
    }
    RunningProgram training(Training(model_, options));
    ASSERT_TRUE(training.WaitForErrors("epoch " + std::to_string(epoch) + "/8: "));
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
    training.Signal(signal_number);
    training.Finish();
  }

  const std::string folder_ = FreshFolder();
  const std::string corpus_ = folder_ + "/corpus.txt";
  const std::string model_ = folder_ + "/model.wlm";
  const std::string checkpoint_ = model_ + ".checkpoint";
};

TEST_F(ResumedTraining, ComesToTheSameModelAfterManyDeaths) {
  const std::string whole = folder_ + "/whole.wlm";
  ASSERT_EQ(RunProgram(Training(whole, {"--threads=1"})).exit_code, 0);
  KillAfterEpoch(1, 0, SIGKILL);
  KillAfterEpoch(2, 3, SIGKILL);
  KillAfterEpoch(4, 7, SIGTERM);
  KillAfterEpoch(5, 5, SIGKILL);
  const ProgramResult result = RunProgram(Training(model_, {"--resume", "--threads=3"}));
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.errors, AllOf(HasSubstr("going on after step "), Not(HasSubstr("epoch 1/8")),
                                   HasSubstr("epoch 8/8")));
  EXPECT_TRUE(BytesOf(model_) == BytesOf(whole));
  EXPECT_THAT(NamesIn(folder_), ElementsAre("corpus.txt", "model.wlm", "whole.wlm"));
}

TEST_F(ResumedTraining, ComesToTheSameModelWhateverItStartedFrom) {
  const std::string first = folder_ + "/first.wlm";
  ASSERT_EQ(RunProgram(Training(first, {"--max-steps=20", "--loss=nce"})).exit_code, 0);
  for (const std::string start : {"--continue=", "--init-vectors="}) {
    const std::vector<std::string> options = {start + first, "--loss=nce"};
    const std::string whole = folder_ + "/whole.wlm";
    ASSERT_EQ(RunProgram(Training(whole, options)).exit_code, 0);
    KillAfterEpoch(2, 3, SIGKILL, options);
    std::vector<std::string> resumed = options;
    resumed.push_back("--resume");
    EXPECT_THAT(RunProgram(Training(model_, resumed)).errors, HasSubstr("going on after step "));
    EXPECT_TRUE(BytesOf(model_) == BytesOf(whole)) << start;
  }
}

TEST_F(ResumedTraining, ComesToTheSameModelWithAListOfWords) {
  const std::string list = folder_ + "/list.txt";
  WriteBytes(list, "the\nzebra\ndog\n");
  for (const std::string option : {"--vocabulary=", "--keep-words="}) {
    const std::vector<std::string> options = {option + list, "--min-count=9"};
    const std::string whole = folder_ + "/whole.wlm";
    ASSERT_EQ(RunProgram(Training(whole, options)).exit_code, 0);
    KillAfterEpoch(2, 3, SIGKILL, options);
    std::vector<std::string> resumed = options;
    resumed.push_back("--resume");
    EXPECT_THAT(RunProgram(Training(model_, resumed)).errors, HasSubstr("going on after step "));
    EXPECT_TRUE(BytesOf(model_) == BytesOf(whole)) << option;
  }
}

TEST_F(ResumedTraining, OfOtherWordsIsRefusedByName) {
  const std::string list = folder_ + "/list.txt";
  for (const std::string option : {"--vocabulary", "--keep-words"}) {
    WriteBytes(list, "the\t3\ndog\t2\n");
    KillAfterEpoch(1, 0, SIGINT, {option + "=" + list});
    const std::string refused = "the words of " + option + " are not those of the checkpoint's run";
    EXPECT_THAT(RunProgram(Training(model_, {"--resume"})).errors, HasSubstr(refused));
    WriteBytes(list, "the\t3\ndog\t1\n");
    const ProgramResult result = RunProgram(Training(model_, {"--resume", option + "=" + list}));
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.errors, HasSubstr(refused));
    std::filesystem::remove(checkpoint_);
  }
}

TEST_F(ResumedTraining, IsNotReplacedUnasked) {
  KillAfterEpoch(1, 0, SIGINT);
  const std::string model = BytesOf(model_);
  const std::string checkpoint = BytesOf(checkpoint_);
  const ProgramResult result = RunProgram(Training(model_, {}));
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.errors,
              AllOf(HasSubstr(checkpoint_), HasSubstr("--resume"), HasSubstr("remove that file")));
  EXPECT_TRUE(BytesOf(model_) == model);
  EXPECT_TRUE(BytesOf(checkpoint_) == checkpoint);
}

TEST_F(ResumedTraining, OfOtherOptionsIsRefusedByName) {
  KillAfterEpoch(1, 0, SIGINT);
  const ProgramResult result = RunProgram(Training(model_, {"--resume", "--seed=2"}));
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.errors, HasSubstr("--seed is 2, the checkpoint's run had 1"));
  const ProgramResult info = RunProgram({"info", checkpoint_});
  EXPECT_EQ(info.exit_code, 1);
  EXPECT_THAT(info.errors, HasSubstr("is a checkpoint, not a model"));
}

TEST_F(ResumedTraining, StartsFromTheBeginningWhereThereIsNothingToResume) {
  const ProgramResult result = RunProgram(Training(model_, {"--resume", "--max-steps=2"}));
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.errors, HasSubstr("there is no " + checkpoint_));
  EXPECT_THAT(NamesIn(folder_), ElementsAre("corpus.txt", "model.wlm"));
}

TEST_F(ResumedTraining, WithAFileOfAnotherKindInItsPlaceIsRefused) {
  WriteBytes(checkpoint_, "something else");
  for (const char* option : {"--resume", "--quiet"}) {
    const ProgramResult result = RunProgram(Training(model_, {option}));
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.errors, HasSubstr(checkpoint_ + " is not a windowlm file"));
    EXPECT_EQ(BytesOf(checkpoint_), "something else");
  }
}

TEST_F(ResumedTraining, TakesNoTimeThatIsNone) {
  for (const char* option : {"--checkpoint-minutes=-1", "--checkpoint-minutes=nan",
                             "--checkpoint-steps=-1", "--checkpoint-steps=some"}) {
    EXPECT_EQ(RunProgram(Training(model_, {option})).exit_code, 2) << option;
  }
}

}  // namespace
}  // namespace windowlm
