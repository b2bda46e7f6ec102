#include "src/evaluate/analogies.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/base/matrix_of.h"
#include "tests/evaluate/ten_words.h"
#include "tests/query/tiny_model.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::FieldsAre;
using ::testing::HasSubstr;

std::string PathOf(const std::string& questions) {
  const std::string path = FreshFolder() + "/questions.txt";
  WriteBytes(path, questions);
  return path;
}

AnalogySummary SummaryOf(const std::string& questions, const Vocabulary& vocabulary,
                         const Matrix<float>& vectors, int64_t most = 1000000) {
  const absl::StatusOr<AnalogySummary> summary =
      EvaluateAnalogies(PathOf(questions), vectors, CaselessWords(vocabulary, most));
  EXPECT_TRUE(summary.ok()) << summary.status();
  return summary.value_or(AnalogySummary());
}

// answered, correct, skipped
auto IsScore(uint64_t answered, uint64_t correct, uint64_t skipped) {
  return FieldsAre(answered, correct, skipped);
}

// How many of the questions "a b c d" are answered rightly, of one each.
uint64_t Correct(const std::string& question, const Vocabulary& vocabulary,
                 const Matrix<float>& vectors, int64_t most = 1000000) {
  return SummaryOf(": s\n" + question + "\n", vocabulary, vectors, most).total.correct;
}

constexpr char kQuestions[] =
    ": royal\n"
    "king queen man woman\n"
    "queen king WOMAN man\n"
    "man woman king queen\n"
    "king queen man stranger\n"
    "\n"
    ": fruit \r\n"
    "STRASSE ödland apple pear\r\n"
    "king king man woman\n"
    "apple\tpear king  rare\n"
    "rare king man queen\n"
    ": gram1-x\n"
    "man king woman queen\n"
    "woman rare pear queen\n"
    "pear apple queen rare\n";

// gensim 4.2: KeyedVectors of these words and vectors, evaluate_word_analogies of these questions.
TEST(Analogies, AreAnsweredAsByGensim) {
  const AnalogySummary summary = SummaryOf(kQuestions, TenWords(), TenVectors());
  EXPECT_THAT(summary.sections, ElementsAre(FieldsAre("royal", IsScore(3, 1, 1)),
                                            FieldsAre("fruit", IsScore(4, 1, 0)),
                                            FieldsAre("gram1-x", IsScore(3, 1, 0))));
  EXPECT_THAT(summary.semantic, IsScore(7, 2, 1));
  EXPECT_THAT(summary.syntactic, IsScore(3, 1, 0));
  EXPECT_THAT(summary.total, IsScore(10, 3, 1));
  EXPECT_DOUBLE_EQ(summary.total.accuracy(), 0.3);
}

// The same with restrict_vocab=9: "rare" is neither known nor an answer.
TEST(Analogies, AreAnsweredAsByGensimWithARestrictedVocabulary) {
  const AnalogySummary summary = SummaryOf(kQuestions, TenWords(), TenVectors(), 9);
  EXPECT_THAT(summary.sections, ElementsAre(FieldsAre("royal", IsScore(3, 1, 1)),
                                            FieldsAre("fruit", IsScore(2, 1, 2)),
                                            FieldsAre("gram1-x", IsScore(1, 1, 2))));
  EXPECT_THAT(summary.total, IsScore(6, 3, 5));
}

TEST(Analogies, MayComeBeforeAllSectionsAndBetweenComments) {
  const AnalogySummary summary =
      SummaryOf("# questions\nman woman king queen\n#\n\n:fruit\napple pear king rare\n",
                TenWords(), TenVectors());
  EXPECT_THAT(summary.sections, ElementsAre(FieldsAre("(no section)", IsScore(1, 1, 0)),
                                            FieldsAre("fruit", IsScore(1, 0, 0))));
  EXPECT_EQ(summary.comments, 2);
  EXPECT_EQ(summary.blank_lines, 1);
}

TEST(Analogies, MayHaveSeveralRightAnswers) {
  const auto total = [](const std::string& question) {
    return SummaryOf(question + "\nman woman king queen\n", TenWords(), TenVectors()).total;
  };
  EXPECT_THAT(total("man woman king queen"), IsScore(2, 2, 0));
  EXPECT_THAT(total("man woman king lady/Queen/girl"), IsScore(2, 2, 0));
  EXPECT_THAT(total("man woman king pear/queen/"), IsScore(2, 2, 0));
  EXPECT_THAT(total("man woman king pear/apple"), IsScore(2, 1, 0));
  EXPECT_THAT(total("man woman king lady/girl"), IsScore(1, 1, 1));
  // In the others a slash is part of the word.
  EXPECT_THAT(total("man woman/lady king queen"), IsScore(1, 1, 1));
}

TEST(Analogies, TakeAKnownWordWithASlashForOneWord) {
  const Vocabulary vocabulary = VocabularyOf({"a", "b", "c", "d/e", "d"});
  const Matrix<float> vectors =
      MatrixOf<float>({{1, 0}, {0, 1}, {1, 1}, {-1, -1}, {0, 1}, {0, 0}, {0, 0}, {0, 0}});
  EXPECT_EQ(Correct("a b c d", vocabulary, vectors), 1);
  EXPECT_EQ(Correct("a b c d/e", vocabulary, vectors), 0);
  EXPECT_EQ(Correct("a b c d/x", vocabulary, vectors), 1);
}

TEST(Analogies, AreEveryTwoPairsOfAFileOfPairs) {
  const std::string pairs = "king\tqueen/stranger/pear\nman\tlady/woman\nApple\tpear\n";
  const AnalogySummary summary = SummaryOf(pairs + "stranger\tking\n", TenWords(), TenVectors());
  // The first known ones are asked with, and all are right; those with a stranger are skipped.
  const AnalogyScore expected =
      SummaryOf(
          "king queen man woman\nking queen apple pear\nman woman king queen/pear\n"
          "man woman apple pear\napple pear king queen/pear\napple pear man woman\n",
          TenWords(), TenVectors())
          .total;
  EXPECT_EQ(expected.answered, 6);
  EXPECT_THAT(summary.sections,
              ElementsAre(FieldsAre("questions", IsScore(6, expected.correct, 6))));
}

TEST(Analogies, OfPairsStayWithinTheirSections) {
  const AnalogySummary summary = SummaryOf(
      ": I01 [noun - plural_reg]\nking queen\nman woman\n: E01\nking queen\n: empty\n"
      ": D10\nking queen\nman woman\nrare stranger\n",
      TenWords(), TenVectors());
  EXPECT_THAT(summary.sections,
              ElementsAre(FieldsAre("I01 [noun - plural_reg]", IsScore(2, 1, 0)),
                          FieldsAre("E01", IsScore(0, 0, 0)), FieldsAre("empty", IsScore(0, 0, 0)),
                          FieldsAre("D10", IsScore(2, 1, 4))));
  EXPECT_THAT(summary.syntactic, IsScore(4, 2, 4));
  EXPECT_THAT(summary.semantic, IsScore(0, 0, 0));
}

TEST(Analogies, AreAboutGrammarByTheNamesOfTheirSections) {
  for (const char* name :
       {"gram1-adjective-to-adverb", "gram", "I01 [noun - plural_reg]", "D10", "I1"}) {
    EXPECT_TRUE((AnalogySection{name, {}}).syntactic()) << name;
  }
  for (const char* name : {"capital-world", "E01 [country - capital]", "L1", "I", "Islands", "I01x",
                           "D123", "(no section)", ""}) {
    EXPECT_FALSE((AnalogySection{name, {}}).syntactic()) << name;
  }
}

TEST(Analogies, MeasureUnitVectors) {
  // The long vectors point nearly where a points; only among unit vectors is d the answer.
  const Vocabulary vocabulary = VocabularyOf({"a", "b", "c", "long", "d"});
  const Matrix<float> vectors = MatrixOf<float>({{9, 0, 0},
                                                 {0, 1, 0},
                                                 {5, 0, 5},
                                                 {100, 100, 120},
                                                 {0, 3, 1},
                                                 {0, 0, 0},
                                                 {0, 0, 0},
                                                 {0, 0, 0}});
  // b - a + c of unit vectors is (-0.29, 1, 0.71).
  EXPECT_EQ(Correct("a b c d", vocabulary, vectors), 1);
  EXPECT_EQ(Correct("a b c long", vocabulary, vectors), 0);
}

TEST(Analogies, AreNeverAnsweredWithAWordOfTheQuestionWhateverItsCase) {
  const Vocabulary vocabulary = VocabularyOf({"a", "b", "c", "B", "far", "C", "d"});
  const Matrix<float> vectors = MatrixOf<float>({{1, 0},
                                                 {1, 0.1f},
                                                 {1, 0.1f},
                                                 {1, 0.2f},
                                                 {-1, 0},
                                                 {1, 0.2f},
                                                 {1, 1},
                                                 {0, 0},
                                                 {0, 0},
                                                 {0, 0}});
  EXPECT_EQ(Correct("a b c d", vocabulary, vectors), 1);
  // Not even where that is what is asked for.
  EXPECT_EQ(Correct("a b c b", vocabulary, vectors), 0);
  EXPECT_EQ(Correct("a b c C", vocabulary, vectors), 0);
}

TEST(Analogies, MayBeAnsweredInAnotherCase) {
  const Vocabulary vocabulary = VocabularyOf({"a", "b", "c", "d", "D"});
  const Matrix<float> vectors =
      MatrixOf<float>({{1, 0}, {1, 0.1f}, {1, 0.1f}, {-1, 0}, {1, 1}, {0, 0}, {0, 0}, {0, 0}});
  EXPECT_EQ(Correct("A B C d", vocabulary, vectors), 1);
}

TEST(Analogies, AreNeverAnsweredWithASpecialWordNorAskAboutOne) {
  const Vocabulary vocabulary = VocabularyOf({"a", "b", "c", "far", "d"});
  const Matrix<float> vectors = MatrixOf<float>(
      {{1, 0}, {1, 0.1f}, {1, 0.1f}, {-1, 0}, {1, 1}, {1, 0.2f}, {1, 0.2f}, {1, 0.2f}});
  const AnalogySummary summary =
      SummaryOf(": s\na b c d\na b <unk> d\n</s> b c d\na b c <S>\n", vocabulary, vectors);
  EXPECT_THAT(summary.total, IsScore(1, 1, 3));
}

TEST(Analogies, HaveTheFirstOfEquallyNearWordsAsTheirAnswer) {
  const Vocabulary vocabulary = VocabularyOf({"a", "b", "c", "far", "first", "second"});
  const Matrix<float> vectors =
      MatrixOf<float>({{1, 0}, {1, 1}, {1, 1}, {-1, 0}, {1, 3}, {1, 3}, {0, 0}, {0, 0}, {0, 0}});
  EXPECT_EQ(Correct("a b c first", vocabulary, vectors), 1);
  EXPECT_EQ(Correct("a b c second", vocabulary, vectors), 0);
}

TEST(Analogies, HaveNoAnswerWhereNoWordIsLeft) {
  const Vocabulary vocabulary = VocabularyOf({"a", "b", "c"});
  const Matrix<float> vectors = MatrixOf<float>({{1, 0}, {1, 1}, {1, 1}, {1, 0}, {1, 0}, {1, 0}});
  EXPECT_EQ(Correct("a b c a", vocabulary, vectors), 0);
}

TEST(Analogies, KnowVectorsOfAnyLength) {
  const Vocabulary vocabulary = VocabularyOf({"a", "b", "c", "zero", "far", "d"});
  const Matrix<float> vectors = MatrixOf<float>({{3e38f, 0},
                                                 {2e38f, 2e38f},
                                                 {2e-38f, 2e-38f},
                                                 {0, 0},
                                                 {-2e-38f, 0},
                                                 {1e-36f, 3e-36f},
                                                 {0, 0},
                                                 {0, 0},
                                                 {0, 0}});
  EXPECT_EQ(Correct("a b c d", vocabulary, vectors), 1);
}

class BadAnalogies : public testing::Test {
 protected:
  void ExpectFails(const std::string& questions, const std::string& says) const {
    const std::string path = PathOf(questions);
    const absl::StatusOr<AnalogySummary> summary =
        EvaluateAnalogies(path, TenVectors(), CaselessWords(TenWords(), 100));
    ASSERT_FALSE(summary.ok()) << questions;
    EXPECT_THAT(MessageOf(summary.status()), HasSubstr(path));
    EXPECT_THAT(MessageOf(summary.status()), HasSubstr(says));
  }
};

TEST_F(BadAnalogies, NameTheLineThatIsNoQuestion) {
  const std::string good = ": royal\nking queen man woman\n\n";
  ExpectFails(good + "king queen man\n",
              ", line 4: expected four words or \": SECTION\", found \"king queen man\"");
  ExpectFails(good + "king queen man woman pear\n", ", line 4: expected four words");
  ExpectFails(good + "king queen\n", ", line 4: expected four words");
  ExpectFails(good + ":\n", ", line 4: expected a section's name behind the colon, found none");
  ExpectFails("king queen man\n", ", line 1: expected four words, two words or \": SECTION\"");
}

TEST_F(BadAnalogies, NameTheLineThatIsNoPair) {
  ExpectFails("# two\nking queen\nking queen man woman\n",
              ", line 3: expected two words, as line 2 has, or \": SECTION\", found \"king queen "
              "man woman\"");
  ExpectFails("king queen\nking\n", ", line 2: expected two words");
}

TEST_F(BadAnalogies, AreMorePairsThanMayAskWithEachOther) {
  std::string pairs;
  for (size_t i = 0; i < kMostAnalogyPairs; ++i) pairs += "stranger queen\n";
  ExpectFails(pairs, "of its 24,995,000 questions none");
  ExpectFails(pairs + ": more\n" + pairs, "of its 49,990,000 questions none");
  ExpectFails(pairs + "king queen\n", ", line 5001: expected at most 5,000 pairs in a section");
}

TEST_F(BadAnalogies, AreSuchAsNoneOfCanBeAnswered) {
  ExpectFails("", "there are no questions in");
  ExpectFails(": royal\n", "there are no questions in");
  ExpectFails(": royal\nking queen man stranger\n<unk> king queen man\n",
              "of its 2 questions none");
}

}  // namespace
}  // namespace windowlm
