#include "src/evaluate/similarity.h"

#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/base/matrix_of.h"
#include "tests/evaluate/ten_words.h"
#include "tests/query/tiny_model.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::HasSubstr;

// Words in other cases than the vocabulary's, one of two words equal but for case, an unknown
// word, equal scores, equal cosines ("straße" and "STRASSE").
constexpr char kPairs[] =
    "king\tqueen\t8.5\n"
    "KING\tman\t7\n"
    "queen\tWoman\t7\n"
    "apple\tpear\t9\n"
    "pear\tAPPLE\t8\n"
    "STRASSE\tödland\t4.25\n"
    "king\tking\t10\n"
    "man\tunknown\t3\n"
    "apple\tstraße\t0.5\n"
    "king\trare\t1\n"
    "woman\tpear\t2\n";

class Similarity : public testing::Test {
 protected:
  absl::StatusOr<SimilaritySummary> Evaluate(const std::string& pairs, int64_t most = 100) {
    WriteBytes(path_, pairs);
    return EvaluateSimilarity(path_, vectors_, CaselessWords(vocabulary_, most));
  }

  SimilaritySummary Summary(const std::string& pairs, int64_t most = 100) {
    const absl::StatusOr<SimilaritySummary> summary = Evaluate(pairs, most);
    EXPECT_TRUE(summary.ok()) << summary.status();
    return summary.value_or(SimilaritySummary());
  }

  void ExpectFails(const std::string& pairs, const std::string& says) {
    const absl::StatusOr<SimilaritySummary> summary = Evaluate(pairs);
    ASSERT_FALSE(summary.ok()) << pairs;
    EXPECT_THAT(MessageOf(summary.status()), HasSubstr(path_));
    EXPECT_THAT(MessageOf(summary.status()), HasSubstr(says));
  }

  const std::string path_ = FreshFolder() + "/pairs.txt";
  const Vocabulary vocabulary_ = TenWords();
  const Matrix<float> vectors_ = TenVectors();
};

// gensim 4.2: KeyedVectors of these words and vectors, evaluate_word_pairs of this file.
TEST_F(Similarity, IsThatOfGensim) {
  const SimilaritySummary summary = Summary(kPairs);
  EXPECT_EQ(summary.pairs, 11);
  EXPECT_EQ(summary.scored, 10);
  EXPECT_NEAR(summary.unknown_share(), 0.09090909090909091, 1e-12);
  EXPECT_NEAR(summary.spearman, 0.7317073170731708, 1e-12);
  // Its cosines are in single precision.
  EXPECT_NEAR(summary.pearson, 0.6607423397842349, 1e-6);
}

// The same with restrict_vocab=9: "rare" is not known.
TEST_F(Similarity, IsThatOfGensimWithARestrictedVocabulary) {
  const SimilaritySummary summary = Summary(kPairs, 9);
  EXPECT_EQ(summary.pairs, 11);
  EXPECT_EQ(summary.scored, 9);
  EXPECT_NEAR(summary.spearman, 0.7983193277310926, 1e-12);
  EXPECT_NEAR(summary.pearson, 0.8173579481772573, 1e-6);
}

// By numpy: ranks of the scores and of the cosines, 0 for "man unknown" and in the second file for
// "king rare" too.
TEST_F(Similarity, OverAllPairsTakesUnknownOnesForOnesAtARightAngle) {
  EXPECT_NEAR(Summary(kPairs).spearman_all, 0.726027397260274, 1e-12);
  EXPECT_NEAR(Summary(kPairs, 9).spearman_all, 0.8283774549234152, 1e-12);
}

TEST_F(Similarity, OverAllPairsIsThatOfTheScoredOnesWhereAllAreKnown) {
  const SimilaritySummary summary = Summary("king queen 3\nking man 2\nman woman 1\n");
  EXPECT_EQ(summary.spearman_all, summary.spearman);
}

// Cosines: king queen 8/sqrt(110), king man 8/sqrt(80), man woman 0.
TEST_F(Similarity, IsTheCorrelationWithTheCosinesWorkedByHand) {
  const SimilaritySummary summary = Summary("king queen 3\nking man 2\nman woman 1\n");
  const double a = 8 / std::sqrt(110);
  const double b = 8 / std::sqrt(80);
  const double mean = (a + b) / 3;
  const double squares = (a - mean) * (a - mean) + (b - mean) * (b - mean) + mean * mean;
  EXPECT_NEAR(summary.pearson, a / std::sqrt(2 * squares), 1e-12);
  // Ranks 3, 2, 1 and 2, 3, 1.
  EXPECT_NEAR(summary.spearman, 0.5, 1e-12);
}

TEST_F(Similarity, ReadsTabsCommasAndSpacesAndEitherLineEnd) {
  const SimilaritySummary expected = Summary(kPairs);
  for (const char* separator : {",", " ", ", ", "  ", "\t "}) {
    for (const std::string end : {"\n", "\r\n", " \n\n"}) {
      std::string pairs = "# word word score" + end;
      for (const char c : std::string(kPairs)) {
        pairs += c == '\t' ? std::string(separator) : c == '\n' ? end : std::string(1, c);
      }
      const SimilaritySummary summary = Summary(pairs);
      EXPECT_EQ(summary.pairs, expected.pairs);
      EXPECT_EQ(summary.scored, expected.scored);
      EXPECT_EQ(summary.spearman, expected.spearman);
      EXPECT_EQ(summary.pearson, expected.pearson);
    }
  }
}

// The rows of kPairs, each made by `row` of its line, its words and its score.
std::string Rows(const std::function<std::string(int, const std::string&, const std::string&,
                                                 const std::string&)>& row) {
  std::string text;
  int number = 0;
  for (const absl::string_view line : absl::StrSplit(kPairs, '\n', absl::SkipEmpty())) {
    const std::vector<std::string> cells = absl::StrSplit(line, '\t');
    text += row(++number, cells[0], cells[1], cells[2]);
  }
  return text;
}

// The same ratings as test sets are published.
std::vector<std::string> PublishedForms() {
  using S = const std::string&;
  const auto annotators = [](S score, const char* separator) {
    double mean = 0;
    EXPECT_TRUE(absl::SimpleAtod(score, &mean));
    return absl::StrJoin({mean - 1, mean - 0.5, mean + 1.5}, separator);
  };
  return {
      // WordSim-353, in both forms, with and without annotators, and as gensim has it.
      "Word 1,Word 2,Human (mean)\r\n" +
          Rows([](int, S a, S b, S score) { return absl::StrCat(a, ",", b, ",", score, "\r\n"); }),
      "Word 1\tWord 2\tHuman (mean)\t1\t2\t3\t\r\n" + Rows([&](int, S a, S b, S score) {
        return absl::StrCat(a, "\t", b, "\t", score, "\t", annotators(score, "\t"), "\t\r\n");
      }),
      "# Word similarity\n# Word 1\tWord 2\tHuman (mean)\n" + std::string(kPairs),
      // SimLex-999, and SimVerb-3500.
      "word1\tword2\tPOS\tSimLex999\tconc(w1)\tconcQ\n" + Rows([](int i, S a, S b, S score) {
        return absl::StrCat(a, "\t", b, "\tN\t", score, "\t", i % 3, "\t", i % 4, "\n");
      }),
      Rows([](int, S a, S b, S score) {
        return absl::StrCat(a, "\t", b, "\tV\t", score, "\tNONE\n");
      }),
      // RareWord, without a heading, and the multilingual SimLex-999, with the mean in the end.
      Rows([&](int, S a, S b, S score) {
        return absl::StrCat(a, "\t", b, "\t", score, "\t", annotators(score, "\t"), "\n");
      }),
      "Word1,Word2,1,2,3,Average Score\n" + Rows([&](int, S a, S b, S score) {
        return absl::StrCat(a, ",", b, ",", annotators(score, ","), ",", score, "\n");
      }),
      // MEN, also in its form of lemmas.
      "word1 word2 score\n" +
          Rows([](int, S a, S b, S score) { return absl::StrCat(a, " ", b, " ", score, "\n"); }),
      Rows([](int i, S a, S b, S score) {
        return absl::StrCat(a, "-n ", b, i % 2 == 0 ? "-v " : "-j ", score, "\n");
      }),
      // German ones.
      "#WORD1:WORD2:GOLDSTANDARD:POS1:POS2\n" + Rows([](int, S a, S b, S score) {
        return absl::StrCat(a, ":", b, ":", score, ":n:v\n");
      }),
      "\xef\xbb\xbf\"Wort 1\";\"Wort 2\";\"Mittelwert\"\r\n" + Rows([](int, S a, S b, S score) {
        return absl::StrCat("\"", a, "\";\"", b, "\";\"", absl::StrReplaceAll(score, {{".", ","}}),
                            "\"\r\n");
      }),
      "word 1\tword 2\tscore\r" + absl::StrReplaceAll(kPairs, {{"\n", "\r"}}),
      // As pandas and R write tables, and in another order.
      ",word1,word2,similarity\n" + Rows([](int i, S a, S b, S score) {
        return absl::StrCat(i, ",", a, ",", b, ",", score, "\n");
      }),
      "\"word1\" \"word2\" \"score\"\n" + Rows([](int i, S a, S b, S score) {
        return absl::StrCat("\"", i, "\" \"", a, "\" \"", b, "\" ", score, "\n");
      }),
      "rating;w2;id;w1\n" + Rows([](int i, S a, S b, S score) {
        return absl::StrCat(score, ";", b, ";", i, ";", a, "\n\n");
      }),
  };
}

TEST_F(Similarity, IsTheSameInEveryFormInWhichTestSetsArePublished) {
  const SimilaritySummary expected = Summary(kPairs);
  for (const std::string& pairs : PublishedForms()) {
    const SimilaritySummary summary = Summary(pairs);
    EXPECT_EQ(summary.pairs, expected.pairs) << pairs;
    EXPECT_EQ(summary.scored, expected.scored) << pairs;
    EXPECT_EQ(summary.spearman, expected.spearman) << pairs;
    EXPECT_EQ(summary.pearson, expected.pearson) << pairs;
    EXPECT_EQ(summary.spearman_all, expected.spearman_all) << pairs;
  }
}

TEST_F(Similarity, KnowsAWordWithItsTagBeforeTheWordWithoutIt) {
  const Vocabulary vocabulary = VocabularyOf({"sea-n", "sea", "cup", "law"});
  const Matrix<float> vectors =
      MatrixOf<float>({{1, 0}, {0, 1}, {1, 0}, {0, 1}, {0, 0}, {0, 0}, {0, 0}});
  WriteBytes(path_, "sea-n cup-n 2\nsea-n law-n 1\n");
  const auto summary = EvaluateSimilarity(path_, vectors, CaselessWords(vocabulary, 100));
  ASSERT_TRUE(summary.ok()) << summary.status();
  EXPECT_EQ(summary->scored, 2);
  EXPECT_NEAR(summary->pearson, 1, 1e-12);
}

TEST_F(Similarity, RanksPairsOfEqualWordsAsEqual) {
  // Nothing but cosines of 1, exactly.
  ExpectFails("king KING 1\nqueen Queen 2\nstraße STRASSE 3\n", "no correlation");
  // Ranks 2, 3, 4, 1 and 3, 3, 3, 1.
  EXPECT_NEAR(Summary("king king 2\nqueen queen 3\npear pear 4\nman woman 1\n").spearman,
              3 / std::sqrt(5 * 3), 1e-12);
}

TEST_F(Similarity, NamesTheLineThatIsNoPair) {
  const std::string good = "king\tqueen\t1\n\n";
  ExpectFails(good + "man\twoman\n", ", line 3: expected 3 columns, as most lines have, found 2");
  ExpectFails(good + "man\twoman\t1\t2\n",
              ", line 3: expected 3 columns, as most lines have, found 4");
  ExpectFails(good + "man\n", "found 1");
  ExpectFails(good + "man,,3\n", "found 1");
  for (const char* score : {"much", "3.5x", "nan", "inf", "1e999"}) {
    ExpectFails(good + "man\twoman\t" + score + "\n",
                std::string("line 3: expected a number as the score, found \"") + score);
  }
}

TEST_F(Similarity, IsAnErrorWhereNoPairCanBeScored) {
  ExpectFails("", "there are no pairs in");
  ExpectFails("# king queen 3\n", "there are no pairs in");
  ExpectFails("king stranger 1\nstranger queen 2\n<unk> </s> 3\n", "of its 3 pairs none");
  ExpectFails("king queen 1\n", "no correlation");
  ExpectFails("king queen 1\nking man 1\n", "no correlation");
}

TEST_F(Similarity, TakesAVectorOfZerosForOneAtARightAngle) {
  Matrix<float> vectors = TenVectors();
  for (int j = 0; j < 3; ++j) vectors.row(0)[j] = 0;
  WriteBytes(path_, "king queen 1\nman woman 1\nking king 1\npear apple 2\n");
  const auto summary = EvaluateSimilarity(path_, vectors, CaselessWords(vocabulary_, 100));
  ASSERT_TRUE(summary.ok()) << summary.status();
  // The first three have cosine 0.
  EXPECT_NEAR(summary->pearson, 1, 1e-12);
}

}  // namespace
}  // namespace windowlm
