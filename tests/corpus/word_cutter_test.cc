#include "src/corpus/word_cutter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Cut(const std::string& chunk, TokenizerKind kind = TOKENIZER_WORDS,
                             bool lowercase = false, const std::string& language = "") {
  WordCutter cutter(kind, lowercase, language);
  std::vector<std::string> words;
  for (const absl::string_view word : cutter.Cut(chunk)) words.emplace_back(word);
  // What was cut once is cut in the same way again.
  std::vector<std::string> again;
  for (const absl::string_view word : cutter.Cut(chunk)) again.emplace_back(word);
  EXPECT_EQ(again, words);
  return words;
}

void AppendUtf8(uint32_t code, std::string* text) {
  if (code < 0x80) {
    text->push_back(static_cast<char>(code));
  } else if (code < 0x800) {
    text->push_back(static_cast<char>(0xC0 | (code >> 6)));
    text->push_back(static_cast<char>(0x80 | (code & 0x3F)));
  } else if (code < 0x10000) {
    text->push_back(static_cast<char>(0xE0 | (code >> 12)));
    text->push_back(static_cast<char>(0x80 | ((code >> 6) & 0x3F)));
    text->push_back(static_cast<char>(0x80 | (code & 0x3F)));
  } else {
    text->push_back(static_cast<char>(0xF0 | (code >> 18)));
    text->push_back(static_cast<char>(0x80 | ((code >> 12) & 0x3F)));
    text->push_back(static_cast<char>(0x80 | ((code >> 6) & 0x3F)));
    text->push_back(static_cast<char>(0x80 | (code & 0x3F)));
  }
}

// Unicode's own tests, a line each: code points in hexadecimal digits, with ÷ where a word ends and
// × where none does. ICU of Debian 12 takes a colon between letters for a boundary, which UAX #29
// gives as a choice: those lines, and no others, come out otherwise.
TEST(UnicodeWordEnds, AreThoseOfUnicodesTests) {
  std::ifstream file("/usr/share/unicode/auxiliary/WordBreakTest.txt");
  ASSERT_TRUE(file.is_open()) << "Debian's unicode-data has the file";
  std::string line;
  int lines = 0;
  int with_colons = 0;
  while (std::getline(file, line)) {
    line = line.substr(0, line.find('#'));
    std::istringstream fields(line);
    std::string field;
    std::string text;
    std::vector<size_t> expected;
    bool has_colon = false;
    bool is_first = true;
    while (fields >> field) {
      if (field == "÷") {
        if (!is_first) expected.push_back(text.size());
      } else if (field != "×") {
        const auto code = static_cast<uint32_t>(std::stoul(field, nullptr, 16));
        has_colon |= code == ':';
        AppendUtf8(code, &text);
      }
      is_first = false;
    }
    if (text.empty()) continue;
    ++lines;
    if (UnicodeWordEnds(text) == expected) continue;
    EXPECT_TRUE(has_colon) << line;
    ++with_colons;
  }
  EXPECT_EQ(lines, 1823);
  EXPECT_EQ(with_colons, 15);
}

TEST(WordCutter, CutsPunctuationFromWords) {
  EXPECT_THAT(Cut("\"Hello,\""), ElementsAre("\"", "Hello", ",", "\""));
  EXPECT_THAT(Cut("(dog)..."), ElementsAre("(", "dog", ")", ".", ".", "."));
  EXPECT_THAT(Cut("«Привет»,"), ElementsAre("«", "Привет", "»", ","));
  EXPECT_THAT(Cut("¿Qué?"), ElementsAre("¿", "Qué", "?"));
  EXPECT_THAT(Cut("5€"), ElementsAre("5", "€"));
}

TEST(WordCutter, KeepsApostrophesAndNumbersWhole) {
  EXPECT_THAT(Cut("don't"), ElementsAre("don't"));
  EXPECT_THAT(Cut("l\u2019ami"), ElementsAre("l\u2019ami"));
  EXPECT_THAT(Cut("dogs'"), ElementsAre("dogs", "'"));
  EXPECT_THAT(Cut("1,234.5"), ElementsAre("1,234.5"));
  EXPECT_THAT(Cut("U.S.A."), ElementsAre("U.S.A", "."));
  EXPECT_THAT(Cut("snake_case"), ElementsAre("snake_case"));
}

TEST(WordCutter, JoinsHyphensUnlessTheyStandBetweenDigits) {
  EXPECT_THAT(Cut("well-known"), ElementsAre("well-known"));
  EXPECT_THAT(Cut("mother\u2010in\u2011law"), ElementsAre("mother\u2010in\u2011law"));
  EXPECT_THAT(Cut("covid-19"), ElementsAre("covid-19"));
  EXPECT_THAT(Cut("1914-1918"), ElementsAre("1914", "-", "1918"));
  EXPECT_THAT(Cut("a--b"), ElementsAre("a", "-", "-", "b"));
  EXPECT_THAT(Cut("-x-"), ElementsAre("-", "x", "-"));
}

TEST(WordCutter, JoinsColonsBetweenLetters) {
  EXPECT_THAT(Cut("YK:n,"), ElementsAre("YK:n", ","));
  EXPECT_THAT(Cut("10:30"), ElementsAre("10", ":", "30"));
  EXPECT_THAT(Cut("englanniksi:"), ElementsAre("englanniksi", ":"));
}

TEST(WordCutter, KeepsTagsWhole) {
  EXPECT_THAT(Cut("#blessed"), ElementsAre("#blessed"));
  EXPECT_THAT(Cut("(@anna_b)"), ElementsAre("(", "@anna_b", ")"));
  EXPECT_THAT(Cut("C#"), ElementsAre("C", "#"));
  EXPECT_THAT(Cut("C#D"), ElementsAre("C", "#", "D"));
}

TEST(WordCutter, KeepsAddressesWhole) {
  EXPECT_THAT(Cut("(https://example.org/a_(b)?c=1),"),
              ElementsAre("(", "https://example.org/a_(b)?c=1", ")", ","));
  EXPECT_THAT(Cut("www.example.org."), ElementsAre("www.example.org", "."));
  EXPECT_THAT(Cut("<anna.b@example.org>"), ElementsAre("<", "anna.b@example.org", ">"));
  EXPECT_THAT(Cut("见https://example.org/a。"), ElementsAre("见", "https://example.org/a", "。"));
}

TEST(WordCutter, KeepsEmojiWhole) {
  // A family, a flag, a thumb with a skin tone, a heart with a variation selector.
  EXPECT_THAT(Cut("ok\U0001F468\u200D\U0001F469\u200D\U0001F467!"),
              ElementsAre("ok", "\U0001F468\u200D\U0001F469\u200D\U0001F467", "!"));
  EXPECT_THAT(Cut("\U0001F1E9\U0001F1EA\U0001F44D\U0001F3FD\u2764\uFE0F"),
              ElementsAre("\U0001F1E9\U0001F1EA", "\U0001F44D\U0001F3FD", "\u2764\uFE0F"));
}

TEST(WordCutter, CutsClausesByDictionaries) {
  EXPECT_THAT(Cut("我喜欢吃苹果。"), ElementsAre("我", "喜欢", "吃", "苹果", "。"));
  EXPECT_THAT(Cut("東京に行きます。"), ElementsAre("東京", "に", "行き", "ます", "。"));
  EXPECT_THAT(Cut("สวัสดีชาวโลก"), ElementsAre("สวัสดี", "ชาว", "โลก"));
}

TEST(WordCutter, FollowsTheLanguageInLowerCase) {
  EXPECT_THAT(Cut("ISPARTA'da", TOKENIZER_WORDS, true, "tr"), ElementsAre("ısparta'da"));
  EXPECT_THAT(Cut("ISPARTA", TOKENIZER_WORDS, true), ElementsAre("isparta"));
  EXPECT_THAT(Cut("STRASSE,Größe", TOKENIZER_WORDS, true), ElementsAre("strasse", ",", "größe"));
}

TEST(WordCutter, DropsWhatNobodySees) {
  // A soft hyphen, signs of direction, a word joiner, a bell.
  EXPECT_THAT(Cut("Donau\u00ADdampf\u200E\u202E\u2060schiff"), ElementsAre("Donaudampfschiff"));
  EXPECT_THAT(Cut("a\x07"), ElementsAre("a"));
  EXPECT_THAT(Cut("\u200E"), IsEmpty());
  EXPECT_THAT(Cut("one\u200Btwo"), ElementsAre("one", "two"));
  // Joiners change how letters look.
  EXPECT_THAT(Cut("می\u200Cخواهم"), ElementsAre("می\u200Cخواهم"));
}

TEST(WordCutter, GivesNormalFormC) {
  EXPECT_THAT(Cut("cafe\u0301"), ElementsAre("caf\u00e9"));
  EXPECT_THAT(Cut("\u1100\u1161"), ElementsAre("\uac00"));
}

TEST(WordCutter, KeepsSpecialWordsWhole) {
  EXPECT_THAT(Cut("b<unk>c,<s></s>"), ElementsAre("b", "<unk>", "c", ",", "<s>", "</s>"));
  EXPECT_THAT(Cut("<<unk>>"), ElementsAre("<", "<unk>", ">"));
}

TEST(WordCutter, MakesAWordOfEachCharacterIfAskedTo) {
  EXPECT_THAT(Cut("नमस्ते!", TOKENIZER_CHARACTERS), ElementsAre("न", "म", "स्ते", "!"));
  EXPECT_THAT(Cut("cafe\u0301", TOKENIZER_CHARACTERS), ElementsAre("c", "a", "f", "\u00e9"));
  EXPECT_THAT(Cut("我们", TOKENIZER_CHARACTERS), ElementsAre("我", "们"));
}

TEST(WordCutter, KnowsWhichStartOfALongChunkIsCertain) {
  WordCutter cutter(TOKENIZER_WORDS, false, "");
  std::string clause;
  while (clause.size() < 3000) clause += "我喜欢吃苹果";
  const size_t end = cutter.CertainEnd(clause);
  EXPECT_GT(end, 0u);
  EXPECT_LE(end + 1000, clause.size());
  EXPECT_EQ(cutter.CertainEnd(std::string(3000, 'x')), 3000u);
}

}  // namespace
}  // namespace windowlm
