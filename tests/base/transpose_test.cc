#include "src/base/transpose.h"

#include <cstdint>

#include "gtest/gtest.h"
#include "src/base/matrix.h"
#include "tests/base/random_matrix.h"

namespace windowlm {
namespace {

TEST(Transpose, TurnsRowsToColumnsAndLeavesTheGapsBetweenThem) {
  constexpr int64_t kSizes[] = {0, 1, 7, 8, 9, 16, 31, 40};
  constexpr int64_t kGap = 3;
  for (const int64_t rows : kSizes) {
    for (const int64_t columns : kSizes) {
      SCOPED_TRACE(testing::Message() << rows << " x " << columns);
      const Matrix<float> memory = RandomMatrix<float>(1, rows, columns + kGap);
      Matrix<float> transposed = RandomMatrix<float>(2, columns, rows + kGap);
      const Matrix<float> before = RandomMatrix<float>(2, columns, rows + kGap);
      const MatrixView<const float> x = memory.view().Columns(1, columns);
      Transpose(x, transposed.view().Columns(2, rows));
      for (int64_t j = 0; j < columns; ++j) {
        for (int64_t i = 0; i < rows + kGap; ++i) {
          const bool inside = i >= 2 && i < 2 + rows;
          ASSERT_EQ(transposed.row(j)[i], inside ? x.row(i - 2)[j] : before.row(j)[i])
              << "row " << j << ", column " << i;
        }
      }
    }
  }
}

}  // namespace
}  // namespace windowlm
