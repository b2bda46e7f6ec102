#include "src/input/shown_text.h"

#include <string>

#include "gtest/gtest.h"
#include "src/input/cell_value.h"

namespace windowlm {
namespace {

TEST(ShownText, EscapesWhatATerminalObeys) {
  EXPECT_EQ(ShownText("\x1b]0;title\x07x"), "\\x1b]0;title\\x07x");
  EXPECT_EQ(ShownText("a\tb\nc\rd\x7f"), "a\\tb\\nc\\rd\\x7f");
  EXPECT_EQ(ShownText("\u0085\u009b31m"), "\\u0085\\u009b31m");
  EXPECT_EQ(ShownText("abc\u202edcb\u2066e\u2069"), "abc\\u202edcb\\u2066e\\u2069");
  EXPECT_EQ(ShownText("a\u2028b"), "a\\u2028b");
  EXPECT_EQ(ShownText(std::string("\0", 1)), "\\x00");
}

TEST(ShownText, KeepsWhatPeopleRead) {
  const std::string text = "naïve \\ \"x\" 日本語 שלום मैं \u200dक्ष 🐕";
  EXPECT_EQ(ShownText(text), text);
}

TEST(ShownText, EscapesBytesThatAreNoUtf8) {
  EXPECT_EQ(ShownText("a\xff"
                      "b\xc3"),
            "a\\xff"
            "b\\xc3");
}

TEST(CellText, CanBeToldFromWhatItStandsFor) {
  EXPECT_EQ(CellText("a\tb"), "a\\tb");
  EXPECT_EQ(CellText("a\\tb"), "a\\\\tb");
  EXPECT_EQ(CellText("one\n2\tforged"), "one\\n2\\tforged");
}

TEST(CellValue, IsTheTextOfACell) {
  for (const std::string& text :
       {std::string("a\tb\\c\n\r\x1b"), std::string("\u202e\u0085x"), std::string("\\n"),
        std::string("naïve \xff"), std::string("\0", 1), std::string()}) {
    EXPECT_EQ(CellValue(CellText(text)), text);
  }
  EXPECT_EQ(CellValue("\\q\\x1\\u12\\"), "\\q\\x1\\u12\\");
}

TEST(QuotedExcerpt, ShowsTheStartOfALongText) {
  EXPECT_EQ(QuotedExcerpt("dog"), "\"dog\"");
  EXPECT_EQ(QuotedExcerpt("a \"b\" \\"), "\"a \\\"b\\\" \\\\\"");
  EXPECT_EQ(QuotedExcerpt(std::string(1000000, 'x')), "\"" + std::string(60, 'x') + "...\"");
  // The limit would cut the last character.
  EXPECT_EQ(ShownExcerpt(std::string(59, 'x') + "éé"), std::string(59, 'x') + "...");
  EXPECT_EQ(ShownExcerpt(std::string(58, 'x') + "éé"), std::string(58, 'x') + "é...");
}

}  // namespace
}  // namespace windowlm
