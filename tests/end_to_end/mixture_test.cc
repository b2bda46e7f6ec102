// Mixtures of models and a cache: made, asked, and made by train in one command.

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/program.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string Succeed(const std::vector<std::string>& arguments) {
  const ProgramResult result = RunProgram(arguments);
  EXPECT_EQ(result.exit_code, 0) << result.errors;
  return result.output;
}

// The value in the row of `name` of what `evaluate perplexity` tells.
std::string PerplexityOf(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"evaluate", "perplexity", "--format=tsv"});
  const std::string output = Succeed(arguments);
  for (const absl::string_view line : absl::StrSplit(output, '\n')) {
    const std::vector<std::string> cells = absl::StrSplit(line, '\t');
    if (cells[0] == "perplexity") return cells[1];
  }
  return "";
}

class Mixture : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    const std::string folder = testing::TempDir();
    corpus_ = folder + "/corpus.txt";
    text_ = folder + "/text.txt";
    window_ = folder + "/window.wlm";
    ngram_ = folder + "/ngram.wlm";
    mixed_ = folder + "/mixed.wlm";
    WriteBytes(corpus_, Succeed({"sample-corpus", "--words=20000"}));
    // Words recur: the lines come twice.
    const std::string lines = Succeed({"sample-corpus", "--words=1500", "--seed=2"});
    WriteBytes(text_, lines + lines);
    Succeed({"train", corpus_, "--output=" + window_, "--dim=16", "--hidden=24", "--epochs=1",
             "--quiet", "--batch-size=64"});
    Succeed({"ngram", corpus_, "--output=" + ngram_, "--vocabulary-of=" + window_, "--quiet"});
    Succeed({"mix", window_, ngram_, "--fit=" + text_, "--output=" + mixed_, "--quiet"});
  }

  static std::string corpus_;
  static std::string text_;
  static std::string window_;
  static std::string ngram_;
  static std::string mixed_;
};

std::string Mixture::corpus_;
std::string Mixture::text_;
std::string Mixture::window_;
std::string Mixture::ngram_;
std::string Mixture::mixed_;

TEST_F(Mixture, PredictsBetterThanItsModels) {
  const double mixed = std::stod(PerplexityOf({mixed_, text_}));
  EXPECT_LT(mixed, std::stod(PerplexityOf({ngram_, text_})));
  EXPECT_LT(mixed, std::stod(PerplexityOf({window_, text_})));
  // The cache has the first half where the second comes, but not where each line stands alone.
  EXPECT_LT(mixed, 0.7 * std::stod(PerplexityOf({mixed_, text_, "--unrelated"})));
}

TEST_F(Mixture, ScoresATextToTheSameTotal) {
  for (const std::vector<std::string>& more :
       std::vector<std::vector<std::string>>{{}, {"--unrelated"}}) {
    std::vector<std::string> score = {"score", mixed_, text_, "--format=tsv", "--quiet"};
    std::vector<std::string> evaluate = {mixed_, text_};
    score.insert(score.end(), more.begin(), more.end());
    evaluate.insert(evaluate.end(), more.begin(), more.end());
    EXPECT_THAT(Succeed(score), HasSubstr("\t" + PerplexityOf(evaluate) + "\n"));
  }
}

TEST_F(Mixture, IsTakenByAllCommandsThatAsk) {
  EXPECT_THAT(Succeed({"predict", mixed_, "the dog", "--format=tsv"}), StartsWith("the dog\t1\t"));
  EXPECT_THAT(Succeed({"generate", mixed_, "the dog", "--words=5"}), StartsWith("the dog "));
  EXPECT_THAT(Succeed({"fill", mixed_, "the ___ sleeps", "--format=tsv", "--quiet"}),
              StartsWith("the ___ sleeps\t1\t"));
  EXPECT_EQ(Succeed({"neighbors", mixed_, "dog"}), Succeed({"neighbors", window_, "dog"}));
  EXPECT_THAT(Succeed({"info", mixed_, "--check"}),
              AllOf(HasSubstr("a mixture of 2 models and a cache"), HasSubstr("cache: a word"),
                    HasSubstr("windowlm mix MODEL1 MODEL2")));
}

TEST_F(Mixture, GoesOnWithTheWordsOfThePrompt) {
  const std::string prompt = "the zebra saw the dog . the zebra saw the dog . the zebra saw the";
  const auto first = [&](const std::string& model) {
    return Succeed({"predict", model, prompt, "--top=1", "--format=tsv", "--quiet"});
  };
  EXPECT_THAT(first(mixed_), HasSubstr("\t1\tdog\t"));
}

TEST_F(Mixture, IsTheSameOnAnyNumberOfThreads) {
  const std::string again = FreshFolder() + "/again.wlm";
  Succeed({"mix", window_, ngram_, "--fit=" + text_, "--output=" + again, "--threads=3"});
  EXPECT_TRUE(BytesOf(again) == BytesOf(mixed_));
}

TEST_F(Mixture, IsMadeByTrainInOneCommand) {
  const std::string folder = FreshFolder();
  for (const char* threads : {"1", "3"}) {
    const ProgramResult result = RunProgram(
        {"train", corpus_, "--preset=mixture", "--dim=16", "--hidden=16", "--epochs=1",
         absl::StrCat("--threads=", threads), absl::StrCat("--output=", folder, "/", threads)});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_THAT(result.errors, AllOf(HasSubstr("holds the mixture"), HasSubstr("n-grams")));
  }
  EXPECT_TRUE(BytesOf(folder + "/1") == BytesOf(folder + "/3"));
  EXPECT_THAT(Succeed({"info", folder + "/1"}), HasSubstr("a mixture of 2 models and a cache"));
}

// A share that was fitted to the text that is evaluated is not used on it.
TEST_F(Mixture, PredictsEachHalfByTheOtherWhereTheShareIsFittedToTheText) {
  const std::vector<std::string> arguments = {"evaluate", "perplexity",      window_,
                                              text_,      "--mix=" + ngram_, "--mix-fit=" + text_};
  const ProgramResult result = RunProgram(arguments);
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.errors, HasSubstr("fitted to the other half"));
}

TEST_F(Mixture, RefusesWhatCannotBeMixed) {
  const std::string folder = FreshFolder();
  const std::string output = "--output=" + folder + "/none.wlm";
  const std::string other = folder + "/other.wlm";
  WriteBytes(folder + "/empty.txt", "");
  Succeed({"ngram", text_, "--output=" + other, "--quiet"});
  EXPECT_THAT(ErrorOf(1, {"mix", window_, other, "--fit=" + text_, output}),
              HasSubstr("different vocabularies"));
  EXPECT_THAT(ErrorOf(1, {"mix", window_, "--fit=" + folder + "/empty.txt", output}),
              HasSubstr("no words"));
  EXPECT_THAT(ErrorOf(2, {"mix", window_, output}), HasSubstr("--fit is required"));
  EXPECT_THAT(ErrorOf(2, {"mix", window_, "--fit=" + text_, "--output=" + window_}),
              HasSubstr("a model that is to be mixed"));
  EXPECT_THAT(ErrorOf(2, {"train", corpus_, "--preset=mixture", "--valid-fraction=0", output}),
              HasSubstr("held out"));
  EXPECT_THAT(ErrorOf(2, {"train", corpus_, "--preset=mixture", "--objective=masked", output}),
              HasSubstr("--objective=masked"));
}

}  // namespace
}  // namespace windowlm
