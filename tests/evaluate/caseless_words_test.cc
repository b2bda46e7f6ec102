#include "src/evaluate/caseless_words.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/query/tiny_model.h"

namespace windowlm {
namespace {

TEST(CaselessWords, FindTheMostFrequentOfThoseThatDifferInCaseAlone) {
  const Vocabulary vocabulary = VocabularyOf({"the", "Straße", "US", "us", "strasse", "STRASSE"});
  const CaselessWords words(vocabulary, 100);
  EXPECT_EQ(words.size(), 9);
  EXPECT_EQ(words.Find("The"), 0);
  for (const char* street : {"straße", "Strasse", "STRASSE"}) EXPECT_EQ(words.Find(street), 1);
  EXPECT_EQ(words.Find("us"), 2);
  const CaselessWords composed(VocabularyOf({"caf\u00e9"}), 100);
  EXPECT_EQ(composed.Find("Cafe\u0301"), 0);
  EXPECT_EQ(words.FirstEqual(0), 0);
  EXPECT_EQ(words.FirstEqual(3), 2);
  EXPECT_EQ(words.FirstEqual(5), 1);
  EXPECT_EQ(words.Find("them"), absl::nullopt);
  EXPECT_EQ(words.Find(""), absl::nullopt);
}

TEST(CaselessWords, KnowNoneBeyondTheMostFrequent) {
  const Vocabulary vocabulary = VocabularyOf({"one", "two", "ONE", "three"});
  const CaselessWords words(vocabulary, 2);
  EXPECT_EQ(words.size(), 2);
  EXPECT_EQ(words.Find("two"), 1);
  EXPECT_EQ(words.Find("three"), absl::nullopt);
  EXPECT_EQ(CaselessWords(vocabulary, 0).Find("one"), absl::nullopt);
}

TEST(CaselessWords, AreNotTheSpecialWords) {
  const Vocabulary vocabulary = VocabularyOf({"a"});
  const CaselessWords words(vocabulary, 100);
  for (const char* special : {"<unk>", "<UNK>", "<s>", "</s>", "</S>"}) {
    EXPECT_EQ(words.Find(special), absl::nullopt) << special;
  }
  for (uint32_t id = 1; id < 4; ++id) EXPECT_EQ(words.FirstEqual(id), CaselessWords::kNoWord);
}

}  // namespace
}  // namespace windowlm
