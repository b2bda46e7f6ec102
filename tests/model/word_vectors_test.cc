#include "src/model/word_vectors.h"

#include <cmath>

#include "gtest/gtest.h"
#include "tests/base/matrix_of.h"

namespace windowlm {
namespace {

TEST(UnitVectors, HaveLengthOneOrZeroWhateverTheVectorsLength) {
  const Matrix<float> vectors = MatrixOf<float>({{3, 4}, {3e38f, 0}, {0, 2e-38f}, {0, 0}, {1, 1}});
  const Matrix<float> unit = UnitVectors(vectors, 4);
  ASSERT_EQ(unit.rows(), 4);
  EXPECT_FLOAT_EQ(unit.row(0)[0], 0.6f);
  EXPECT_FLOAT_EQ(unit.row(0)[1], 0.8f);
  EXPECT_EQ(unit.row(1)[0], 1);
  EXPECT_EQ(unit.row(2)[1], 1);
  EXPECT_EQ(unit.row(3)[0], 0);
  EXPECT_EQ(unit.row(3)[1], 0);
}

TEST(Cosine, IsExactlyOneOfEqualVectorsAndZeroOfZeros) {
  const Matrix<float> vectors =
      MatrixOf<float>({{0.1f, 0.7f, -3}, {1, 1, 0}, {0, 1, 1}, {0, 0, 0}});
  EXPECT_EQ(Cosine(vectors.row(0), vectors.row(0), 3), 1);
  EXPECT_DOUBLE_EQ(Cosine(vectors.row(1), vectors.row(2), 3), 0.5);
  EXPECT_EQ(Cosine(vectors.row(1), vectors.row(3), 3), 0);
}

TEST(WriteAnalogyVector, IsTheSecondLessTheFirstPlusTheThird) {
  const Matrix<float> vectors = MatrixOf<float>({{1, 2}, {10, 20}, {100, 300}});
  float result[2];
  WriteAnalogyVector(vectors.row(0), vectors.row(1), vectors.row(2), 2, result);
  EXPECT_EQ(result[0], 109);
  EXPECT_EQ(result[1], 318);
}

}  // namespace
}  // namespace windowlm
