// Training that starts from what was learned before.

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
using ::testing::Not;

constexpr char kVectors[] = "dog 1 0.25 0.1\ncat 0.9 0.1 0.1\ntea -1 0.5 3\n";

class TrainingStart : public testing::Test {
 protected:
  void SetUp() override { WriteBytes(vectors_, kVectors); }

  std::vector<std::string> TrainArguments(const std::string& text, const std::string& output,
                                          const std::vector<std::string>& more) const {
    WriteBytes(corpus_, text);
    std::vector<std::string> arguments = {"train",         corpus_,          "--output=" + output,
                                          "--max-steps=1", "--batch-size=8", "--precision=float32"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
  }

  const std::string folder_ = FreshFolder();
  const std::string vectors_ = folder_ + "/vectors.txt";
  const std::string corpus_ = folder_ + "/corpus.txt";
  const std::string model_ = folder_ + "/model.wlm";
};

TEST_F(TrainingStart, GivesWordsTheVectorsOfAFile) {
  // With a rate of next to nothing, training leaves them as they were.
  const std::vector<std::string> options = {"--dim=3", "--hidden=none", "--learning-rate=1e-30",
                                            "--input-dropout=0", "--init-vectors=" + vectors_};
  const std::string text = "the dog sees the cat\nthe cat sees the dog\n";
  EXPECT_THAT(Succeed(TrainArguments(text, model_, options)).errors,
              HasSubstr("2 of the vocabulary's 7 words start from " + vectors_ + ", which has 3"));
  EXPECT_THAT(Succeed({"export", model_, "-", "--to=glove"}).output,
              AllOf(HasSubstr("\ncat 0.9 0.1 0.1\n"), HasSubstr("\ndog 1 0.25 0.1\n")));
  EXPECT_THAT(Succeed({"info", model_}).output,
              AllOf(HasSubstr("started     from word vectors of 44 bytes, CRC-32C "),
                    HasSubstr("--init-vectors=FILE")));
  // The same from a model of ours, but for the name of the start.
  const std::string imported = folder_ + "/imported.wlm";
  Succeed({"import", vectors_, "--output=" + imported});
  std::vector<std::string> from_model = options;
  from_model.back() = "--init-vectors=" + imported;
  const std::string again = folder_ + "/again.wlm";
  Succeed(TrainArguments(text, again, from_model));
  EXPECT_EQ(Succeed({"export", again, "-"}).output, Succeed({"export", model_, "-"}).output);
}

TEST_F(TrainingStart, NeedsVectorsOfTheModelsDimension) {
  EXPECT_THAT(
      ErrorOf(2, TrainArguments("a b\n", model_, {"--dim=4", "--init-vectors=" + vectors_})),
      AllOf(HasSubstr(vectors_ + " has vectors of 3 numbers"), HasSubstr("--dim is 4")));
  EXPECT_THAT(
      ErrorOf(2, TrainArguments("a b\n", vectors_, {"--dim=3", "--init-vectors=" + vectors_})),
      HasSubstr("it is the vectors"));
  EXPECT_THAT(NamesIn(folder_), ElementsAre("corpus.txt", "vectors.txt"));
}

TEST_F(TrainingStart, KeepsAModelThatGoesOn) {
  Succeed(TrainArguments("the dog sees the cat\nthe cat sees The dog\n", model_,
                         {"--dim=5", "--hidden=4", "--context=2", "--lowercase", "--quiet"}));
  const std::string next = folder_ + "/next.wlm";
  const ProgramResult result =
      Succeed(TrainArguments("THE CAT sees the zebra\na cat sees\n", next,
                             {"--continue=" + model_, "--learning-rate=1e-30"}));
  EXPECT_THAT(result.errors, HasSubstr("2 words are <unk> to " + model_));
  // The same vocabulary, and as good as the same parameters.
  EXPECT_EQ(Succeed({"export", next, "-"}).output, Succeed({"export", model_, "-"}).output);
  EXPECT_EQ(Succeed({"predict", next, "the dog", "--show-unknown"}).output,
            Succeed({"predict", model_, "the dog", "--show-unknown"}).output);
  EXPECT_THAT(Succeed({"info", next}).output,
              AllOf(HasSubstr("started     from a model of "), HasSubstr("--continue=MODEL"),
                    HasSubstr("--lowercase"), HasSubstr("--dim=5")));
  EXPECT_THAT(Succeed({"info", model_}).output, Not(HasSubstr("started")));
}

TEST_F(TrainingStart, NamesWhatContradictsTheModel) {
  Succeed(TrainArguments("the dog sees the cat\n", model_, {"--dim=5", "--hidden=4", "--quiet"}));
  const auto error = [this](const std::string& option) {
    return ErrorOf(2, TrainArguments("a b\n", folder_ + "/next.wlm",
                                     {"--continue=" + model_, option, "--quiet"}));
  };
  EXPECT_THAT(error("--dim=6"), HasSubstr("--dim=6 contradicts " + model_ + ", which has --dim=5"));
  // The default, but not the model's.
  EXPECT_THAT(error("--dim=128"), HasSubstr("--dim=128 contradicts"));
  EXPECT_THAT(error("--lowercase"), HasSubstr("which has --lowercase=false"));
  EXPECT_THAT(error("--min-count=2"), HasSubstr("which has --min-count=1"));
  EXPECT_THAT(error("--objective=masked"), HasSubstr("which has --objective=next"));
  EXPECT_THAT(error("--init-vectors=" + vectors_), HasSubstr("--init-vectors"));
  Succeed(TrainArguments("a b\n", folder_ + "/next.wlm",
                         {"--continue=" + model_, "--dim=5", "--hidden=4", "--min-count=1",
                          "--loss=auto", "--valid-fraction=0", "--quiet"}));
}

// What an option needs may be what the model has.
TEST_F(TrainingStart, TakesOptionsThatFitTheModelAlone) {
  Succeed(TrainArguments("the dog sees the cat\n", model_,
                         {"--loss=negative-sampling", "--objective=masked", "--combine=mean",
                          "--hidden=none", "--dim=5", "--quiet"}));
  Succeed(TrainArguments("the cat sees the dog\n", folder_ + "/next.wlm",
                         {"--continue=" + model_, "--subsample=0.5", "--quiet"}));
}

TEST_F(TrainingStart, DoesNotReplaceTheModelThatItIs) {
  Succeed(TrainArguments("the dog sees the cat\n", model_, {"--dim=5", "--hidden=4", "--quiet"}));
  const std::string before = BytesOf(model_);
  EXPECT_THAT(ErrorOf(2, TrainArguments("the cat sees\n", model_, {"--continue=" + model_})),
              HasSubstr("it is the model that training goes on from; choose another --output"));
  EXPECT_TRUE(BytesOf(model_) == before);
}

}  // namespace
}  // namespace windowlm
