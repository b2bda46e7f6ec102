// `windowlm tune`: the options of the best model.

#include <signal.h>

#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/program.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// The rows of a table of trials, without the column of seconds.
std::vector<std::string> RowsOf(const std::string& path) {
  std::vector<std::string> rows;
  for (const absl::string_view line : absl::StrSplit(BytesOf(path), '\n', absl::SkipEmpty())) {
    std::vector<std::string> cells = absl::StrSplit(line, '\t');
    if (cells.size() == 8 && cells[0] != "trial") {
      cells[5] = "s";
      cells.erase(cells.begin());
      rows.push_back(absl::StrJoin(cells, " "));
    }
  }
  return rows;
}

// Reviews in which single words tell most.
class Tune : public testing::Test {
 protected:
  Tune() {
    std::string text;
    std::string valid;
    const std::vector<std::string> good = {"good", "fine", "lovely", "bright"};
    const std::vector<std::string> bad = {"bad", "dull", "awful", "grey"};
    const std::vector<std::string> things = {"film", "day", "song", "meal", "book"};
    for (int i = 0; i < 120; ++i) {
      std::string& part = i % 6 == 5 ? valid : text;
      // One of ten is labelled wrong, so that no model is perfect.
      const bool is_good = (i % 2 == 0) != (i % 10 == 7);
      absl::StrAppend(&part, "__label__", is_good ? "yes" : "no", " a ",
                      (i % 2 == 0 ? good : bad)[i / 2 % 4], " ", things[i % 5], " and ",
                      things[(i / 3) % 5], "\n");
    }
    WriteBytes(text_, text);
    WriteBytes(valid_, valid);
  }

  std::vector<std::string> Command(const std::string& model,
                                   std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments = {"tune", text_, "--objective=label", "--valid=" + valid_,
                                          "--output=" + model};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
  }

  const std::string folder_ = FreshFolder();
  const std::string text_ = folder_ + "/text.txt";
  const std::string valid_ = folder_ + "/valid.txt";
  const std::string model_ = folder_ + "/model.wlm";
};

TEST_F(Tune, StartsWithWhatTrainMakesAndKeepsTheBestModel) {
  const ProgramResult result = Succeed(Command(model_, {"--trials=8"}));
  EXPECT_THAT(NamesIn(folder_),
              ElementsAre("model.wlm", "model.wlm.trials", "text.txt", "valid.txt"));
  const std::vector<std::string> rows = RowsOf(model_ + ".trials");
  ASSERT_EQ(rows.size(), 8);
  EXPECT_THAT(result.output, StartsWith("    accuracy "));
  EXPECT_THAT(result.output, HasSubstr("(as windowlm train chooses)"));
  EXPECT_THAT(result.errors, HasSubstr("trial 8: "));

  // What the table's first row says is what this training and this measure say.
  const std::string plain = folder_ + "/plain.wlm";
  Succeed(
      {"train", text_, "--objective=label", "--valid=" + valid_, "--output=" + plain, "--quiet"});
  const std::string told =
      Succeed({"evaluate", "classification", plain, valid_, "--format=tsv"}).output;
  const std::vector<std::string> total = absl::StrSplit(told.substr(0, told.find('\n')), '\t');
  ASSERT_GE(total.size(), 4);
  const std::vector<std::string> first = absl::StrSplit(rows.front(), ' ');
  EXPECT_NEAR(std::stod(first[3]), std::stod(total[3]), 1e-6);

  // The model is one that its configuration makes again.
  const std::string config = Succeed({"info", model_, "--config"}).output;
  WriteBytes(folder_ + "/best.textproto", config);
  const std::string again = folder_ + "/again.wlm";
  Succeed({"train", text_, "--config=" + folder_ + "/best.textproto", "--valid=" + valid_,
           "--output=" + again, "--quiet"});
  EXPECT_TRUE(BytesOf(again) == BytesOf(model_));
}

TEST_F(Tune, MakesTheSameTrialsAndModelAgainOnAnyNumberOfThreads) {
  Succeed(Command(model_, {"--trials=6", "--threads=1", "--quiet"}));
  const std::string other = folder_ + "/other.wlm";
  Succeed(Command(other, {"--trials=6", "--threads=3", "--quiet"}));
  EXPECT_EQ(RowsOf(model_ + ".trials"), RowsOf(other + ".trials"));
  EXPECT_TRUE(BytesOf(model_) == BytesOf(other));
}

TEST_F(Tune, GoesOnAfterAnEndAndAfterAKill) {
  const std::string whole = folder_ + "/whole.wlm";
  Succeed(Command(whole, {"--trials=9", "--quiet"}));
  Succeed(Command(model_, {"--trials=3", "--quiet"}));
  {
    RunningProgram search(Command(model_, {"--resume", "--trials=9"}));
    ASSERT_TRUE(search.WaitForErrors("trial 5: "));
    search.Signal(SIGKILL);
    EXPECT_EQ(search.Finish().exit_code, -SIGKILL);
  }
  Succeed(Command(model_, {"--resume", "--trials=9", "--quiet"}));
  EXPECT_EQ(RowsOf(model_ + ".trials"), RowsOf(whole + ".trials"));
  EXPECT_TRUE(BytesOf(model_) == BytesOf(whole));
}

TEST_F(Tune, EndsByCtrlCWithTheBestModelAndItsTable) {
  RunningProgram search(Command(model_));
  ASSERT_TRUE(search.WaitForErrors("trial 2: "));
  search.Signal(SIGINT);
  const ProgramResult result = search.Finish();
  EXPECT_EQ(result.exit_code, 130);
  EXPECT_THAT(result.errors, HasSubstr("the search was stopped; with --resume it goes on"));
  EXPECT_THAT(result.output, HasSubstr("(as windowlm train chooses)"));
  EXPECT_THAT(NamesIn(folder_),
              ElementsAre("model.wlm", "model.wlm.trials", "text.txt", "valid.txt"));
  Succeed({"classify", model_, "a lovely day"});
}

TEST_F(Tune, LeavesAnEarlierSearchAlone) {
  Succeed(Command(model_, {"--trials=1", "--quiet"}));
  const std::string table = BytesOf(model_ + ".trials");
  EXPECT_THAT(ErrorOf(1, Command(model_, {"--trials=2", "--quiet"})),
              HasSubstr("model.wlm.trials has the trials of an earlier search: with --resume"));
  EXPECT_THAT(ErrorOf(1, Command(model_, {"--seed=2", "--resume", "--quiet"})),
              HasSubstr("of another search"));
  std::filesystem::remove(model_);
  EXPECT_THAT(ErrorOf(1, Command(model_, {"--resume", "--quiet"})), HasSubstr("is not there"));
  EXPECT_EQ(BytesOf(model_ + ".trials"), table);
}

TEST_F(Tune, VariesNothingThatWasGiven) {
  const ProgramResult result =
      Succeed(Command(model_, {"--trials=1", "--learning-rate=0.01", "--pairs=0"}));
  EXPECT_THAT(result.errors, HasSubstr("the search varies "));
  EXPECT_THAT(result.errors, Not(HasSubstr("--learning-rate")));
}

TEST_F(Tune, ChoosesByTheF1OfALabel) {
  Succeed(Command(model_, {"--trials=2", "--label=yes", "--quiet"}));
  EXPECT_THAT(BytesOf(model_ + ".trials"), HasSubstr("\tf1\t"));
  EXPECT_THAT(ErrorOf(1, Command(folder_ + "/other.wlm", {"--label=perhaps", "--quiet"})),
              HasSubstr("has the label perhaps"));
}

TEST_F(Tune, ChoosesALanguageModelByPerplexityAndVectorsByPairs) {
  const std::string corpus = folder_ + "/corpus.txt";
  WriteBytes(corpus, RunProgram({"sample-corpus", "--words=3000"}).output);
  const std::string language = folder_ + "/language.wlm";
  Succeed({"tune", corpus, "--output=" + language, "--trials=2", "--epochs=1", "--quiet"});
  EXPECT_THAT(BytesOf(language + ".trials"), HasSubstr("\tperplexity\t"));
  const std::string pairs = folder_ + "/pairs.tsv";
  WriteBytes(pairs, "dog\tcat\t9\ndog\tthe\t1\ncat\tthe\t2\n");
  const std::string vectors = folder_ + "/vectors.wlm";
  Succeed({"tune", corpus, "--output=" + vectors, "--trials=2", "--measure=" + pairs, "--epochs=1",
           "--quiet"});
  EXPECT_THAT(BytesOf(vectors + ".trials"), HasSubstr("\tspearman\t"));
  Succeed({"neighbors", vectors, "dog"});
}

TEST_F(Tune, SaysWhatIsMissing) {
  const std::string output = "--output=" + model_;
  EXPECT_THAT(ErrorOf(2, {"tune", text_, output, "--preset=vectors", "--quiet"}),
              HasSubstr("--measure=FILE"));
  EXPECT_THAT(ErrorOf(1, {"tune", text_, output, "--valid-fraction=0", "--quiet"}),
              HasSubstr("--valid"));
  EXPECT_THAT(ErrorOf(2, {"tune", "-", output, "--quiet"}), HasSubstr("standard input"));
  EXPECT_THAT(ErrorOf(2, {"tune", text_, output, "--preset=mixture", "--quiet"}),
              HasSubstr("windowlm mix"));
  EXPECT_THAT(ErrorOf(2, {"tune", text_, output, "--minutes=0", "--quiet"}),
              HasSubstr("--minutes"));
  EXPECT_THAT(NamesIn(folder_), ElementsAre("text.txt", "valid.txt"));
}

}  // namespace
}  // namespace windowlm
