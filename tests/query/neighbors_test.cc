#include "src/query/neighbors.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/base/parallel_for.h"
#include "src/base/vector_math.h"
#include "tests/query/tiny_model.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Matrix<float> Rows(const std::vector<std::vector<float>>& rows) {
  Matrix<float> matrix(static_cast<int64_t>(rows.size()), static_cast<int64_t>(rows[0].size()));
  for (size_t i = 0; i < rows.size(); ++i) {
    std::copy(rows[i].begin(), rows[i].end(), matrix.row(static_cast<int64_t>(i)));
  }
  return matrix;
}

std::vector<std::string> Words(const std::vector<RankedWord>& ranked,
                               const Vocabulary& vocabulary) {
  std::vector<std::string> words;
  for (const RankedWord& word : ranked) words.emplace_back(vocabulary.word(word.id));
  return words;
}

TEST(Neighbors, AreOrderedByTheCosineWhateverTheirLength) {
  const Vocabulary vocabulary = VocabularyOf({"east", "north", "northeast", "west"});
  const Matrix<float> embeddings =
      Rows({{2, 0}, {0, 5}, {100, 100}, {-3, 0}, {1, 1}, {1, 1}, {1, 1}});
  const std::vector<RankedWord> nearest =
      NeighborFinder(embeddings, vocabulary).NearestToWord(0, 10, false);
  EXPECT_THAT(Words(nearest, vocabulary), ElementsAre("northeast", "north", "west"));
  EXPECT_DOUBLE_EQ(nearest[0].score, std::sqrt(0.5));
  EXPECT_EQ(nearest[1].score, 0);
  EXPECT_EQ(nearest[2].score, -1);
}

TEST(Neighbors, AreAsManyAsAskedForAndThere) {
  const Vocabulary vocabulary = VocabularyOf({"a", "b", "c"});
  const Matrix<float> embeddings = Rows({{1}, {1}, {1}, {1}, {1}, {1}});
  const NeighborFinder finder(embeddings, vocabulary);
  EXPECT_EQ(finder.NearestToWord(0, 1, false).size(), 1u);
  EXPECT_EQ(finder.NearestToWord(0, std::numeric_limits<int64_t>::max(), false).size(), 2u);
  EXPECT_THAT(finder.NearestToWord(0, 0, false), IsEmpty());
}

TEST(Neighbors, WithEqualCosinesStandInTheOrderOfTheirBytes) {
  const Vocabulary vocabulary = VocabularyOf({"query", "zebra", "\xC3\xA9", "apple"});
  const Matrix<float> embeddings = Rows({{1}, {2}, {3}, {4}, {1}, {1}, {1}});
  const NeighborFinder finder(embeddings, vocabulary);
  EXPECT_THAT(Words(finder.NearestToWord(0, 10, false), vocabulary),
              ElementsAre("apple", "zebra", "\xC3\xA9"));
  EXPECT_THAT(Words(finder.NearestToWord(0, 1, false), vocabulary), ElementsAre("apple"));
}

TEST(Neighbors, AreNeitherLineMarksNorTheUnknownWordUnlessAsked) {
  const Vocabulary vocabulary = VocabularyOf({"a", "b"});
  const Matrix<float> embeddings = Rows({{1}, {1}, {1}, {1}, {1}});
  const NeighborFinder finder(embeddings, vocabulary);
  EXPECT_THAT(Words(finder.NearestToWord(0, 10, false), vocabulary), ElementsAre("b"));
  EXPECT_THAT(Words(finder.NearestToWord(0, 10, true), vocabulary), ElementsAre("<unk>", "b"));
}

TEST(Neighbors, OfAVectorLeaveOutTheWordsThatTheyAreAskedTo) {
  const Vocabulary vocabulary = VocabularyOf({"a", "b", "c"});
  const Matrix<float> embeddings = Rows({{1}, {1}, {1}, {1}, {1}, {1}});
  EXPECT_THAT(
      Words(NeighborFinder(embeddings, vocabulary).NearestToVector({1.0f}, {0, 2}, 10, false),
            vocabulary),
      ElementsAre("b"));
}

TEST(Neighbors, HaveCosineZeroWhereAVectorIsZero) {
  const Vocabulary vocabulary = VocabularyOf({"zero", "plus", "minus"});
  const Matrix<float> embeddings = Rows({{0}, {1}, {-1}, {1}, {1}, {1}});
  const NeighborFinder finder(embeddings, vocabulary);
  for (const RankedWord& word : finder.NearestToWord(0, 10, false)) EXPECT_EQ(word.score, 0);
  EXPECT_THAT(Words(finder.NearestToWord(1, 10, false), vocabulary), ElementsAre("zero", "minus"));
}

TEST(Neighbors, OfVectorsWhoseSquaresNoFloatHolds) {
  const Vocabulary vocabulary = VocabularyOf({"huge", "tiny", "across"});
  const Matrix<float> embeddings =
      Rows({{1e38f, 1e38f}, {1e-36f, 1e-36f}, {1e38f, -1e38f}, {1, 1}, {1, 1}, {1, 1}});
  const std::vector<RankedWord> nearest =
      NeighborFinder(embeddings, vocabulary).NearestToWord(0, 10, false);
  EXPECT_THAT(Words(nearest, vocabulary), ElementsAre("tiny", "across"));
  EXPECT_NEAR(nearest[0].score, 1, 1e-12);
  EXPECT_NEAR(nearest[1].score, 0, 1e-12);
}

// Numbers over [-1, 1) that look random.
float Number(uint64_t i) {
  const uint64_t mixed = (i + 1) * 0x9E3779B97F4A7C15u;
  return static_cast<float>((mixed ^ (mixed >> 29)) % 20011) / 10005.5f - 1;
}

// More words than a task looks through, with vectors of a dimension that no vector register
// divides: a third random, a third near them, a third from few different ones.
struct ManyWords {
  ManyWords() : vocabulary(VocabularyOf(Names(20000))), embeddings(20003, 19) {
    for (int64_t i = 0; i < embeddings.rows(); ++i) {
      for (int64_t k = 0; k < embeddings.columns(); ++k) {
        const int64_t near = i % 50 * embeddings.columns() + k;
        embeddings.row(i)[k] = i % 3 == 0   ? Number(i * embeddings.columns() + k)
                               : i % 3 == 1 ? Number(near) + 1e-6f * Number(i + k)
                                            : Number(near);
      }
    }
    std::fill_n(embeddings.row(7), embeddings.columns(), 0.0f);
    for (int64_t k = 0; k < embeddings.columns(); ++k) embeddings.row(8)[k] = 1e38f * Number(k);
    for (int64_t k = 0; k < embeddings.columns(); ++k) embeddings.row(9)[k] = 1e-30f * Number(k);
  }

  static std::vector<std::string> Names(int count) {
    std::vector<std::string> names;
    for (int i = 0; i < count; ++i) names.push_back(absl::StrCat("w", i));
    return names;
  }

  Vocabulary vocabulary;
  Matrix<float> embeddings;
};

// By a look at the definition alone.
std::vector<RankedWord> NearestByDefinition(uint32_t id, int64_t top, const ManyWords& words) {
  const auto dot = [&words](uint32_t a, uint32_t b) {
    return DotProductInDouble(words.embeddings.row(a), words.embeddings.row(b),
                              words.embeddings.columns());
  };
  std::vector<RankedWord> all;
  for (uint32_t other = 0; other < 20000; ++other) {
    const double norms = std::sqrt(dot(id, id)) * std::sqrt(dot(other, other));
    const double cosine = norms == 0 ? 0 : std::min(1.0, std::max(-1.0, dot(id, other) / norms));
    if (other != id) all.push_back({other, cosine});
  }
  return BestWords(std::move(all), top, words.vocabulary);
}

// Ids and scores, bit by bit.
std::vector<std::pair<uint32_t, double>> Exactly(const std::vector<RankedWord>& ranked) {
  std::vector<std::pair<uint32_t, double>> pairs;
  for (const RankedWord& word : ranked) pairs.emplace_back(word.id, word.score);
  return pairs;
}

const ManyWords& SomeWords() {
  static const ManyWords& words = *new ManyWords();
  return words;
}

TEST(Neighbors, AreThoseOfTheDefinitionWhereManyAreNearlyAsNear) {
  const ManyWords& words = SomeWords();
  const NeighborFinder finder(words.embeddings, words.vocabulary);
  for (const uint32_t id : {0, 1, 2, 7, 8, 9, 19999}) {
    std::vector<std::pair<uint32_t, double>> expected =
        Exactly(NearestByDefinition(id, 700, words));
    for (const int64_t top : {700, 10, 1}) {
      expected.resize(static_cast<size_t>(top));
      EXPECT_EQ(Exactly(finder.NearestToWord(id, top, false)), expected) << id << " " << top;
    }
  }
}

TEST(Neighbors, AreTheSameInABatchAsAlone) {
  const ManyWords& words = SomeWords();
  const NeighborFinder finder(words.embeddings, words.vocabulary);
  std::vector<uint32_t> ids;
  for (uint32_t id = 0; id < 300; ++id) ids.push_back(id * 31 % 20000);
  ids[0] = 7;
  ids[1] = 8;
  ASSERT_LT(finder.QueriesAtOnce(10), 300);
  for (const size_t count : {0, 2, 5, 300}) {
    const auto batch = finder.NearestToWords(absl::MakeConstSpan(ids.data(), count), 10, false);
    ASSERT_EQ(batch.size(), count);
    for (size_t i = 0; i < count; i += count < 20 ? 1 : 37) {
      EXPECT_EQ(Exactly(batch[i]), Exactly(finder.NearestToWord(ids[i], 10, false))) << ids[i];
    }
  }
}

TEST(Neighbors, OfEachQueryOfABatchLeaveOutItsOwnWords) {
  const Vocabulary vocabulary = VocabularyOf({"a", "b", "c"});
  const Matrix<float> embeddings = Rows({{1}, {1}, {1}, {1}, {1}, {1}});
  const NeighborFinder finder(embeddings, vocabulary);
  const std::vector<float> one = {1};
  const std::vector<uint32_t> first = {0, 1};
  const std::vector<uint32_t> last = {2};
  const auto nearest = finder.Nearest({{one, first}, {one, last}, {one, {}}}, 10, false);
  ASSERT_EQ(nearest.size(), 3u);
  EXPECT_THAT(Words(nearest[0], vocabulary), ElementsAre("c"));
  EXPECT_THAT(Words(nearest[1], vocabulary), ElementsAre("a", "b"));
  EXPECT_THAT(Words(nearest[2], vocabulary), ElementsAre("a", "b", "c"));
}

TEST(Neighbors, AreOnlyWordsThatMayAnswer) {
  const Vocabulary vocabulary = VocabularyOf({"a", "b", "c"});
  const Matrix<float> embeddings = Rows({{1}, {1}, {1}, {1}, {1}, {1}});
  const NeighborFinder finder(embeddings, vocabulary, {true, false, true, true, true, true});
  EXPECT_THAT(Words(finder.NearestToWord(0, 10, false), vocabulary), ElementsAre("c"));
  // A word that may not answer can be asked about.
  EXPECT_THAT(Words(finder.NearestToWord(1, 10, true), vocabulary), ElementsAre("<unk>", "a", "c"));
}

// Nearer words that may not answer take no place from those that may, vectors beyond single
// precision included.
TEST(Neighbors, ThatMayAnswerAreThoseOfTheDefinitionWithoutTheOthers) {
  const ManyWords& words = SomeWords();
  std::vector<bool> may_answer(words.vocabulary.size());
  for (size_t id = 0; id < may_answer.size(); ++id) may_answer[id] = id % 5 == 3 || id == 9;
  const NeighborFinder finder(words.embeddings, words.vocabulary, may_answer);
  for (const uint32_t id : {0, 1, 8, 19999}) {
    std::vector<std::pair<uint32_t, double>> expected;
    for (const auto& word : Exactly(NearestByDefinition(id, 20000, words))) {
      if (may_answer[word.first]) expected.push_back(word);
    }
    expected.resize(700);
    EXPECT_EQ(Exactly(finder.NearestToWord(id, 700, false)), expected) << id;
  }
}

TEST(Neighbors, AreAskedForFewerAtOnceWhereTheirAnswersAreLong) {
  const ManyWords& words = SomeWords();
  const NeighborFinder finder(words.embeddings, words.vocabulary);
  EXPECT_EQ(finder.QueriesAtOnce(0), finder.QueriesAtOnce(10));
  EXPECT_LT(finder.QueriesAtOnce(std::numeric_limits<int64_t>::max()), finder.QueriesAtOnce(10));
  EXPECT_GE(finder.QueriesAtOnce(std::numeric_limits<int64_t>::max()), 1);
}

TEST(Neighbors, DoNotDependOnTheNumberOfThreads) {
  const ManyWords& words = SomeWords();
  const std::vector<uint32_t> ids = {1, 2, 7, 8, 9, 10, 11};
  std::vector<std::vector<std::vector<std::pair<uint32_t, double>>>> answers;
  for (const int threads : {1, 2, 8}) {
    SetThreads(threads);
    const NeighborFinder finder(words.embeddings, words.vocabulary);
    answers.emplace_back();
    for (const auto& nearest : finder.NearestToWords(ids, 100, false)) {
      answers.back().push_back(Exactly(nearest));
    }
    answers.back().push_back(Exactly(finder.NearestToWord(1, 100, false)));
  }
  SetThreads(0);
  EXPECT_EQ(answers[0].size(), ids.size() + 1);
  EXPECT_EQ(answers[0], answers[1]);
  EXPECT_EQ(answers[0], answers[2]);
}

}  // namespace
}  // namespace windowlm
