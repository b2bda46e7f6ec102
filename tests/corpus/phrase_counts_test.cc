#include "src/corpus/phrase_counts.h"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr size_t kNoBound = std::numeric_limits<size_t>::max();

PhraseWords WithCommon(const std::vector<std::string>& common) {
  WordIndex words;
  for (const std::string& word : common) words.Add(word);
  return PhraseWords(std::move(words));
}

void AddLine(absl::string_view line, PhraseCounts& counts) {
  for (const absl::string_view word : absl::StrSplit(line, ' ', absl::SkipEmpty())) {
    counts.AddWord(word);
  }
  counts.EndLine();
}

// Each pair as "FIRST+BETWEEN+SECOND FIRST_COUNT SECOND_COUNT PAIR_COUNT", in alphabetical order.
std::vector<std::string> PairsOf(const PhraseCounts& counts) {
  std::vector<std::string> pairs;
  counts.ForEachPair([&](const PairCounts& pair) {
    pairs.push_back(absl::StrCat(pair.first, "+", pair.between, "+", pair.second, " ",
                                 pair.first_count, " ", pair.second_count, " ", pair.pair_count));
  });
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

TEST(PhraseCounts, AreOfNeighboursInALine) {
  const PhraseWords words;
  PhraseCounts counts(words, kNoBound);
  AddLine("new york new york", counts);
  AddLine("york", counts);
  AddLine("new", counts);
  EXPECT_THAT(PairsOf(counts), ElementsAre("new++york 3 3 2", "york++new 3 3 1"));
  EXPECT_EQ(counts.total_words(), 6u);
  EXPECT_EQ(counts.distinct_words(), 2u);
  EXPECT_EQ(counts.distinct_pairs(), 2u);
  EXPECT_EQ(counts.forgotten(), 0u);
}

TEST(PhraseCounts, CountAWordAfterItself) {
  const PhraseWords words;
  PhraseCounts counts(words, kNoBound);
  AddLine("bora bora bora", counts);
  EXPECT_THAT(PairsOf(counts), ElementsAre("bora++bora 3 3 2"));
}

TEST(PhraseCounts, DoNotReachOverPunctuationAndUnknownWords) {
  const PhraseWords words;
  PhraseCounts counts(words, kNoBound);
  AddLine("new , york", counts);
  counts.AddWord("new");
  counts.AddUnknown(UnknownReason::kOverlong);
  AddLine("york", counts);
  EXPECT_THAT(PairsOf(counts), IsEmpty());
  EXPECT_EQ(counts.total_words(), 6u);
  EXPECT_EQ(counts.distinct_words(), 2u);
}

TEST(PhraseCounts, HaveCommonWordsInsideOnly) {
  const PhraseWords words = WithCommon({"of", "the"});
  PhraseCounts counts(words, kNoBound);
  AddLine("the bank of america", counts);
  AddLine("bank of the west of", counts);
  AddLine("bank america", counts);
  EXPECT_THAT(PairsOf(counts), ElementsAre("bank++america 3 2 1", "bank+of+america 3 2 1",
                                           "bank+of_the+west 3 1 1"));
  EXPECT_EQ(counts.total_words(), 11u);
  EXPECT_EQ(counts.distinct_words(), 3u);
}

TEST(PhraseCounts, LeavePhrasesOutThatWouldBeOverlongWords) {
  const PhraseWords words = WithCommon({"of"});
  PhraseCounts counts(words, kNoBound);
  const std::string half(kMaxWordBytes / 2 - 1, 'a');
  AddLine(absl::StrCat(half, " ", half, "b"), counts);
  EXPECT_THAT(PairsOf(counts), ElementsAre(absl::StrCat(half, "++", half, "b 1 1 1")));
  AddLine(absl::StrCat(half, " ", half, "bc"), counts);
  std::string of;
  for (size_t i = 0; i < kMaxWordBytes; ++i) of += " of";
  AddLine(absl::StrCat("a", of, " b"), counts);
  EXPECT_EQ(counts.distinct_pairs(), 1u);
}

TEST(PhraseCounts, ForgetWhatWasSeenOnceBeyondTheBound) {
  const PhraseWords words;
  PhraseCounts counts(words, 4);
  AddLine("new york", counts);
  AddLine("new york", counts);
  EXPECT_EQ(counts.forgotten(), 0u);
  AddLine("big", counts);
  EXPECT_EQ(counts.forgotten(), 0u);
  // The pair is the fifth entry, and the only one that was seen once.
  AddLine("york big", counts);
  EXPECT_EQ(counts.forgotten(), 1u);
  EXPECT_THAT(PairsOf(counts), ElementsAre("new++york 2 3 2"));
  EXPECT_EQ(counts.distinct_words(), 3u);
  // It is counted from 0 on; but the next time, all that was seen up to twice goes.
  AddLine("york big", counts);
  EXPECT_EQ(counts.forgotten(), 2u);
  EXPECT_THAT(PairsOf(counts), IsEmpty());
  EXPECT_EQ(counts.distinct_words(), 2u);
}

TEST(PhraseCounts, NeverExceedTheBoundOrTheCountsOfTheirWords) {
  const PhraseWords words = WithCommon({"w0"});
  for (const size_t bound : {1, 2, 7, 40}) {
    PhraseCounts counts(words, bound);
    for (uint32_t i = 0; i < 4000; ++i) {
      counts.AddWord(absl::StrCat("w", i * i * 7 % (3 + i % 23)));
      ASSERT_LE(counts.distinct_words() + counts.distinct_pairs(), bound);
      counts.ForEachPair([](const PairCounts& pair) {
        ASSERT_LE(pair.pair_count, pair.first_count);
        ASSERT_LE(pair.pair_count, pair.second_count);
      });
    }
    EXPECT_GT(counts.forgotten(), 0u);
  }
}

}  // namespace
}  // namespace windowlm
