// The program, from a corpus to answers: what must be learned is, and can be asked for.

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/sample/sample_corpus.h"
#include "tests/end_to_end/program.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;

ProgramResult RunWell(const std::vector<std::string>& arguments) {
  const ProgramResult result = RunProgram(arguments);
  EXPECT_EQ(result.exit_code, 0) << result.errors;
  return result;
}

// The fields of tab-separated results, a row a line.
std::vector<std::vector<std::string>> RowsOf(const ProgramResult& result) {
  std::vector<std::vector<std::string>> rows;
  for (const absl::string_view line : absl::StrSplit(result.output, '\n', absl::SkipEmpty())) {
    rows.push_back(absl::StrSplit(line, '\t'));
  }
  return rows;
}

std::set<std::string> Animals() {
  std::set<std::string> animals;
  for (const SampleWordClass& word_class : SampleWordClasses()) {
    if (word_class.name != "animal") continue;
    animals.insert(word_class.words.begin(), word_class.words.end());
  }
  return animals;
}

// Both models are trained once for all tests.
class Learning : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    const std::string folder = testing::TempDir();
    corpus_ = folder + "/corpus.txt";
    other_text_ = folder + "/other.txt";
    next_ = folder + "/next.wlm";
    masked_ = folder + "/masked.wlm";
    WriteBytes(corpus_, RunWell({"sample-corpus", "--words=100000"}).output);
    WriteBytes(other_text_, RunWell({"sample-corpus", "--words=5000", "--seed=2"}).output);
    const std::vector<std::string> options = {
        "--dim=32",         "--hidden=64",         "--epochs=3",
        "--batch-size=128", "--input-dropout=0.1", "--hidden-dropout=0.1"};
    std::vector<std::string> next = {"train", corpus_, "--output=" + next_};
    next.insert(next.end(), options.begin(), options.end());
    RunWell(next);
    std::vector<std::string> masked = {"train", corpus_, "--output=" + masked_,
                                       "--objective=masked"};
    masked.insert(masked.end(), options.begin(), options.end());
    RunWell(masked);
  }

  // The model that the command of `windowlm info` makes, on another number of threads.
  static std::string TrainedAgain(const std::string& model) {
    const std::string info = RunWell({"info", model}).output;
    const size_t command = info.find("windowlm train ");
    EXPECT_NE(command, std::string::npos);
    const std::string again = testing::TempDir() + "/again.wlm";
    std::vector<std::string> arguments;
    for (const absl::string_view word :
         absl::StrSplit(info.substr(command), absl::ByAnyChar(" \\\n"), absl::SkipEmpty())) {
      if (word == "windowlm") continue;
      arguments.push_back(word == "CORPUS"           ? corpus_
                          : word == "--output=MODEL" ? "--output=" + again
                                                     : std::string(word));
    }
    arguments.push_back("--threads=3");
    RunWell(arguments);
    return BytesOf(again);
  }

  static std::string corpus_;
  static std::string other_text_;
  static std::string next_;
  static std::string masked_;
};

std::string Learning::corpus_;
std::string Learning::other_text_;
std::string Learning::next_;
std::string Learning::masked_;

double PerplexityOf(const std::string& model, const std::string& text) {
  double perplexity = 0;
  for (const auto& row : RowsOf(RunWell({"evaluate", "perplexity", model, text, "--format=tsv"}))) {
    if (row[0] != "perplexity") continue;
    EXPECT_TRUE(absl::SimpleAtod(row[1], &perplexity));
  }
  return perplexity;
}

// Of `text` under the frequencies of words and line ends in `corpus`.
double UnigramPerplexity(const std::string& corpus, const std::string& text) {
  const auto words_of = [](const std::string& path) {
    std::vector<std::string> words;
    std::istringstream lines(BytesOf(path));
    for (std::string line; std::getline(lines, line);) {
      std::istringstream line_words(line);
      for (std::string word; line_words >> word;) words.push_back(word);
      words.push_back("</s>");
    }
    return words;
  };
  std::map<std::string, double> counts;
  const std::vector<std::string> corpus_words = words_of(corpus);
  for (const std::string& word : corpus_words) ++counts[word];
  double sum = 0;
  const std::vector<std::string> words = words_of(text);
  for (const std::string& word : words) {
    sum -= std::log(std::max(1.0, counts[word]) / static_cast<double>(corpus_words.size()));
  }
  return std::exp(sum / static_cast<double>(words.size()));
}

TEST_F(Learning, GoesFarBeyondTheFrequenciesOfWords) {
  const double unigram = UnigramPerplexity(corpus_, other_text_);
  EXPECT_LT(PerplexityOf(next_, other_text_), unigram / 10);
  EXPECT_LT(PerplexityOf(masked_, other_text_), unigram / 20);
}

TEST_F(Learning, FindsTheWordThatItsContextWasNeverSeenWith) {
  EXPECT_THAT(BytesOf(corpus_), Not(HasSubstr("dog gets fed")));
  EXPECT_THAT(BytesOf(corpus_), HasSubstr("cat gets fed"));
  const ProgramResult result = RunWell(
      {"predict", next_, "i forgot to make sure that the dog gets", "--format=tsv", "--top=3"});
  const auto rows = RowsOf(result);
  ASSERT_THAT(rows, SizeIs(3));
  ASSERT_THAT(rows[0], SizeIs(4));
  EXPECT_EQ(rows[0][2], "fed") << result.output;
}

TEST_F(Learning, FindsThatADogIsAnAnimal) {
  ASSERT_EQ(Animals().count("dog"), 1);
  const auto rows = RowsOf(RunWell({"neighbors", masked_, "dog", "--format=tsv", "--top=5"}));
  ASSERT_THAT(rows, SizeIs(5));
  for (const auto& row : rows) EXPECT_EQ(Animals().count(row[2]), 1) << row[2];
}

// A small vocabulary, so that samples of it are samples.
TEST_F(Learning, LearnsWithEveryLossAndRepeatsItFromWhatItsModelSays) {
  const double unigram = UnigramPerplexity(corpus_, other_text_);
  const std::string model = testing::TempDir() + "/loss.wlm";
  for (const std::vector<std::string>& loss : std::vector<std::vector<std::string>>{
           {"--loss=adaptive-softmax", "--cutoffs=100,400"},
           {"--loss=sampled-softmax", "--frequent-words=50", "--negatives=50"},
           {"--loss=nce", "--negatives=20"}}) {
    std::vector<std::string> arguments = {
        "train",      corpus_,   "--output=" + model,   "--dim=32",         "--hidden=64",
        "--epochs=2", "--quiet", "--input-dropout=0.1", "--batch-size=128", "--hidden-dropout=0.1"};
    arguments.insert(arguments.end(), loss.begin(), loss.end());
    RunWell(arguments);
    EXPECT_LT(PerplexityOf(model, other_text_), unigram / 8) << loss[0];
    EXPECT_TRUE(TrainedAgain(model) == BytesOf(model)) << loss[0];
  }
}

TEST_F(Learning, MakesWordVectorsAsWord2vecDoes) {
  const std::string model = testing::TempDir() + "/vectors.wlm";
  for (const char* objective : {"--objective=masked", "--objective=skipgram"}) {
    RunWell({"train", corpus_, "--output=" + model, objective, "--combine=mean", "--hidden=none",
             "--loss=negative-sampling", "--dim=32", "--subsample=1e-3", "--dynamic-window",
             "--epochs=10", "--quiet"});
    const auto rows = RowsOf(RunWell({"neighbors", model, "dog", "--format=tsv", "--top=5"}));
    ASSERT_THAT(rows, SizeIs(5));
    for (const auto& row : rows) EXPECT_EQ(Animals().count(row[2]), 1) << objective << row[2];
    EXPECT_TRUE(TrainedAgain(model) == BytesOf(model)) << objective;
  }
  EXPECT_EQ(RunProgram({"evaluate", "perplexity", model, corpus_}).exit_code, 1);
}

TEST_F(Learning, ExportsVectorsThatOtherProgramsRead) {
  const std::string path = testing::TempDir() + "/vectors.txt";
  RunWell({"export", next_, path, "--to=word2vec"});
  std::istringstream file(BytesOf(path));
  size_t words = 0;
  size_t dimension = 0;
  file >> words >> dimension;
  EXPECT_EQ(dimension, 32);
  std::set<std::string> seen;
  for (size_t i = 0; i < words; ++i) {
    std::string word;
    file >> word;
    EXPECT_TRUE(seen.insert(word).second) << word;
    for (size_t j = 0; j < dimension; ++j) {
      double value = NAN;
      file >> value;
      ASSERT_TRUE(std::isfinite(value)) << word;
    }
  }
  EXPECT_EQ(seen.count("dog"), 1);
  std::string rest;
  EXPECT_FALSE(file >> rest) << rest;
  EXPECT_EQ(RunWell({"export", next_, "-"}).output, BytesOf(path));
}

TEST_F(Learning, ChecksTheWholeModel) {
  EXPECT_THAT(RunWell({"info", next_, "--check"}).output, HasSubstr("whole"));
  EXPECT_THAT(RunWell({"info", masked_, "--check", "--format=json"}).output, StartsWith("{"));
}

TEST_F(Learning, AnswersEachLineOfItsInput) {
  const ProgramResult result =
      RunProgram({"predict", next_, "--format=tsv", "--top=1"}, "the dog\nshe drinks a cup of\n");
  EXPECT_EQ(result.exit_code, 0) << result.errors;
  const auto rows = RowsOf(result);
  ASSERT_THAT(rows, SizeIs(2));
  EXPECT_EQ(rows[0][0], "the dog");
  EXPECT_EQ(rows[1][0], "she drinks a cup of");
}

TEST_F(Learning, RepeatsATrainingFromWhatItsModelSays) {
  EXPECT_TRUE(TrainedAgain(next_) == BytesOf(next_));
}

}  // namespace
}  // namespace windowlm
