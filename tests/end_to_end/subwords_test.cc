// Word vectors that are made of n-grams of characters too, which answer for unknown words.

#include <signal.h>
#include <unistd.h>

#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/program.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class SubwordsOfWords : public testing::Test {
 protected:
  void SetUp() override {
    WriteBytes(corpus_, RunProgram({"sample-corpus", "--words=20000"}).output);
  }

  std::vector<std::string> Training(const std::string& output,
                                    const std::vector<std::string>& options = {},
                                    const std::string& subwords = "--subwords=3-6") const {
    std::vector<std::string> arguments = {
        "train", corpus_, "--output=" + output, "--preset=vectors", subwords, "--dim=16"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    return arguments;
  }

  // The numbers of a word's vector.
  static std::vector<double> VectorOf(const std::string& model, const std::string& word) {
    std::istringstream fields(Succeed({"vectors", model, word}).output);
    std::string name;
    fields >> name;
    std::vector<double> vector;
    for (double value = 0; fields >> value;) vector.push_back(value);
    return vector;
  }

  static void ExpectNear(const std::vector<double>& found, const std::vector<double>& expected) {
    ASSERT_EQ(found.size(), expected.size());
    for (size_t i = 0; i < found.size(); ++i) EXPECT_NEAR(found[i], expected[i], 1e-5);
  }

  const std::string folder_ = FreshFolder();
  const std::string corpus_ = folder_ + "/corpus.txt";
  const std::string model_ = folder_ + "/model.wlm";
};

TEST_F(SubwordsOfWords, AnswerForUnknownWordsAndSaySo) {
  const ProgramResult training = Succeed(Training(model_));
  EXPECT_THAT(training.errors, HasSubstr(" n-grams of 3 to 6 characters"));
  const ProgramResult neighbors = Succeed({"neighbors", model_, "happyness", "--top=3"});
  EXPECT_THAT(neighbors.errors, HasSubstr("\"happyness\" is not in the vocabulary of"));
  EXPECT_THAT(neighbors.errors, HasSubstr("its n-grams make its vector"));
  EXPECT_THAT(neighbors.output, HasSubstr("happy"));
  // A known word is answered without a note.
  EXPECT_EQ(Succeed({"neighbors", model_, "dog"}).errors, "");
  for (const std::vector<std::string>& question : std::vector<std::vector<std::string>>{
           {"similarity", model_, "dog", "happyness"},
           {"odd-one-out", model_, "dog", "cat", "happyness"},
           {"analogy", model_, "dog", "dogs", "happyness"},
           {"neighbors", model_, "--expression=happyness - dog"},
           {"neighbors", model_, "dog", "--negative=happyness"}}) {
    EXPECT_THAT(Succeed(question).errors, HasSubstr("its n-grams make its vector")) << question[0];
  }
}

TEST_F(SubwordsOfWords, HaveNothingToSayOfWordsThatShareNoneOrOfOutputRows) {
  Succeed(Training(model_, {"--epochs=1"}));
  EXPECT_THAT(ErrorOf(1, {"vectors", model_, "\xCE\xB1\xCE\xB2\xCE\xB3"}),
              HasSubstr("is not in the vocabulary"));
  EXPECT_THAT(ErrorOf(1, {"vectors", model_, "happyness", "--vectors=output"}),
              HasSubstr("is not in the vocabulary"));
}

TEST_F(SubwordsOfWords, CountInTheMeasureOfSimilarity) {
  Succeed(Training(model_, {"--epochs=1"}));
  const std::string pairs = folder_ + "/pairs.txt";
  WriteBytes(pairs, "dog cat 8\ndog happyness 9\ndog tea 1\ncat tea 2\nHAPPYNESS CAT 5\n");
  const std::string json =
      Succeed({"evaluate", "similarity", model_, pairs, "--format=json"}).output;
  EXPECT_THAT(json, AllOf(HasSubstr("\"scored\":3,"), HasSubstr("\"scored_with_ngrams\":5,")));
  EXPECT_THAT(Succeed({"evaluate", "similarity", model_, pairs}).output, HasSubstr("with n-grams"));
}

TEST_F(SubwordsOfWords, ComeToTheSameModelOnAnyNumberOfThreadsAndAfterDeath) {
  const std::string whole = folder_ + "/whole.wlm";
  for (const int threads : {1, 2, 3, 8}) {
    const std::string& output = threads == 1 ? whole : model_;
    Succeed(Training(output, {"--epochs=4", absl::StrCat("--threads=", threads)}));
    EXPECT_TRUE(BytesOf(output) == BytesOf(whole)) << threads << " threads";
  }
  ASSERT_EQ(unlink(model_.c_str()), 0);
  const std::vector<std::string> options = {"--epochs=4", "--checkpoint-steps=3", "--resume"};
  RunningProgram training(Training(model_, options));
  ASSERT_TRUE(training.WaitForErrors("epoch 2/4: "));
  training.Signal(SIGKILL);
  training.Finish();
  EXPECT_THAT(Succeed(Training(model_, options)).errors, HasSubstr("going on after step "));
  EXPECT_TRUE(BytesOf(model_) == BytesOf(whole));
}

TEST_F(SubwordsOfWords, AreTrainedOnWithOtherText) {
  Succeed(Training(model_, {"--epochs=1"}));
  const std::string next = folder_ + "/next.wlm";
  Succeed({"train", corpus_, "--continue=" + model_, "--output=" + next, "--epochs=1"});
  EXPECT_NE(VectorOf(next, "happyness"), VectorOf(model_, "happyness"));
}

TEST_F(SubwordsOfWords, PredictWordsToo) {
  Succeed(Training(model_, {"--epochs=1", "--objective=next"}));
  EXPECT_NE(Succeed({"predict", model_, "the dog gets"}).output, "");
}

TEST_F(SubwordsOfWords, AreKeptInAModelOfFastText) {
  Succeed(Training(model_, {"--epochs=3"}));
  const std::string exported = folder_ + "/model.bin";
  const std::string imported = folder_ + "/imported.wlm";
  Succeed({"export", model_, exported, "--to=fasttext"});
  EXPECT_THAT(Succeed({"import", exported, "--output=" + imported}).errors,
              HasSubstr("2,000,000 rows of n-grams of 3 to 6 characters"));
  for (const char* word : {"dog", "</s>", "happyness"}) {
    SCOPED_TRACE(word);
    ExpectNear(VectorOf(imported, word), VectorOf(model_, word));
  }
}

TEST_F(SubwordsOfWords, AreRefusedWhereNothingTrainsThem) {
  const auto refusal = [&](const std::string& option) {
    return ErrorOf(2, Training(model_, {option}));
  };
  EXPECT_THAT(refusal("--hidden=20"), HasSubstr("--subwords needs a model with noise words"));
  EXPECT_THAT(refusal("--optimizer=adam"),
              HasSubstr("--subwords does not go with --optimizer=adam"));
  EXPECT_THAT(refusal("--trainer=window"), HasSubstr("--subwords needs --trainer=vectors"));
}

TEST_F(SubwordsOfWords, AreTwoNumbersOfCharacters) {
  const auto refusal = [&](const std::string& subwords) {
    return ErrorOf(2, Training(model_, {}, "--subwords=" + subwords));
  };
  EXPECT_THAT(refusal("6-3"), HasSubstr("as in 3-6, and has 6-3"));
  EXPECT_THAT(refusal("3"), HasSubstr("as in 3-6, and has 3"));
  EXPECT_THAT(refusal("3,6"), HasSubstr("separated by -"));
  EXPECT_THAT(refusal("0-3"), HasSubstr("--subwords must be from 1 to 100"));
}

TEST_F(SubwordsOfWords, AreNoPartOfAModelWithoutThem) {
  Succeed(Training(model_, {"--epochs=1"}, "--subwords=none"));
  EXPECT_THAT(Succeed({"info", model_}).output,
              AllOf(HasSubstr("--objective=masked"), Not(HasSubstr("--subword"))));
  EXPECT_THAT(ErrorOf(1, {"vectors", model_, "happyness"}), HasSubstr("is not in the vocabulary"));
}

}  // namespace
}  // namespace windowlm
