#include "src/query/odd_one_out.h"

#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/base/matrix_of.h"
#include "tests/evaluate/ten_words.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;

std::vector<uint32_t> IdsOf(const std::vector<RankedWord>& words) {
  std::vector<uint32_t> ids;
  for (const RankedWord& word : words) ids.push_back(word.id);
  return ids;
}

// King, queen, woman and Apple; the cosines were worked out in Python.
TEST(OddOneOut, IsTheWordWithTheLeastCosineWithTheOthersMean) {
  const std::vector<RankedWord> words = RankByFit({0, 1, 5, 2}, TenVectors());
  ASSERT_THAT(IdsOf(words), ElementsAre(2, 0, 5, 1));
  EXPECT_NEAR(words[0].score, 0.12963415085740554, 1e-6);
  EXPECT_NEAR(words[1].score, 0.5671598130860435, 1e-6);
  EXPECT_NEAR(words[2].score, 0.6148667430291196, 1e-6);
  EXPECT_NEAR(words[3].score, 0.8953121925908619, 1e-6);
}

TEST(OddOneOut, IsJudgedWithoutRegardToTheLengthOfVectors) {
  const Matrix<float> vectors = MatrixOf<float>({{1, 0}, {1000, 0}, {0, 1}, {0.001f, 0.0001f}});
  EXPECT_THAT(IdsOf(RankByFit({0, 1, 2, 3}, vectors))[0], 2);
}

TEST(OddOneOut, IsTheFirstOfWordsThatFitEqually) {
  const Matrix<float> vectors = MatrixOf<float>({{1, 0}, {1, 0}, {1, 0}});
  EXPECT_THAT(IdsOf(RankByFit({2, 0, 1}, vectors)), ElementsAre(2, 0, 1));
}

TEST(OddOneOut, FitsByZeroWhereAVectorIsZerosOrTheOthersCancelOut) {
  const Matrix<float> vectors = MatrixOf<float>({{0, 0}, {1, 0}, {-1, 0}});
  const std::vector<RankedWord> zeros = RankByFit({0, 1, 1}, vectors);
  EXPECT_EQ(zeros[0].id, 0);
  EXPECT_EQ(zeros[0].score, 0);
  const std::vector<RankedWord> opposite = RankByFit({1, 2, 1}, vectors);
  EXPECT_EQ(opposite[0].id, 2);
  EXPECT_EQ(opposite[0].score, -1);
  EXPECT_EQ(opposite[1].score, 0);
}

}  // namespace
}  // namespace windowlm
