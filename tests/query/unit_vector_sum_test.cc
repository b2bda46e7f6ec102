#include "src/query/unit_vector_sum.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/base/matrix_of.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::FloatNear;

TEST(UnitVectorSum, CountsEachWordByItsWeightWhateverItsLength) {
  const Matrix<float> vectors = MatrixOf<float>({{3, 4}, {0, 100}, {0, 0}});
  EXPECT_THAT(SumOfUnitVectors({{0, 1}, {1, -2}, {2, 1}}, vectors),
              ElementsAre(FloatNear(0.6f, 1e-6f), FloatNear(-1.2f, 1e-6f)));
}

TEST(UnitVectorSum, OfAWordLessItselfIsZeros) {
  EXPECT_THAT(SumOfUnitVectors({{0, 1}, {0, -1}}, MatrixOf<float>({{3, 1}})), ElementsAre(0, 0));
}

}  // namespace
}  // namespace windowlm
