// `windowlm align`, on vectors of which two words changed places.

#include <array>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/base/random.h"
#include "tests/end_to_end/imported_model.h"
#include "tests/end_to_end/program.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class Align : public testing::Test {
 protected:
  // 60 words with four numbers each. In the new model the axes are others, and `gay` stands where
  // `w20` was.
  Align() {
    const CounterRandom random(1, RandomPurpose::kInitialization, 1);
    std::string old_text;
    std::string new_text;
    for (int i = 0; i < 60; ++i) {
      const auto numbers = [&](int word) {
        std::array<double, 4> x;
        for (int j = 0; j < 4; ++j) x[j] = random.Uniform(10 * word + j) - 0.5;
        return x;
      };
      const auto [a, b, c, d] = numbers(i);
      const std::string word = i == 7 ? "gay" : absl::StrCat("w", i);
      absl::StrAppend(&old_text, word, " ", a, " ", b, " ", c, " ", d, "\n");
      const auto [p, q, r, s] = numbers(i == 7 ? 20 : i);
      absl::StrAppend(&new_text, word, " ", q, " ", -p, " ", s, " ", r, "\n");
    }
    ImportVectors(old_text, old_);
    ImportVectors(new_text, new_);
  }

  const std::string folder_ = FreshFolder();
  const std::string old_ = folder_ + "/old.wlm";
  const std::string new_ = folder_ + "/new.wlm";
};

TEST_F(Align, TellsWhichWordMovedAndFromWhereToWhere) {
  const std::string output = Succeed({"align", old_, new_, "--top=1", "--neighbors=1"}).output;
  EXPECT_THAT(output, StartsWith("movement  cosine\n"));
  EXPECT_THAT(output, HasSubstr("  gay: "));
  EXPECT_THAT(output, HasSubstr(" -> w20\n"));
}

TEST_F(Align, TellsTheSameToPrograms) {
  const std::string tsv =
      Succeed({"align", old_, new_, "--top=2", "--neighbors=2", "--format=tsv"}).output;
  const std::vector<std::string> rows = absl::StrSplit(tsv, '\n');
  ASSERT_EQ(rows.size(), 3u);
  const std::vector<std::string> cells = absl::StrSplit(rows[0], '\t');
  ASSERT_EQ(cells.size(), 8u);
  EXPECT_EQ(cells[0], "1");
  EXPECT_EQ(cells[1], "gay");
  EXPECT_EQ(cells[4], "0");
  EXPECT_EQ(cells[5], "0");
  EXPECT_THAT(cells[7], StartsWith("w20 "));
  const std::string json =
      Succeed({"align", old_, new_, "--top=1", "--neighbors=1", "--format=json"}).output;
  EXPECT_THAT(json, StartsWith("{\"shared_words\":60,\"moved\":[{\"word\":\"gay\",\"movement\":"));
  EXPECT_THAT(json, HasSubstr("\"new_neighbors\":[\"w20\"]}]}\n"));
}

TEST_F(Align, ShowsOnlyTheWordsThatAreAskedAbout) {
  const std::string list = folder_ + "/asked.txt";
  WriteBytes(list, "w3\nw20\nw9\n");
  const std::string all = Succeed({"align", old_, new_, "--top=60", "--format=tsv"}).output;
  const std::string asked =
      Succeed({"align", old_, new_, "--among=" + list, "--format=tsv"}).output;
  const std::vector<std::string> rows = absl::StrSplit(asked, '\n', absl::SkipEmpty());
  ASSERT_EQ(rows.size(), 3u);
  for (const std::string& row : rows) {
    // The same word with the same movement, at another rank.
    EXPECT_THAT(all, HasSubstr(row.substr(row.find('\t')))) << row;
    EXPECT_THAT(row, Not(HasSubstr("\tgay\t")));
  }
  WriteBytes(list, "unknown\n");
  EXPECT_THAT(ErrorOf(1, {"align", old_, new_, "--among=" + list}), HasSubstr("asked.txt"));
}

TEST_F(Align, WritesTheOldVectorsInTheNewSpace) {
  const std::string aligned = folder_ + "/aligned.wlm";
  const ProgramResult result = Succeed({"align", old_, new_, "--output=" + aligned});
  EXPECT_THAT(result.errors, HasSubstr("aligned.wlm holds the vectors of "));
  // All words but the one that moved are in their new places, as nearly as that one leaves them.
  const std::string moved = Succeed({"align", aligned, new_, "--top=60", "--format=tsv"}).output;
  for (const absl::string_view row : absl::StrSplit(moved, '\n', absl::SkipEmpty())) {
    const std::vector<std::string> cells = absl::StrSplit(row, '\t');
    EXPECT_GT(std::stod(cells[3]), cells[1] == "gay" ? -1 : 0.95) << row;
  }
  EXPECT_EQ(Succeed({"neighbors", aligned, "gay", "--format=tsv"}).output.substr(0, 12),
            Succeed({"neighbors", old_, "gay", "--format=tsv"}).output.substr(0, 12));
}

// In the second of two texts of one grammar `dog` stands where the first has `tea`, and `tea` where
// that has `dog`.
TEST_F(Align, FindsTwoWordsThatChangedPlacesInAText) {
  for (const bool swapped : {false, true}) {
    std::string text =
        Succeed({"sample-corpus", "--words=1000000", swapped ? "--seed=2" : "--seed=1"}).output;
    if (swapped) {
      text = absl::StrReplaceAll(text, {{" dog ", " tea "}, {" tea ", " dog "}});
    }
    WriteBytes(folder_ + "/text.txt", text);
    Succeed({"train", folder_ + "/text.txt", "--preset=vectors", "--dim=30", "--epochs=5",
             "--output=" + (swapped ? new_ : old_)});
  }
  const std::string moved = Succeed({"align", old_, new_, "--top=2", "--format=tsv"}).output;
  EXPECT_THAT(moved, HasSubstr("\ttea\t"));
  EXPECT_THAT(moved, HasSubstr("\tdog\t"));
}

TEST_F(Align, SaysWhatDoesNotGoTogether) {
  const std::string other = folder_ + "/other.wlm";
  ImportVectors("w1 1 2\nw2 3 4\nw3 2 2\n", other);
  EXPECT_THAT(ErrorOf(1, {"align", old_, other}),
              HasSubstr("have 4 numbers and those of " + other + " have 2"));
  ImportVectors("w1 1 2 3 4\nw2 3 4 5 5\nx3 2 2 1 1\n", other);
  EXPECT_THAT(ErrorOf(1, {"align", old_, other}),
              HasSubstr("the two models share 2 words, and vectors of 4 numbers need at least 4"));
  EXPECT_THAT(ErrorOf(1, {"align", old_, new_, "--min-count=3"}), HasSubstr("--min-count"));
  EXPECT_THAT(ErrorOf(2, {"align", old_, new_, "--output=" + old_}), HasSubstr(old_));
  EXPECT_THAT(ErrorOf(1, {"align", old_, folder_ + "/none.wlm"}), HasSubstr("none.wlm"));
}

}  // namespace
}  // namespace windowlm
