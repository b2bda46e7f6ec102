#include "src/corpus/phrase_scores.h"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/corpus/phrase_pair.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

PhraseOptions OptionsOf(PhraseScoring scoring, int64_t min_count) {
  PhraseOptions options;
  options.set_scoring(scoring);
  options.set_min_count(min_count);
  return options;
}

PairCounts Counts(uint64_t first, uint64_t second, uint64_t pair) {
  return {"a", "", "b", first, second, pair};
}

TEST(PhraseScores, OfDefaultAreHowManyTimesAsOftenAsByChance) {
  const PhraseOptions options = OptionsOf(PHRASE_SCORING_DEFAULT, 5);
  // (8 - 5) / (10 * 12) * 1000.
  EXPECT_DOUBLE_EQ(PhraseScore(Counts(10, 12, 8), 1000, 77, options), 25);
  EXPECT_DOUBLE_EQ(PhraseScore(Counts(10, 12, 8), 2000, 77, options), 50);
  EXPECT_EQ(PhraseScore(Counts(10, 12, 5), 1000, 77, options), 0);
  EXPECT_LT(PhraseScore(Counts(10, 12, 4), 1000, 77, options), 0);
}

TEST(PhraseScores, OfNpmiAreNormalised) {
  const PhraseOptions options = OptionsOf(PHRASE_SCORING_NPMI, 2);
  // p(pair) = 1/8, p(first) = p(second) = 1/4: ln(2) / ln(8).
  EXPECT_DOUBLE_EQ(PhraseScore(Counts(4, 4, 2), 1000, 16, options), 1.0 / 3);
  // Words that are never apart, and words that meet as by chance.
  EXPECT_DOUBLE_EQ(PhraseScore(Counts(4, 4, 4), 1000, 64, options), 1);
  EXPECT_DOUBLE_EQ(PhraseScore(Counts(8, 8, 4), 1000, 16, options), 0);
  // ln(1/4) / ln(8).
  EXPECT_DOUBLE_EQ(PhraseScore(Counts(8, 16, 2), 1000, 16, options), -2.0 / 3);
  EXPECT_EQ(PhraseScore(Counts(4, 4, 1), 1000, 16, options),
            -std::numeric_limits<double>::infinity());
}

TEST(PhraseScores, HaveAThresholdOfTheirOwn) {
  EXPECT_EQ(PhraseThreshold(OptionsOf(PHRASE_SCORING_DEFAULT, 5)), 10);
  PhraseOptions npmi = OptionsOf(PHRASE_SCORING_NPMI, 5);
  EXPECT_EQ(PhraseThreshold(npmi), 0.5);
  npmi.set_threshold(-0.25);
  EXPECT_EQ(PhraseThreshold(npmi), -0.25);
  EXPECT_TRUE(CheckPhraseThreshold(npmi).ok());
  npmi.set_threshold(1.5);
  EXPECT_THAT(std::string(CheckPhraseThreshold(npmi).message()),
              HasSubstr("--threshold must be from -1 to 1 with --scoring=npmi, and is 1.5"));
  PhraseOptions other = OptionsOf(PHRASE_SCORING_DEFAULT, 5);
  other.set_threshold(1.5);
  EXPECT_TRUE(CheckPhraseThreshold(other).ok());
  other.set_threshold(0);
  EXPECT_THAT(std::string(CheckPhraseThreshold(other).message()),
              HasSubstr("--threshold must be above 0 with --scoring=default, and is 0"));
}

// A text of four pairs that are seen alike, and one that is seen more.
class ChosenPhrases : public testing::Test {
 protected:
  ChosenPhrases() : counts_(words_, 1000) {
    for (const absl::string_view line :
         {"d e", "a c", "a c", "d e", "a b", "a b", "f g", "f g", "f g", "h i", "h i", "lone"}) {
      for (const absl::string_view word : absl::StrSplit(line, ' ')) counts_.AddWord(word);
      counts_.EndLine();
    }
  }

  std::vector<std::string> Choose(double threshold, int64_t min_count) const {
    PhraseOptions options = OptionsOf(PHRASE_SCORING_DEFAULT, min_count);
    options.set_threshold(threshold);
    std::vector<std::string> chosen;
    for (const Phrase& phrase : ChoosePhrases(counts_, options)) {
      chosen.push_back(absl::StrCat(PhraseText(phrase.first, phrase.between, phrase.second), " ",
                                    phrase.score, " ", phrase.count));
    }
    return chosen;
  }

  const PhraseWords words_;
  PhraseCounts counts_;
};

// 10 words and 5 pairs are in the table: d_e has (2 - 1) / (2 * 2) * 15.
TEST_F(ChosenPhrases, ComeByScoreThenCountThenSpelling) {
  EXPECT_THAT(Choose(0.5, 1), ElementsAre("d_e 3.75 2", "h_i 3.75 2", "f_g 3.33333 3",
                                          "a_b 1.875 2", "a_c 1.875 2"));
}

TEST_F(ChosenPhrases, ScoreMoreThanTheThreshold) {
  EXPECT_THAT(Choose(3.75, 1), IsEmpty());
  EXPECT_THAT(Choose(3.74, 1), ElementsAre("d_e 3.75 2", "h_i 3.75 2"));
  EXPECT_THAT(Choose(0.001, 2), ElementsAre("f_g 1.66667 3"));
}

TEST_F(ChosenPhrases, OfEqualScoresComeByCount) {
  EXPECT_TRUE(MoreLikelyPhrase({"z", "", "z", 1, 9}, {"a", "", "a", 1, 8}));
  EXPECT_TRUE(MoreLikelyPhrase({"a", "", "z", 1, 9}, {"a", "of", "a", 1, 9}));
  EXPECT_FALSE(MoreLikelyPhrase({"a", "", "z", 1, 9}, {"a", "", "z", 1, 9}));
}

}  // namespace
}  // namespace windowlm
