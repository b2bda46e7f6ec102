#include "src/query/unit_vector_sum.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::FloatNear;

TEST(UnitVectorSum, CountsEachWordByItsWeightWhateverItsLength) {
  EXPECT_THAT(SumOfUnitVectors({{{3, 4}, 1}, {{0, 100}, -2}, {{0, 0}, 1}}, 2),
              ElementsAre(FloatNear(0.6f, 1e-6f), FloatNear(-1.2f, 1e-6f)));
}

TEST(UnitVectorSum, OfAWordLessItselfIsZeros) {
  EXPECT_THAT(SumOfUnitVectors({{{3, 1}, 1}, {{3, 1}, -1}}, 2), ElementsAre(0, 0));
}

}  // namespace
}  // namespace windowlm
