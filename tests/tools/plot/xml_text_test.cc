#include "tools/plot/xml_text.h"

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace windowlm {
namespace {

TEST(XmlText, EscapesWhatXmlReads) {
  EXPECT_EQ(XmlText("a<b>&\"c\"", 100), "a&lt;b&gt;&amp;&quot;c&quot;");
}

TEST(XmlText, HoldsNothingThatXmlCannot) {
  EXPECT_EQ(XmlText(absl::string_view("a\0b\x1b\n\x7f", 6), 100), "a b   ");
  EXPECT_EQ(XmlText("caf\xC3\xA9 \xFF\xC3", 100), "caf\xC3\xA9 \xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(XmlText("\xEF\xBF\xBE", 100), " ");
}

TEST(XmlText, KeepsTheEndOfALongText) {
  EXPECT_EQ(XmlText("abcdef", 6), "abcdef");
  EXPECT_EQ(XmlText("abcdefg", 6), "...bcdefg");
  EXPECT_EQ(XmlText("\xC3\xA9\xC3\xA9\xC3\xA9", 2), "...\xC3\xA9\xC3\xA9");
  EXPECT_EQ(XmlText("", 6), "");
}

}  // namespace
}  // namespace windowlm
