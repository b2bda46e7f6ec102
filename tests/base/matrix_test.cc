#include "src/base/matrix.h"

#include <cstdint>
#include <utility>

#include "gtest/gtest.h"

namespace windowlm {
namespace {

TEST(Matrix, StartsZeroedAndAligned) {
  for (const int64_t columns : {1, 3, 16, 100}) {
    const Matrix<float> matrix(7, columns);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(matrix.data()) % 64, 0u);
    for (int64_t i = 0; i < matrix.size(); ++i) ASSERT_EQ(matrix.data()[i], 0.0f);
  }
}

TEST(Matrix, KeepsItsMemoryForASmallerShape) {
  Matrix<double> matrix(10, 10);
  const double* data = matrix.data();
  matrix.Resize(5, 7);
  EXPECT_EQ(matrix.data(), data);
  EXPECT_EQ(matrix.row(1) - matrix.row(0), 7);
  matrix.Resize(10, 10);
  EXPECT_EQ(matrix.data(), data);
}

TEST(Matrix, IsZeroedWhereItTakesMoreMemory) {
  Matrix<double> matrix(1, 1);
  matrix.data()[0] = 5;
  matrix.Resize(30, 40);
  for (int64_t i = 0; i < matrix.size(); ++i) ASSERT_EQ(matrix.data()[i], 0.0);
}

TEST(Matrix, MovesWithoutCopying) {
  Matrix<float> from(2, 3);
  const float* data = from.data();
  const Matrix<float> to = std::move(from);
  EXPECT_EQ(to.data(), data);
  EXPECT_EQ(to.rows(), 2);
  EXPECT_EQ(to.columns(), 3);
}

TEST(Matrix, MayBeEmpty) {
  Matrix<float> matrix(0, 5);
  EXPECT_EQ(matrix.size(), 0);
  EXPECT_EQ(matrix.view().rows, 0);
  matrix.Resize(2, 2);
  EXPECT_EQ(matrix.size(), 4);
}

TEST(MatrixView, TakesRowsByTheirStride) {
  float numbers[12] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
  const MatrixView<float> view{numbers, 3, 2, 4};
  const MatrixView<const float> rows = view.Rows(1, 2);
  EXPECT_EQ(rows.rows, 2);
  EXPECT_EQ(rows.columns, 2);
  EXPECT_EQ(rows.row(0)[1], 5.0f);
  EXPECT_EQ(rows.row(1)[0], 8.0f);
}

}  // namespace
}  // namespace windowlm
