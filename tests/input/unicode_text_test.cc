#include "src/input/unicode_text.h"

#include <gtest/gtest.h>

#include <string>

namespace windowlm {
namespace {

TEST(UpperCase, OfAsciiChangesLettersAlone) {
  EXPECT_EQ(UpperCase("azAZ09-_{`"), "AZAZ09-_{`");
  EXPECT_EQ(UpperCase(""), "");
}

TEST(UpperCase, IsKnownForOtherScripts) {
  EXPECT_EQ(UpperCase("Ödland"), "ÖDLAND");
  EXPECT_EQ(UpperCase("éàç ÿ"), "ÉÀÇ Ÿ");
  EXPECT_EQ(UpperCase("сло́во"), "СЛО́ВО");
  EXPECT_EQ(UpperCase("λόγος"), "ΛΌΓΟΣ");
  EXPECT_EQ(UpperCase("ıi"), "II");
  EXPECT_EQ(UpperCase("日本"), "日本");
  EXPECT_EQ(UpperCase("\U00010428"), "\U00010400");
}

// Each as Python's str.upper gives it.
TEST(UpperCase, MayBeSeveralLettersForOne) {
  EXPECT_EQ(UpperCase("straße"), "STRASSE");
  EXPECT_EQ(UpperCase("ﬁn ﬃ"), "FIN FFI");
  EXPECT_EQ(UpperCase("ŉ"), "\u02bcN");
  EXPECT_EQ(UpperCase("ǰ"), "J\u030c");
  EXPECT_EQ(UpperCase("ΐ"), "\u0399\u0308\u0301");
  EXPECT_EQ(UpperCase("ᾳ ᾼ"), "ΑΙ ΑΙ");
  EXPECT_EQ(UpperCase("ᾀ"), "\u1f08\u0399");
}

TEST(UpperCase, OfACapitalIsItself) {
  EXPECT_EQ(UpperCase("ẞİ"), "ẞİ");
  EXPECT_EQ(UpperCase("\u212a"), "\u212a");
  EXPECT_EQ(UpperCase("Ǆǅǆ"), "ǄǄǄ");
}

TEST(LowerCase, FollowsUnicodeAndTheLanguage) {
  EXPECT_EQ(LowerCase("ÄÖÜ ÀÇ СЛОВО"), "äöü àç слово");
  // A sigma at a word's end is a final one.
  EXPECT_EQ(LowerCase("ΛΌΓΟΣ"), "λόγος");
  EXPECT_EQ(LowerCase("ISPARTA"), "isparta");
  EXPECT_EQ(LowerCase("ISPARTA", "tr"), "\u0131sparta");
  EXPECT_EQ(LowerCase("\u0130zmir", "tr"), "izmir");
}

TEST(Composed, JoinsLettersAndMarks) {
  EXPECT_EQ(Composed("e\u0301"), "\u00e9");
  // Hangul of three letters.
  EXPECT_EQ(Composed("\u1112\u1161\u11ab"), "\ud55c");
}

TEST(DisplayColumns, AreTwoForWideCharactersAndNoneForMarks) {
  EXPECT_EQ(DisplayColumns(U'a'), 1);
  EXPECT_EQ(DisplayColumns(U'\u65e5'), 2);
  EXPECT_EQ(DisplayColumns(U'\u0301'), 0);
}

TEST(IsWhiteSpace, IsUnicodesAndTheByteOrderMark) {
  for (const char32_t space : {U' ', U'\t', U'\u0085', U'\u00a0', U'\u3000', U'\ufeff'}) {
    EXPECT_TRUE(IsWhiteSpace(space));
  }
  for (const char32_t other : {U'a', U'\u200b', U'\u00ad'}) EXPECT_FALSE(IsWhiteSpace(other));
}

TEST(NextCodePoint, WalksAlongAText) {
  const std::string text = "a\u00e9\u65e5";
  size_t at = 0;
  EXPECT_EQ(NextCodePoint(text, &at), U'a');
  EXPECT_EQ(NextCodePoint(text, &at), U'\u00e9');
  EXPECT_EQ(NextCodePoint(text, &at), U'\u65e5');
  EXPECT_EQ(at, text.size());
}

TEST(IsLanguage, KnowsThoseOfIcu) {
  EXPECT_TRUE(IsLanguage("tr"));
  EXPECT_TRUE(IsLanguage("az-Latn"));
  EXPECT_FALSE(IsLanguage("klingonish"));
}

}  // namespace
}  // namespace windowlm
