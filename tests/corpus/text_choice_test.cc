#include "src/corpus/text_choice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace windowlm {
namespace {

using ::testing::HasSubstr;

std::string Often(const std::string& line) {
  std::string text;
  for (int i = 0; i < 50; ++i) text += line + "\n";
  return text;
}

TokenizerKind TokenizerOf(const std::string& line) {
  return ChooseTextRules(Often(line)).tokenizer;
}

TEST(ChooseTextRules, TakesWordsWherePunctuationIsOnWords) {
  EXPECT_EQ(TokenizerOf("The dog barks, and the cat sleeps."), TOKENIZER_WORDS);
  EXPECT_EQ(TokenizerOf("Собака лает, кошка спит."), TOKENIZER_WORDS);
  EXPECT_THAT(ChooseTextRules(Often("The dog barks.")).tokenizer_reason,
              HasSubstr("33% of the words have punctuation on them"));
}

TEST(ChooseTextRules, TakesWhiteSpaceWhereATokenizerWasBefore) {
  EXPECT_EQ(TokenizerOf("the dog barks , and the cat sleeps ."), TOKENIZER_WHITESPACE);
  EXPECT_EQ(TokenizerOf("the dog barks and the cat sleeps"), TOKENIZER_WHITESPACE);
  EXPECT_EQ(TokenizerOf("a 12 @-@ year @-@ old <unk> ( born 1990 ) , said"), TOKENIZER_WHITESPACE);
  EXPECT_EQ(TokenizerOf("我 喜欢 吃 苹果 。"), TOKENIZER_WHITESPACE);
  EXPECT_EQ(ChooseTextRules("").tokenizer, TOKENIZER_WHITESPACE);
}

TEST(ChooseTextRules, TakesWordsWhereWhiteSpaceSeparatesClauses) {
  EXPECT_EQ(TokenizerOf("我喜欢吃苹果。他喜欢吃香蕉。"), TOKENIZER_WORDS);
  EXPECT_EQ(TokenizerOf("東京に行きますか"), TOKENIZER_WORDS);
  EXPECT_EQ(TokenizerOf("สวัสดีชาวโลก สวัสดีชาวโลก"), TOKENIZER_WORDS);
}

TEST(ChooseTextRules, LowersCapitalsOfSentenceStartsAndNames) {
  EXPECT_TRUE(ChooseTextRules(Often("The dog of Anna and I bark at the large cat . It sleeps ."))
                  .lowercase);
  const TextChoice german = ChooseTextRules(Often("Der Hund bellt im Garten hinter dem Haus ."));
  EXPECT_FALSE(german.lowercase);
  EXPECT_THAT(german.lowercase_reason, HasSubstr("43% of the words within sentences"));
  const TextChoice turkish =
      ChooseTextRules(Often("Kapının yanındaki yaşlı kadın dün sabah Isparta'ya gitti ."));
  EXPECT_TRUE(turkish.lowercase);
  EXPECT_EQ(turkish.locale, "tr");
  // There is nothing to say about a text without capitals.
  EXPECT_EQ(ChooseTextRules(Often("the dog barks")).lowercase_reason, "");
}

}  // namespace
}  // namespace windowlm
