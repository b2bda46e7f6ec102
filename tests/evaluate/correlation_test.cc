#include "src/evaluate/correlation.h"

#include <cmath>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(AverageRanks, StartAtOneForTheLeast) {
  EXPECT_THAT(AverageRanks({0.5, -3, 12, 0.75}), ElementsAre(2, 1, 4, 3));
  EXPECT_THAT(AverageRanks({}), IsEmpty());
}

TEST(AverageRanks, OfEqualValuesAreTheirMean) {
  EXPECT_THAT(AverageRanks({3, 1, 3, 2, 3}), ElementsAre(4, 1, 4, 2, 4));
  EXPECT_THAT(AverageRanks({7, 7}), ElementsAre(1.5, 1.5));
  EXPECT_THAT(AverageRanks({0.0, -0.0, -1}), ElementsAre(2.5, 2.5, 1));
}

// dx = -7/4, -3/4, 1/4, 9/4 and dy = -3/2, -5/2, 1/2, 7/2.
TEST(PearsonCorrelation, IsTheFigureWorkedByHand) {
  const absl::optional<double> r = PearsonCorrelation({1, 2, 3, 5}, {2, 1, 4, 7});
  ASSERT_TRUE(r.has_value());
  EXPECT_NEAR(*r, 12.5 / std::sqrt(8.75 * 21), 1e-14);
}

// scipy.stats.pearsonr and spearmanr (SciPy 1.10) of these samples.
TEST(Correlation, IsThatOfSciPyWithTiesInBothSamples) {
  const std::vector<double> x = {1, 2, 2, 3, 5, 5, 5, 8};
  const std::vector<double> y = {2.5, 1, 1, 4, 3, 7, 7, 7};
  EXPECT_NEAR(*PearsonCorrelation(x, y), 0.7959399705665617, 1e-14);
  EXPECT_NEAR(*SpearmanCorrelation(x, y), 0.8227848101265823, 1e-14);
}

TEST(Correlation, OfASampleWithItselfIsExactlyOne) {
  const std::vector<double> x = {0.1, 0.7, 0.3, 1.9, 1.1, 1e-9, 5.3};
  EXPECT_EQ(*PearsonCorrelation(x, x), 1);
  EXPECT_EQ(*SpearmanCorrelation({1, 2, 3}, {-5, 0, 1e300}), 1);
  EXPECT_EQ(*SpearmanCorrelation({1, 2, 3}, {3, 2, 1}), -1);
}

TEST(Correlation, IsNoneWhereASampleDoesNotVary) {
  EXPECT_EQ(PearsonCorrelation({}, {}), absl::nullopt);
  EXPECT_EQ(PearsonCorrelation({1}, {2}), absl::nullopt);
  // The mean of three 0.1 is not 0.1.
  EXPECT_EQ(PearsonCorrelation({0.1, 0.1, 0.1}, {1, 2, 3}), absl::nullopt);
  EXPECT_EQ(PearsonCorrelation({1, 2, 3}, {0.1, 0.1, 0.1}), absl::nullopt);
  EXPECT_EQ(SpearmanCorrelation({1, 2, 3}, {4, 4, 4}), absl::nullopt);
}

TEST(Correlation, IsNoneWhereNoDoubleHoldsTheSquares) {
  EXPECT_EQ(PearsonCorrelation({1, 1e300, 3}, {1, 2, 3}), absl::nullopt);
  EXPECT_EQ(PearsonCorrelation({1e-300, 2e-300, 0}, {1, 2, 3}), absl::nullopt);
  EXPECT_EQ(SpearmanCorrelation({0, 2e-300, 1e300}, {1, 2, 3}), 1);
}

}  // namespace
}  // namespace windowlm
