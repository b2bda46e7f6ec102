#include "src/base/small_product.h"

#include <cmath>
#include <cstdint>

#include "gtest/gtest.h"
#include "src/base/matrix.h"
#include "src/base/matrix_product.h"
#include "tests/base/random_matrix.h"

namespace windowlm {
namespace {

template <typename T>
class SmallProduct : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(SmallProduct, Types);

template <typename T>
void ExpectNear(const Matrix<T>& a, const Matrix<T>& b) {
  const double tolerance = std::is_same_v<T, float> ? 1e-4 : 1e-12;
  for (int64_t i = 0; i < a.size(); ++i) ASSERT_NEAR(a.data()[i], b.data()[i], tolerance) << i;
}

TYPED_TEST(SmallProduct, OfRowsIsTheMatrixProduct) {
  for (const int64_t m : {2, 4, 6, 8}) {
    for (const int64_t n : {2, 10, 14, 38}) {
      for (const int64_t columns : {8, 32, 104}) {
        const Matrix<TypeParam> a = RandomMatrix<TypeParam>(1, m, columns);
        const Matrix<TypeParam> b = RandomMatrix<TypeParam>(2, n, columns);
        Matrix<TypeParam> expected(m, n);
        MatrixProduct(Plain(a.view()), Transposed(b.view()), expected.view());
        Matrix<TypeParam> c(m, n);
        RowProducts(a.data(), m, b.data(), n, columns, c.data());
        ExpectNear(c, expected);
      }
    }
  }
}

TYPED_TEST(SmallProduct, CombinesRowsByAMatrixOrItsTranspose) {
  for (const int64_t m : {2, 8}) {
    for (const int64_t n : {2, 10, 40}) {
      for (const int64_t columns : {8, 32, 40, 104}) {
        const Matrix<TypeParam> c = RandomMatrix<TypeParam>(1, m, n);
        const Matrix<TypeParam> b = RandomMatrix<TypeParam>(2, n, columns);
        const Matrix<TypeParam> a = RandomMatrix<TypeParam>(3, m, columns);
        Matrix<TypeParam> expected(m, columns);
        MatrixProduct(Plain(c.view()), Plain(b.view()), expected.view());
        Matrix<TypeParam> out(m, columns);
        CombineRows(c.data(), n, 1, m, b.data(), n, columns, out.data());
        ExpectNear(out, expected);

        Matrix<TypeParam> expected_transposed(n, columns);
        MatrixProduct(Transposed(c.view()), Plain(a.view()), expected_transposed.view());
        Matrix<TypeParam> out_transposed(n, columns);
        CombineRows(c.data(), 1, n, n, a.data(), m, columns, out_transposed.data());
        ExpectNear(out_transposed, expected_transposed);
      }
    }
  }
}

}  // namespace
}  // namespace windowlm
