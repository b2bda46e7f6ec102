#include "src/base/orthogonal_factor.h"

#include "gtest/gtest.h"
#include "src/base/matrix_product.h"
#include "tests/base/matrix_of.h"
#include "tests/base/random_matrix.h"

namespace windowlm {
namespace {

void ExpectNear(const Matrix<double>& a, const Matrix<double>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (int64_t i = 0; i < a.size(); ++i) EXPECT_NEAR(a.data()[i], b.data()[i], 1e-12) << i;
}

// Of a turn by a quarter and a stretching, the turn.
TEST(OrthogonalFactor, LeavesTheStretchingOut) {
  ExpectNear(OrthogonalFactor(MatrixOf<double>({{0, -2}, {3, 0}})),
             MatrixOf<double>({{0, -1}, {1, 0}}));
}

TEST(OrthogonalFactor, MayMirror) {
  ExpectNear(OrthogonalFactor(MatrixOf<double>({{5, 0}, {0, -0.1}})),
             MatrixOf<double>({{1, 0}, {0, -1}}));
}

// M = Q P with Q orthogonal and P symmetric and positive: then Q^T M is symmetric.
TEST(OrthogonalFactor, IsThatOfThePolarDecomposition) {
  for (const int64_t size : {1, 7, 40}) {
    const Matrix<double> m = RandomMatrix<double>(3, size, size);
    const Matrix<double> q = OrthogonalFactor(m);
    Matrix<double> unit(size, size);
    MatrixProduct(Transposed(q.view()), Plain(q.view()), unit.view());
    Matrix<double> p(size, size);
    MatrixProduct(Transposed(q.view()), Plain(m.view()), p.view());
    for (int64_t i = 0; i < size; ++i) {
      EXPECT_GE(p.row(i)[i], 0);
      for (int64_t j = 0; j < size; ++j) {
        EXPECT_NEAR(unit.row(i)[j], i == j ? 1 : 0, 1e-12);
        EXPECT_NEAR(p.row(i)[j], p.row(j)[i], 1e-12);
      }
    }
  }
}

}  // namespace
}  // namespace windowlm
