#include "src/query/moved_words.h"

#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/base/random_matrix.h"

namespace windowlm {
namespace {

using ::testing::UnorderedElementsAre;

constexpr int64_t kWords = 2000;
constexpr int64_t kDim = 50;

std::vector<CommonWord> AllWords() {
  std::vector<CommonWord> words;
  for (uint32_t i = 0; i < kWords; ++i) words.push_back({i, i});
  return words;
}

// The rarer a word, the more chance moves it: the last ones move farther than the first ones do
// that changed.
TEST(MovedWords, AreThoseThatMovedMoreThanWordsAsFrequent) {
  const Matrix<float> first = RandomMatrix<float>(1, kWords, kDim);
  const Matrix<float> chance = RandomMatrix<float>(2, kWords, kDim);
  const Matrix<float> change = RandomMatrix<float>(3, kWords, kDim);
  Matrix<float> second(kWords, kDim);
  for (int64_t i = 0; i < kWords; ++i) {
    const bool changes = i == 10 || i == 300 || i == 700;
    for (int64_t j = 0; j < kDim; ++j) {
      second.row(i)[j] = first.row(i)[j] + static_cast<float>(i) / kWords * chance.row(i)[j] +
                         (changes ? 0.6f * change.row(i)[j] : 0.0f);
    }
  }
  std::vector<uint32_t> ids;
  std::vector<MovedWord> all = FindMovedWords(first, second, AllWords());
  ASSERT_EQ(all.size(), AllWords().size());
  all.resize(3);
  for (const MovedWord& moved : all) {
    ids.push_back(moved.word.first_id);
    EXPECT_GT(moved.movement, 5);
    EXPECT_GT(moved.cosine, 0.7);
  }
  EXPECT_THAT(ids, UnorderedElementsAre(10, 300, 700));
}

TEST(MovedWords, AreAllWordsWhereThereAreFewAndNoneMoved) {
  const Matrix<float> vectors = RandomMatrix<float>(1, 4, 3);
  const std::vector<CommonWord> words = {{0, 0}, {1, 1}, {3, 3}};
  const std::vector<MovedWord> moved = FindMovedWords(vectors, vectors, words);
  ASSERT_EQ(moved.size(), 3u);
  for (const MovedWord& each : moved) {
    EXPECT_EQ(each.movement, 0);
    EXPECT_EQ(each.cosine, 1);
  }
  EXPECT_TRUE(FindMovedWords(vectors, vectors, {}).empty());
}

}  // namespace
}  // namespace windowlm
