#include "src/query/odd_one_out.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/base/matrix_of.h"
#include "tests/evaluate/ten_words.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;

std::vector<Fit> FitsOf(absl::Span<const int> ids, const Matrix<float>& vectors) {
  Matrix<float> rows(static_cast<int64_t>(ids.size()), vectors.columns());
  for (int64_t i = 0; i < rows.rows(); ++i) {
    std::copy_n(vectors.row(ids[i]), rows.columns(), rows.row(i));
  }
  return RankByFit(rows);
}

std::vector<size_t> PlacesOf(const std::vector<Fit>& fits) {
  std::vector<size_t> places;
  for (const Fit& fit : fits) places.push_back(fit.place);
  return places;
}

// King, queen, woman and Apple; the cosines were worked out in Python.
TEST(OddOneOut, IsTheWordWithTheLeastCosineWithTheOthersMean) {
  const std::vector<Fit> words = FitsOf({0, 1, 5, 2}, TenVectors());
  ASSERT_THAT(PlacesOf(words), ElementsAre(3, 0, 2, 1));
  EXPECT_NEAR(words[0].cosine, 0.12963415085740554, 1e-6);
  EXPECT_NEAR(words[1].cosine, 0.5671598130860435, 1e-6);
  EXPECT_NEAR(words[2].cosine, 0.6148667430291196, 1e-6);
  EXPECT_NEAR(words[3].cosine, 0.8953121925908619, 1e-6);
}

TEST(OddOneOut, IsJudgedWithoutRegardToTheLengthOfVectors) {
  const Matrix<float> vectors = MatrixOf<float>({{1, 0}, {1000, 0}, {0, 1}, {0.001f, 0.0001f}});
  EXPECT_THAT(PlacesOf(FitsOf({0, 1, 2, 3}, vectors))[0], 2);
}

TEST(OddOneOut, IsTheFirstOfWordsThatFitEqually) {
  const Matrix<float> vectors = MatrixOf<float>({{1, 0}, {1, 0}, {1, 0}});
  EXPECT_THAT(PlacesOf(FitsOf({2, 0, 1}, vectors)), ElementsAre(0, 1, 2));
}

TEST(OddOneOut, FitsByZeroWhereAVectorIsZerosOrTheOthersCancelOut) {
  const Matrix<float> vectors = MatrixOf<float>({{0, 0}, {1, 0}, {-1, 0}});
  const std::vector<Fit> zeros = FitsOf({0, 1, 1}, vectors);
  EXPECT_EQ(zeros[0].place, 0);
  EXPECT_EQ(zeros[0].cosine, 0);
  const std::vector<Fit> opposite = FitsOf({1, 2, 1}, vectors);
  EXPECT_EQ(opposite[0].place, 1);
  EXPECT_EQ(opposite[0].cosine, -1);
  EXPECT_EQ(opposite[1].cosine, 0);
}

}  // namespace
}  // namespace windowlm
