#include "src/sample/sentence_grammar.h"

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace windowlm {
namespace {

const WordClass kClasses[] = {
    {"animal", "ape bear cat", "animal"},
    {"walk", "walk", ""},
};

absl::StatusOr<SentenceGrammar> GrammarOf(const std::vector<PhraseRule>& rules) {
  return SentenceGrammar::Create(kClasses, rules);
}

// The sentence for which every draw is zero: first rules, most frequent words.
std::string FirstSentence(const std::vector<PhraseRule>& rules) {
  const absl::StatusOr<SentenceGrammar> grammar = GrammarOf(rules);
  if (!grammar.ok()) return std::string(grammar.status().message());
  std::string line;
  grammar->AppendSentence([](uint32_t, uint64_t) { return uint64_t{0}; }, &line);
  return line;
}

std::string ErrorOf(const std::vector<PhraseRule>& rules) {
  const absl::StatusOr<SentenceGrammar> grammar = GrammarOf(rules);
  EXPECT_EQ(grammar.status().code(), absl::StatusCode::kInvalidArgument);
  return std::string(grammar.status().message());
}

TEST(SentenceGrammar, MakesVerbsAndPronounsAgreeWithTheSubject) {
  const char* pattern = "be@s be@ed <walk>@s <walk>@ed <walk>@ing @he @him @his @self";
  const auto sentence_of = [&](const std::string& subject) {
    const std::string with_subject = subject + " " + pattern;
    return FirstSentence({{"sentence", 1, with_subject.c_str()}});
  };
  EXPECT_EQ(sentence_of("!i"), "am was walk walked walking i me my myself");
  EXPECT_EQ(sentence_of("!she"), "is was walks walked walking she her her herself");
  EXPECT_EQ(sentence_of("!they"), "are were walk walked walking they them their themselves");
}

TEST(SentenceGrammar, ChoosesTheArticleByTheNextWord) {
  EXPECT_EQ(FirstSentence({{"sentence", 1, "a <animal> and a <animal>"}}), "an ape and a bear");
}

TEST(SentenceGrammar, GivesTheSameWordOnceWhileThereAreOthers) {
  EXPECT_EQ(FirstSentence({{"sentence", 1, "<animal> <animal> <animal> <animal>"}}),
            "ape bear cat ape");
}

TEST(SentenceGrammar, PassesAFormThroughAPhrase) {
  EXPECT_EQ(FirstSentence({{"creature", 1, "<animal>"}, {"sentence", 1, "two <creature>@pl"}}),
            "two apes");
}

TEST(SentenceGrammar, WritesNothingForAnEmptyPattern) {
  EXPECT_EQ(FirstSentence({{"tail", 1, ""}, {"sentence", 1, "go <tail> home"}}), "go home");
}

TEST(SentenceGrammar, DrawsRulesInProportionToTheirWeights) {
  const absl::StatusOr<SentenceGrammar> grammar =
      GrammarOf({{"sentence", 3, "often"}, {"sentence", 1, "seldom"}});
  ASSERT_TRUE(grammar.ok()) << grammar.status();
  std::vector<std::string> sentences;
  for (uint64_t point = 0; point < 4; ++point) {
    sentences.emplace_back();
    grammar->AppendSentence(
        [point](uint32_t, uint64_t bound) {
          EXPECT_EQ(bound, 4u);
          return point;
        },
        &sentences.back());
  }
  EXPECT_EQ(sentences, (std::vector<std::string>{"often", "often", "often", "seldom"}));
}

TEST(SentenceGrammar, DrawsWordsByMandelbrotsLaw) {
  const WordClass classes[] = {{"letter", "x y", ""}};
  const PhraseRule rules[] = {{"sentence", 1, "<letter>"}};
  const absl::StatusOr<SentenceGrammar> grammar = SentenceGrammar::Create(classes, rules);
  ASSERT_TRUE(grammar.ok()) << grammar.status();
  const auto word_at = [&](uint64_t point) {
    std::string line;
    // Draw 0 chooses the rule, draw 1 the word, among weights 1/4 and 1/5 of a million.
    grammar->AppendSentence(
        [point](uint32_t k, uint64_t bound) {
          EXPECT_EQ(bound, k == 0 ? 1u : 450000u);
          return k == 0 ? 0 : point;
        },
        &line);
    return line;
  };
  EXPECT_EQ(word_at(249999), "x");
  EXPECT_EQ(word_at(250000), "y");
}

TEST(SentenceGrammar, CountsTheWordsItWrites) {
  const absl::StatusOr<SentenceGrammar> grammar =
      GrammarOf({{"sentence", 1, "!it a <animal> is a"}});
  ASSERT_TRUE(grammar.ok()) << grammar.status();
  std::string line;
  EXPECT_EQ(grammar->AppendSentence([](uint32_t, uint64_t) { return uint64_t{0}; }, &line), 4);
  EXPECT_EQ(line, "an ape is a");
}

TEST(SentenceGrammar, NamesTheRuleThatIsWrong) {
  EXPECT_EQ(ErrorOf({{"sentence", 1, "the <anmial> is"}}),
            "phrase sentence, pattern 'the <anmial> is': '<anmial>' names no class or phrase "
            "declared before it");
  EXPECT_TRUE(absl::EndsWith(ErrorOf({{"s", 1, "!him"}}), "unknown subject '!him'"));
  EXPECT_TRUE(absl::EndsWith(ErrorOf({{"s", 1, "@her"}}), "unknown pronoun '@her'"));
  EXPECT_TRUE(absl::EndsWith(ErrorOf({{"s", 1, "dog@x"}}), "unknown form in 'dog@x'"));
  EXPECT_TRUE(absl::EndsWith(ErrorOf({{"s", 1, "dog@"}}), "unknown form in 'dog@'"));
  EXPECT_TRUE(absl::EndsWith(ErrorOf({{"s", 0, "dog"}}), "weight 0 is below 1"));
  EXPECT_TRUE(absl::EndsWith(ErrorOf({{"s", 1, "a"}, {"s", 1, "<s>"}}), "it refers to itself"));
}

TEST(SentenceGrammar, RefusesTheFormOfAPhraseOfSeveralWords) {
  EXPECT_TRUE(absl::EndsWith(
      ErrorOf(
          {{"pair", 1, "<animal>"}, {"pair", 1, "<animal> and <animal>"}, {"s", 1, "<pair>@pl"}}),
      "'<pair>@pl' asks for a form of a phrase of several words"));
}

TEST(SentenceGrammar, RefusesANameForTwoThings) {
  EXPECT_TRUE(absl::StrContains(ErrorOf({{"animal", 1, "dog"}}), "was declared before"));
  EXPECT_TRUE(absl::StrContains(ErrorOf({{"s", 1, "x"}, {"t", 1, "y"}, {"s", 1, "z"}}),
                                "was declared before"));
}

TEST(SentenceGrammar, RefusesClassesWithoutWordsOrWithOneTwice) {
  const WordClass empty[] = {{"none", " ", ""}};
  EXPECT_EQ(SentenceGrammar::Create(empty, {}).status().message(), "class none has no words");
  const WordClass twice[] = {{"pets", "dog cat dog", ""}};
  EXPECT_EQ(SentenceGrammar::Create(twice, {}).status().message(), "class pets has 'dog' twice");
}

TEST(SentenceGrammar, RefusesAGrammarWithoutRules) {
  EXPECT_EQ(SentenceGrammar::Create(kClasses, {}).status().message(), "the grammar has no rules");
}

}  // namespace
}  // namespace windowlm
