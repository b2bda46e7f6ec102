#include "src/query/neighbors.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/base/parallel_for.h"
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

TEST(Neighbors, DoNotDependOnTheNumberOfThreads) {
  std::vector<std::string> words;
  for (int i = 0; i < 5000; ++i) words.push_back(absl::StrCat("w", i));
  const Vocabulary vocabulary = VocabularyOf(words);
  // Few different values, so that many cosines are equal.
  Matrix<float> embeddings(static_cast<int64_t>(vocabulary.size()), 3);
  for (int64_t i = 0; i < embeddings.size(); ++i) {
    embeddings.data()[i] = static_cast<float>(i * i % 7 % 3);
  }
  std::vector<std::vector<std::string>> answers;
  for (const int threads : {1, 2, 8}) {
    SetThreads(threads);
    answers.push_back(
        Words(NeighborFinder(embeddings, vocabulary).NearestToWord(1, 100, false), vocabulary));
  }
  SetThreads(0);
  EXPECT_EQ(answers[0].size(), 100u);
  EXPECT_EQ(answers[0], answers[1]);
  EXPECT_EQ(answers[0], answers[2]);
}

}  // namespace
}  // namespace windowlm
