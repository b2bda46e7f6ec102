// Word vectors, from a text to similar words, by the preset and by the options behind it.

#include <signal.h>

#include <algorithm>
#include <cmath>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/base/random.h"
#include "tests/end_to_end/program.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;

class WordVectorsTraining : public testing::Test {
 protected:
  void SetUp() override {
    WriteBytes(corpus_, RunProgram({"sample-corpus", "--words=20000"}).output);
  }

  std::vector<std::string> Training(const std::string& output,
                                    const std::vector<std::string>& options) const {
    std::vector<std::string> arguments = {"train", corpus_, "--output=" + output,
                                          "--preset=vectors"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const bool has_epochs =
        std::any_of(options.begin(), options.end(),
                    [](const std::string& option) { return option.rfind("--epochs", 0) == 0; });
    if (!has_epochs) arguments.push_back("--epochs=3");
    return arguments;
  }

  // The rows of the vectors that answer for a model's words, without the words.
  static std::vector<std::vector<double>> VectorsOf(const std::string& model,
                                                    const std::string& vectors) {
    std::istringstream lines(Succeed({"export", model, "-", "--vectors=" + vectors}).output);
    std::vector<std::vector<double>> rows;
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
      std::istringstream fields(line);
      std::string word;
      fields >> word;
      rows.emplace_back();
      for (double value = 0; fields >> value;) rows.back().push_back(value);
    }
    return rows;
  }

  static double LengthOf(const std::vector<double>& row) {
    double square = 0;
    for (const double value : row) square += value * value;
    return std::sqrt(square);
  }

  const std::string folder_ = FreshFolder();
  const std::string corpus_ = folder_ + "/corpus.txt";
  const std::string model_ = folder_ + "/model.wlm";
};

TEST_F(WordVectorsTraining, TellsWhatThePresetChose) {
  EXPECT_THAT(Succeed(Training(model_, {})).errors,
              AllOf(HasSubstr("contexts of a word: 1 to 15 words on each side"),
                    HasSubstr("over line ends"), HasSubstr("10 noise words a target"),
                    HasSubstr("learning rate 0.025"), HasSubstr("minimum count 2")));
  // An option that is given wins.
  EXPECT_THAT(Succeed(Training(model_, {"--context=4", "--boundaries=line"})).errors,
              AllOf(HasSubstr("1 to 4 words"), Not(HasSubstr("over line ends"))));
}

TEST_F(WordVectorsTraining, ComesToTheSameModelOnAnyNumberOfThreads) {
  for (const std::vector<std::string>& options :
       std::vector<std::vector<std::string>>{{}, {"--objective=skipgram"}, {"--loss=nce"}}) {
    std::string one;
    for (const int threads : {1, 2, 3, 8}) {
      std::vector<std::string> all = options;
      all.push_back(absl::StrCat("--threads=", threads));
      Succeed(Training(model_, all));
      if (threads == 1) one = BytesOf(model_);
      EXPECT_TRUE(BytesOf(model_) == one) << threads << " threads";
    }
  }
}

TEST_F(WordVectorsTraining, ComesToTheSameModelAfterItsDeath) {
  const std::string whole = folder_ + "/whole.wlm";
  Succeed(Training(whole, {"--epochs=8"}));
  const std::vector<std::string> options = {"--epochs=8", "--checkpoint-steps=3", "--resume"};
  RunningProgram training(Training(model_, options));
  ASSERT_TRUE(training.WaitForErrors("epoch 2/8: "));
  training.Signal(SIGKILL);
  training.Finish();
  EXPECT_THAT(Succeed(Training(model_, options)).errors, HasSubstr("going on after step "));
  EXPECT_TRUE(BytesOf(model_) == BytesOf(whole));
}

// Ten topics of twenty words, each line of one topic: the words of a topic are alike.
TEST_F(WordVectorsTraining, FindsTheTopicsOfAPlantedText) {
  constexpr int kTopics = 10;
  constexpr int kWords = 20;
  const CounterRandom random(1, RandomPurpose::kSampleCorpus, 0);
  std::string text;
  uint64_t drawn = 0;
  for (int line = 0; line < 400; ++line) {
    const uint64_t topic = random.Below(drawn++, kTopics);
    for (int i = 0; i < 10; ++i) {
      absl::StrAppend(&text, "t", topic, "w", random.Below(drawn++, kWords), " ");
    }
    text += "\n";
  }
  WriteBytes(corpus_, text);
  // As many passes as the preset takes.
  Succeed({"train", corpus_, "--output=" + model_, "--preset=vectors", "--dim=32",
           "--boundaries=line"});
  std::istringstream lines(Succeed({"export", model_, "-"}).output);
  std::vector<std::pair<char, std::vector<double>>> words;
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    if (line[0] != 't') continue;
    std::istringstream fields(line);
    std::string word;
    fields >> word;
    words.push_back({word[1], {}});
    for (double value = 0; fields >> value;) words.back().second.push_back(value);
  }
  double within = 0;
  double between = 0;
  int pairs_within = 0;
  int pairs_between = 0;
  for (size_t i = 0; i < words.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      double product = 0;
      for (size_t k = 0; k < words[i].second.size(); ++k) {
        product += words[i].second[k] * words[j].second[k];
      }
      const double cosine = product / LengthOf(words[i].second) / LengthOf(words[j].second);
      const bool same = words[i].first == words[j].first;
      (same ? within : between) += cosine;
      ++(same ? pairs_within : pairs_between);
    }
  }
  EXPECT_EQ(words.size(), size_t{kTopics} * kWords);
  EXPECT_GT(within / pairs_within, between / pairs_between + 0.25);
}

// What once grew without bound: few different words, in steps that meet the same rows again.
TEST_F(WordVectorsTraining, StaysFiniteOnTheSmallestTexts) {
  std::string turns;
  std::string twenty;
  for (int i = 0; i < 100; ++i) {
    turns += "aa bb aa bb aa bb aa bb aa bb\n";
    absl::StrAppend(&twenty, "w", i % 20, " w", i * 7 % 20, " w", i * 3 % 20, "\n");
  }
  for (const std::string& text : {std::string("one\n"), std::string("aa aa aa\naa aa\n"),
                                  std::string("aa bb\n"), turns, twenty}) {
    WriteBytes(corpus_, text);
    for (const std::vector<std::string>& options : std::vector<std::vector<std::string>>{
             {"--preset=vectors", "--min-count=1"},
             {"--preset=vectors", "--min-count=1", "--objective=skipgram"},
             {"--preset=vectors", "--min-count=1", "--combine=sum"},
             {"--preset=vectors", "--min-count=1", "--loss=nce"},
             {"--objective=next", "--hidden=none", "--combine=mean", "--loss=nce"},
             {"--objective=skipgram", "--hidden=none", "--loss=negative-sampling"}}) {
      std::vector<std::string> arguments = {"train", corpus_, "--output=" + model_, "--quiet",
                                            "--dim=16"};
      arguments.insert(arguments.end(), options.begin(), options.end());
      const ProgramResult result = RunProgram(arguments);
      // A text without a context for any word has nothing to train on, and says so.
      if (result.exit_code != 0) {
        EXPECT_THAT(result.errors, AnyOf(HasSubstr("nothing to train on"), HasSubstr("no words")))
            << text.substr(0, 20) << " " << options.back();
        continue;
      }
      for (const char* vectors : {"input", "output"}) {
        for (const std::vector<double>& row : VectorsOf(model_, vectors)) {
          EXPECT_LT(LengthOf(row), 100) << text.substr(0, 20) << " " << options.back();
        }
      }
    }
  }
}

TEST_F(WordVectorsTraining, AnswersWithTheVectorsThatAreAskedFor) {
  Succeed(Training(model_, {}));
  const auto input = VectorsOf(model_, "input");
  const auto output = VectorsOf(model_, "output");
  const auto sum = VectorsOf(model_, "sum");
  const auto unit_sum = VectorsOf(model_, "unit-sum");
  ASSERT_EQ(input.size(), output.size());
  for (size_t i = 0; i < input.size(); ++i) {
    for (size_t j = 0; j < input[i].size(); ++j) {
      EXPECT_NEAR(sum[i][j], input[i][j] + output[i][j], 1e-5);
      const double output_length = LengthOf(output[i]);
      const double expected = input[i][j] / LengthOf(input[i]) +
                              (output_length == 0 ? 0 : output[i][j] / output_length);
      EXPECT_NEAR(unit_sum[i][j], expected, 1e-5);
    }
  }
  // Both are the model's own choice, which commands follow.
  EXPECT_EQ(Succeed({"export", model_, "-"}).output,
            Succeed({"export", model_, "-", "--vectors=unit-sum"}).output);
  Succeed(Training(model_, {"--vectors=sum"}));
  EXPECT_EQ(Succeed({"neighbors", model_, "dog"}).output,
            Succeed({"neighbors", model_, "dog", "--vectors=sum"}).output);
}

TEST_F(WordVectorsTraining, SaysWhichModelsHaveOnlyEmbeddings) {
  Succeed({"train", corpus_, "--output=" + model_, "--dim=8", "--hidden=8", "--max-steps=5"});
  EXPECT_THAT(ErrorOf(1, {"neighbors", model_, "dog", "--vectors=output"}),
              AllOf(HasSubstr(model_), HasSubstr("--vectors=input")));
  EXPECT_THAT(ErrorOf(2, {"train", corpus_, "--output=" + model_ + "2", "--vectors=sum"}),
              HasSubstr("--vectors=sum needs a model with noise words"));
}

TEST_F(WordVectorsTraining, NamesWhatItsTrainerDoesNotGoWith) {
  for (const std::string option :
       {"--batch-size=512", "--momentum=0.9", "--optimizer=adam", "--mean-gradient=exact",
        "--weight-decay=0.1", "--combine=concat", "--hidden=10"}) {
    std::vector<std::string> options = {"--trainer=vectors", option};
    EXPECT_THAT(ErrorOf(2, Training(model_, options)),
                HasSubstr("--trainer=vectors does not go with "))
        << option;
  }
}

// Without a trainer that is named, such options are followed, by the window model's trainer.
TEST_F(WordVectorsTraining, TakesBatchesWhereTheyAreAskedFor) {
  Succeed(Training(model_, {"--batch-size=64"}));
  EXPECT_THAT(Succeed({"info", model_}).output,
              AllOf(HasSubstr("--batch-size=64"), HasSubstr("--trainer=window")));
  Succeed(Training(model_, {}));
  EXPECT_THAT(Succeed({"info", model_}).output,
              AllOf(Not(HasSubstr("--batch-size")), HasSubstr("--trainer=vectors")));
}

TEST_F(WordVectorsTraining, IsRepeatedByTheOptionsThatInfoPrints) {
  Succeed(Training(model_, {"--vectors=input", "--subsample=0"}));
  const std::string config = folder_ + "/config.textproto";
  WriteBytes(config, Succeed({"info", model_, "--config"}).output);
  const std::string again = folder_ + "/again.wlm";
  Succeed({"train", corpus_, "--config=" + config, "--output=" + again});
  EXPECT_TRUE(BytesOf(again) == BytesOf(model_));
}

}  // namespace
}  // namespace windowlm
