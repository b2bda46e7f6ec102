#include "src/query/word_expression.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace windowlm {
namespace {

using ::testing::StartsWith;

// The terms with their signs, as "+king-man".
std::string Terms(const std::string& text) {
  const auto terms = ParseExpression(text);
  EXPECT_TRUE(terms.ok()) << terms.status();
  std::string signs_and_words;
  if (!terms.ok()) return signs_and_words;
  for (const ExpressionTerm& term : *terms) {
    signs_and_words += (term.sign > 0 ? "+" : "-") + term.word;
  }
  return signs_and_words;
}

std::string ErrorOf(const std::string& text) {
  return std::string(ParseExpression(text).status().message());
}

TEST(WordExpression, IsWordsAndTheirSigns) {
  EXPECT_EQ(Terms("king - man + woman"), "+king-man+woman");
  EXPECT_EQ(Terms("  king "), "+king");
  EXPECT_EQ(Terms("king\t-  man"), "+king-man");
}

TEST(WordExpression, MayHaveASignBeforeItsFirstWord) {
  EXPECT_EQ(Terms("- man + king"), "-man+king");
  EXPECT_EQ(Terms("+ king"), "+king");
}

TEST(WordExpression, TakesASignWithinAWordForAPartOfIt) {
  EXPECT_EQ(Terms("well-known - c++"), "+well-known-c++");
}

TEST(WordExpression, NamesThePlaceOfWhatIsMissing) {
  EXPECT_EQ(ErrorOf("king - + woman"),
            "term 2, at byte 8: a word was expected, and there is \"+\"");
  EXPECT_THAT(ErrorOf("king -man"),
              StartsWith("term 2, at byte 6: + or - was expected, and there is \"-man\""));
  EXPECT_EQ(ErrorOf("king -"), "term 2, at byte 7: a word was expected, and the expression ends");
  EXPECT_EQ(ErrorOf(""), "term 1, at byte 1: a word was expected, and the expression ends");
  EXPECT_EQ(ErrorOf("+ + king"), "term 1, at byte 3: a word was expected, and there is \"+\"");
}

}  // namespace
}  // namespace windowlm
