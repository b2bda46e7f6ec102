#include "src/corpus/vocabulary.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::string> WordsOf(const Vocabulary& vocabulary) {
  std::vector<std::string> words;
  for (uint32_t id = 0; id < vocabulary.size(); ++id) words.emplace_back(vocabulary.word(id));
  return words;
}

std::vector<uint64_t> CountsOf(const Vocabulary& vocabulary) {
  std::vector<uint64_t> counts;
  for (uint32_t id = 0; id < vocabulary.size(); ++id) counts.push_back(vocabulary.count(id));
  return counts;
}

std::string ErrorOf(const absl::StatusOr<Vocabulary>& vocabulary) {
  return std::string(vocabulary.status().message());
}

const std::vector<WordCount> kCounts = {{"b", 2},   {"</s>", 4}, {"a", 2},
                                        {"the", 9}, {"rare", 1}, {"B", 2}};

TEST(Vocabulary, OrdersByCountThenByBytesWithTheLineStartLast) {
  const auto vocabulary = Vocabulary::FromCounts(kCounts, 1, 0);
  ASSERT_TRUE(vocabulary.ok()) << vocabulary.status();
  EXPECT_THAT(WordsOf(*vocabulary),
              ElementsAre("the", "</s>", "B", "a", "b", "rare", "<unk>", "<s>"));
  EXPECT_THAT(CountsOf(*vocabulary), ElementsAre(9, 4, 2, 2, 2, 1, 0, 0));
  EXPECT_EQ(vocabulary->line_end_id(), 1u);
  EXPECT_EQ(vocabulary->unknown_id(), 6u);
  EXPECT_EQ(vocabulary->line_start_id(), 7u);
  EXPECT_EQ(vocabulary->predictable_size(), 7u);
}

TEST(Vocabulary, FindsItsWordsAndNoOthers) {
  const auto vocabulary = Vocabulary::FromCounts(kCounts, 2, 0);
  ASSERT_TRUE(vocabulary.ok()) << vocabulary.status();
  for (uint32_t id = 0; id < vocabulary->size(); ++id) {
    EXPECT_EQ(vocabulary->Find(vocabulary->word(id)), id);
    EXPECT_EQ(vocabulary->IdOrUnknown(vocabulary->word(id)), id);
  }
  EXPECT_FALSE(vocabulary->Find("rare").has_value());
  EXPECT_FALSE(vocabulary->Find("").has_value());
  EXPECT_EQ(vocabulary->IdOrUnknown("rare"), vocabulary->unknown_id());
}

TEST(Vocabulary, GivesTheCountsOfRareWordsToTheUnknownWord) {
  std::vector<WordCount> counts = kCounts;
  counts.push_back({"<unk>", 5});
  const auto vocabulary = Vocabulary::FromCounts(counts, 3, 0);
  ASSERT_TRUE(vocabulary.ok()) << vocabulary.status();
  EXPECT_THAT(WordsOf(*vocabulary), ElementsAre("<unk>", "the", "</s>", "<s>"));
  EXPECT_THAT(CountsOf(*vocabulary), ElementsAre(12, 9, 4, 0));
}

TEST(Vocabulary, KeepsTheSpecialWordsHoweverRare) {
  const auto vocabulary = Vocabulary::FromCounts({{"a", 100}, {"</s>", 1}, {"<unk>", 1}}, 50, 0);
  ASSERT_TRUE(vocabulary.ok()) << vocabulary.status();
  EXPECT_THAT(WordsOf(*vocabulary), ElementsAre("a", "</s>", "<unk>", "<s>"));
}

TEST(Vocabulary, CutsTiesAtItsLimitByTheOrder) {
  const auto vocabulary = Vocabulary::FromCounts(kCounts, 1, 5);
  ASSERT_TRUE(vocabulary.ok()) << vocabulary.status();
  EXPECT_THAT(WordsOf(*vocabulary), ElementsAre("the", "<unk>", "</s>", "B", "<s>"));
  EXPECT_THAT(CountsOf(*vocabulary), ElementsAre(9, 5, 4, 2, 0));
}

WordIndex IndexOf(const std::vector<std::string>& words) {
  WordIndex index;
  for (const std::string& word : words) index.Add(word);
  return index;
}

TEST(Vocabulary, KeepsWordsHoweverRare) {
  const auto vocabulary = Vocabulary::FromCounts(kCounts, 3, 0, IndexOf({"rare", "absent", "b"}));
  ASSERT_TRUE(vocabulary.ok()) << vocabulary.status();
  EXPECT_THAT(WordsOf(*vocabulary), ElementsAre("the", "</s>", "<unk>", "b", "rare", "<s>"));
  EXPECT_THAT(CountsOf(*vocabulary), ElementsAre(9, 4, 4, 2, 1, 0));
}

TEST(Vocabulary, KeepsWordsBeforeMoreFrequentOnesAtItsLimit) {
  const auto vocabulary = Vocabulary::FromCounts(kCounts, 1, 6, IndexOf({"rare", "b"}));
  ASSERT_TRUE(vocabulary.ok()) << vocabulary.status();
  EXPECT_THAT(WordsOf(*vocabulary), ElementsAre("the", "</s>", "<unk>", "b", "rare", "<s>"));
  EXPECT_THAT(CountsOf(*vocabulary), ElementsAre(9, 4, 4, 2, 1, 0));
}

TEST(Vocabulary, RefusesALimitBelowTheWordsToKeep) {
  const WordIndex kept = IndexOf({"rare", "b", "absent"});
  EXPECT_TRUE(Vocabulary::FromCounts(kCounts, 1, 5, kept).ok());
  EXPECT_EQ(
      ErrorOf(Vocabulary::FromCounts(kCounts, 1, 4, kept)),
      "--vocab-size is 4; at least 5 was expected, for the text has 2 words to keep (labels, and "
      "those of --keep-words), and three are <unk>, <s> and </s>");
}

TEST(Vocabulary, IsWholeUnderALimitThatItDoesNotReach) {
  EXPECT_EQ(Vocabulary::FromCounts(kCounts, 1, 8)->size(), 8u);
  EXPECT_EQ(Vocabulary::FromCounts(kCounts, 1, 100)->size(), 8u);
}

TEST(Vocabulary, RefusesALimitThatLeavesOnlyTheSpecialWords) {
  for (const int64_t size : {-1, 1, 2, 3}) {
    EXPECT_THAT(ErrorOf(Vocabulary::FromCounts(kCounts, 1, size)), HasSubstr("--vocab-size"));
  }
  EXPECT_TRUE(Vocabulary::FromCounts(kCounts, 1, 4).ok());
}

TEST(Vocabulary, RefusesToHoldNoWordOfTheText) {
  EXPECT_THAT(ErrorOf(Vocabulary::FromCounts(kCounts, 10, 0)), HasSubstr("--min-count is 10"));
  EXPECT_THAT(ErrorOf(Vocabulary::FromCounts({{"</s>", 9}}, 1, 0)), HasSubstr("no word"));
}

TEST(Vocabulary, ComesBackFromItsWordsAndCounts) {
  const auto vocabulary = Vocabulary::FromCounts(kCounts, 1, 0);
  const auto again = Vocabulary::FromWords(WordsOf(*vocabulary), CountsOf(*vocabulary));
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(WordsOf(*again), WordsOf(*vocabulary));
  EXPECT_EQ(CountsOf(*again), CountsOf(*vocabulary));
  EXPECT_EQ(again->unknown_id(), vocabulary->unknown_id());
  EXPECT_EQ(again->line_end_id(), vocabulary->line_end_id());
}

TEST(Vocabulary, RefusesWordsThatNoVocabularyHasInThatOrder) {
  const auto error = [](std::vector<std::string> words, std::vector<uint64_t> counts) {
    return ErrorOf(Vocabulary::FromWords(words, counts));
  };
  EXPECT_EQ(error({"a", "</s>", "<unk>", "<s>"}, {3, 2, 1, 0}), "");
  EXPECT_THAT(error({}, {}), HasSubstr("last word is not <s>"));
  EXPECT_THAT(error({"a", "</s>", "<unk>"}, {3, 2, 1}), HasSubstr("last word is not <s>"));
  EXPECT_THAT(error({"</s>", "<unk>", "<s>"}, {3, 2, 1}), HasSubstr("last word is not <s>"));
  EXPECT_THAT(error({"a", "</s>", "<s>"}, {3, 2, 0}), HasSubstr("no word <unk>"));
  EXPECT_THAT(error({"a", "<unk>", "<s>"}, {3, 2, 0}), HasSubstr("no word </s>"));
  EXPECT_THAT(error({"a", "</s>", "a", "<unk>", "<s>"}, {3, 2, 1, 0, 0}),
              HasSubstr("word 2 appears a second time: \"a\""));
  EXPECT_THAT(error({"a", "", "</s>", "<unk>", "<s>"}, {3, 2, 1, 0, 0}),
              HasSubstr("word 1 is empty"));
  EXPECT_THAT(error({"a", "</s>", "<unk>", "<s>"}, {3, 4, 1, 0}),
              HasSubstr("word 1 has count 4, above the 3"));
  EXPECT_THAT(error({"a", "</s>", "<unk>", "<s>"}, {3, 2, 0}), HasSubstr("4 words and 3 counts"));
}

TEST(Vocabulary, StaysWholeWhenItIsMoved) {
  auto vocabulary = Vocabulary::FromCounts(kCounts, 1, 0);
  const Vocabulary moved = *std::move(vocabulary);
  EXPECT_EQ(moved.word(0), "the");
  EXPECT_EQ(moved.Find("rare"), 5u);
}

}  // namespace
}  // namespace windowlm
