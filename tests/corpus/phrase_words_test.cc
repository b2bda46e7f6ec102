#include "src/corpus/phrase_words.h"

#include <utility>

#include "gtest/gtest.h"

namespace windowlm {
namespace {

TEST(PhraseWords, WithALetterOrADigitAreEndsOfPhrases) {
  for (const char* word : {"new", "York", "7", "'n", "é", "東京", "-1", "a_b"}) {
    EXPECT_EQ(PhraseWords().RoleOf(word), PhraseRole::kEnd) << word;
  }
}

TEST(PhraseWords, WithoutOneAndSpecialOnesAreNoPartOfPhrases) {
  for (const char* word : {",", "--", "。", "«", "$", "_", "<unk>"}) {
    EXPECT_EQ(PhraseWords().RoleOf(word), PhraseRole::kNone) << word;
  }
}

TEST(PhraseWords, ThatAreCommonStandInside) {
  WordIndex common;
  common.Add("of");
  common.Add("-");
  const PhraseWords words(std::move(common));
  EXPECT_EQ(words.RoleOf("of"), PhraseRole::kInside);
  EXPECT_EQ(words.RoleOf("off"), PhraseRole::kEnd);
  EXPECT_EQ(words.RoleOf("-"), PhraseRole::kNone);
}

}  // namespace
}  // namespace windowlm
