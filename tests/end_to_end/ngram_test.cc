// The program's n-gram models: made, asked, mixed with a window model, and scored line by line.

#include <map>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
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

ProgramResult RunWell(const std::vector<std::string>& arguments, const std::string& input = "") {
  const ProgramResult result = RunProgram(arguments, input);
  EXPECT_EQ(result.exit_code, 0) << result.errors;
  return result;
}

std::vector<std::string> FieldsOf(absl::string_view line) { return absl::StrSplit(line, '\t'); }

// The results of `evaluate perplexity`.
std::map<std::string, std::string> Evaluated(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"evaluate", "perplexity", "--format=tsv"});
  std::map<std::string, std::string> values;
  const std::string output = RunWell(arguments).output;
  for (const absl::string_view line : absl::StrSplit(output, '\n', absl::SkipEmpty())) {
    const std::vector<std::string> fields = FieldsOf(line);
    values[fields[0]] = fields[1];
  }
  return values;
}

double PerplexityOf(const std::vector<std::string>& arguments) {
  double perplexity = 0;
  EXPECT_TRUE(absl::SimpleAtod(Evaluated(arguments)["perplexity"], &perplexity));
  return perplexity;
}

// Models of one text, made once for all tests; the n-gram model has the other's vocabulary.
class Ngram : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    const std::string folder = testing::TempDir();
    corpus_ = folder + "/corpus.txt";
    fit_ = folder + "/fit.txt";
    text_ = folder + "/text.txt";
    window_ = folder + "/window.wlm";
    ngram_ = folder + "/ngram.wlm";
    WriteBytes(corpus_, RunWell({"sample-corpus", "--words=30000"}).output);
    WriteBytes(fit_, RunWell({"sample-corpus", "--words=3000", "--seed=2"}).output);
    WriteBytes(text_, RunWell({"sample-corpus", "--words=3000", "--seed=3"}).output +
                          "a word that is misspellt\n");
    RunWell({"train", corpus_, "--output=" + window_, "--dim=16", "--hidden=24", "--epochs=2",
             "--quiet", "--batch-size=64"});
    RunWell({"ngram", corpus_, "--order=3", "--output=" + ngram_, "--vocabulary-of=" + window_,
             "--quiet"});
  }

  static std::string corpus_;
  static std::string fit_;
  static std::string text_;
  static std::string window_;
  static std::string ngram_;
};

std::string Ngram::corpus_;
std::string Ngram::fit_;
std::string Ngram::text_;
std::string Ngram::window_;
std::string Ngram::ngram_;

TEST_F(Ngram, OfHigherOrderPredictsBetter) {
  const std::string model = FreshFolder() + "/model.wlm";
  double before = 1e9;
  for (const char* order : {"--order=1", "--order=2", "--order=3"}) {
    RunWell({"ngram", corpus_, "--output=" + model, order, "--quiet"});
    const double perplexity = PerplexityOf({model, text_});
    EXPECT_LT(perplexity, 0.8 * before) << order;
    before = perplexity;
  }
}

TEST_F(Ngram, IsTheSameFileOnAnyNumberOfThreadsAndFromWhatItsInfoSays) {
  const std::string folder = FreshFolder();
  RunWell({"ngram", corpus_, "--output=" + folder + "/one", "--threads=1", "--min-count=2"});
  RunWell({"ngram", corpus_, "--output=" + folder + "/three", "--threads=3", "--min-count=2"});
  EXPECT_TRUE(BytesOf(folder + "/three") == BytesOf(folder + "/one"));

  const std::string info = RunWell({"info", folder + "/one", "--check"}).output;
  EXPECT_THAT(info, AllOf(HasSubstr("a 5-gram model"), HasSubstr("of order 5"),
                          HasSubstr("ngram.5.probability"), HasSubstr("whole")));
  const size_t command = info.find("windowlm ngram ");
  ASSERT_NE(command, std::string::npos);
  std::vector<std::string> arguments;
  for (const absl::string_view word :
       absl::StrSplit(info.substr(command, info.find("\n\n", command) - command),
                      absl::ByAnyChar(" \\\n"), absl::SkipEmpty())) {
    if (word == "windowlm") continue;
    arguments.push_back(word == "CORPUS"           ? corpus_
                        : word == "--output=MODEL" ? "--output=" + folder + "/again"
                                                   : std::string(word));
  }
  RunWell(arguments);
  EXPECT_TRUE(BytesOf(folder + "/again") == BytesOf(folder + "/one"));
  EXPECT_THAT(RunWell({"info", folder + "/one", "--format=json"}).output,
              HasSubstr("\"orders\":[{\"ngrams\":"));
}

TEST_F(Ngram, PredictsTheNextWord) {
  const ProgramResult result = RunWell({"predict", ngram_, "the dog", "--top=3", "--format=tsv"});
  EXPECT_THAT(result.output, StartsWith("the dog\t1\t"));
}

TEST_F(Ngram, MixedWithAWindowModelIsBetterThanBoth) {
  const double window = PerplexityOf({window_, text_});
  const double ngram = PerplexityOf({ngram_, text_});
  auto mixed = Evaluated({window_, text_, "--mix=" + ngram_, "--mix-fit=" + fit_});
  double perplexity = 0;
  EXPECT_TRUE(absl::SimpleAtod(mixed["perplexity"], &perplexity));
  EXPECT_LT(perplexity, window);
  EXPECT_LT(perplexity, ngram);
  const auto with_share = [&](const std::string& share) {
    return PerplexityOf({window_, fit_, "--mix=" + ngram_, "--mix-weight=" + share});
  };
  // Where it was fitted, other shares are worse, also those that are fitted to half of the text.
  const double fitted = with_share(mixed["mix_weight"]);
  const double halves = PerplexityOf({window_, fit_, "--mix=" + ngram_, "--mix-fit=" + fit_});
  EXPECT_GT(halves, fitted);
  EXPECT_LT(halves, 1.02 * fitted);
  for (const char* share : {"0.05", "0.95"}) EXPECT_GT(with_share(share), fitted);
  EXPECT_NEAR(with_share("0"), PerplexityOf({window_, fit_}), 1e-5);
}

TEST_F(Ngram, HoldsOutWhatTheModelOfItsVocabularyHeldOut) {
  const std::string other = FreshFolder() + "/other.wlm";
  RunWell({"ngram", corpus_, "--order=3", "--output=" + other, "--vocabulary-of=" + window_,
           "--valid-fraction=0.02", "--quiet"});
  EXPECT_TRUE(BytesOf(other) == BytesOf(ngram_));
  RunWell({"ngram", corpus_, "--order=3", "--output=" + other, "--vocabulary-of=" + window_,
           "--valid-fraction=0", "--quiet"});
  EXPECT_FALSE(BytesOf(other) == BytesOf(ngram_));
}

TEST_F(Ngram, MixesOnlyModelsOfOneVocabulary) {
  const std::string other = FreshFolder() + "/other.wlm";
  RunWell({"ngram", fit_, "--output=" + other, "--quiet"});
  const ProgramResult result =
      RunProgram({"evaluate", "perplexity", window_, text_, "--mix=" + other});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.errors,
              AllOf(HasSubstr("different vocabularies"), HasSubstr("--vocabulary-of=" + window_)));
  EXPECT_EQ(RunProgram({"evaluate", "perplexity", window_, text_, "--mix-weight=0.5"}).exit_code,
            2);
  EXPECT_EQ(
      RunProgram({"evaluate", "perplexity", window_, text_, "--mix=" + ngram_, "--mix-weight=2"})
          .exit_code,
      2);
}

TEST_F(Ngram, RefusesOptionsThatContradictTheVocabularyThatIsGiven) {
  const std::string output = FreshFolder() + "/model.wlm";
  const ProgramResult result = RunProgram(
      {"ngram", corpus_, "--output=" + output, "--vocabulary-of=" + window_, "--min-count=2"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.errors, HasSubstr("--min-count"));
  EXPECT_EQ(
      RunProgram({"ngram", corpus_, "--output=" + ngram_, "--vocabulary-of=" + ngram_}).exit_code,
      2);
  EXPECT_EQ(RunProgram({"ngram", corpus_, "--output=" + output, "--order=7"}).exit_code, 2);
  EXPECT_EQ(
      RunProgram({"ngram", corpus_, "--output=" + output, "--vocabulary-of=" + corpus_}).exit_code,
      1);
  EXPECT_THAT(ErrorOf(1, {"neighbors", ngram_, "dog"}), HasSubstr("is an n-gram model"));
  EXPECT_THAT(ErrorOf(1, {"info", ngram_, "--config"}), HasSubstr("has no configuration"));
}

// Whatever the model, the last row has the numbers of `evaluate perplexity`, digit by digit.
TEST_F(Ngram, ScoresOfLinesEndWithTheTotalOfEvaluate) {
  const std::vector<std::vector<std::string>> asked = {
      {ngram_, text_}, {window_, text_}, {window_, text_, "--mix=" + ngram_}};
  for (const std::vector<std::string>& arguments : asked) {
    std::vector<std::string> score = {"score", "--format=tsv"};
    score.insert(score.end(), arguments.begin(), arguments.end());
    const std::string output = RunWell(score).output;
    const std::vector<std::string> lines = absl::StrSplit(output, '\n', absl::SkipEmpty());
    const std::vector<std::string> total = FieldsOf(lines.back());
    EXPECT_EQ(total[0], "total");
    EXPECT_EQ(total[1], absl::StrCat(lines.size() - 1));
    auto evaluated = Evaluated(arguments);
    EXPECT_EQ(total[3], evaluated["words"]);
    EXPECT_EQ(total[4], evaluated["unknown_words"]);
    EXPECT_EQ(total[5], evaluated["perplexity"]);
    EXPECT_EQ(FieldsOf(lines[lines.size() - 2])[4], "1") << "unknown in the last line";
  }
}

TEST_F(Ngram, ScoresWordsOfStandardInput) {
  const std::string output =
      RunWell({"score", ngram_, "--words", "--format=tsv"}, "the misspellt\n").output;
  const std::vector<std::string> lines = absl::StrSplit(output, '\n', absl::SkipEmpty());
  ASSERT_EQ(lines.size(), 5u);
  EXPECT_THAT(lines[0], StartsWith("word\t1\tthe\t0\t-"));
  EXPECT_THAT(lines[1], StartsWith("word\t1\tmisspellt\t1\t-"));
  EXPECT_THAT(lines[2], StartsWith("word\t1\t</s>\t0\t-"));
  EXPECT_THAT(lines[3], StartsWith("line\t1\t-"));
  EXPECT_THAT(RunWell({"score", ngram_}, "the dog\n").output,
              AllOf(HasSubstr("log-probability"), HasSubstr("total")));
  EXPECT_THAT(RunWell({"score", ngram_, "--format=json"}, "the dog\n").output,
              AllOf(StartsWith("{\"line\":1,\"log_probability\":-"), HasSubstr("\"lines\":1")));
}

TEST_F(Ngram, ScoresNothingWhereThereIsNoText) {
  for (const char* bad : {"/dev/null", "/", "/no/such/file"}) {
    const ProgramResult result = RunProgram({"score", ngram_, bad});
    EXPECT_EQ(result.exit_code, 1) << bad;
    EXPECT_EQ(result.output, "");
    EXPECT_THAT(result.errors, HasSubstr(bad));
  }
  EXPECT_EQ(RunProgram({"score", ngram_}, std::string("\x7f"
                                                      "ELF\0\0",
                                                      6))
                .exit_code,
            1);
}

TEST_F(Ngram, ScoringEndsWithItsReader) {
  std::string text;
  for (int i = 0; i < 200000; ++i) text += "the dog gets fed\n";
  RunningProgram program({"score", ngram_, "--format=tsv"}, text);
  EXPECT_TRUE(program.WaitForOutput("line\t1\t"));
  program.CloseOutput();
  const ProgramResult result = program.Finish();
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.errors, "");
}

}  // namespace
}  // namespace windowlm
