#ifndef WINDOWLM_SRC_BASE_SMALL_PRODUCT_H_
#define WINDOWLM_SRC_BASE_SMALL_PRODUCT_H_

#include <cstdint>

namespace windowlm {

// Products of matrices of a few rows, for which a call of MatrixProduct would cost more than the
// product. All matrices are row-major without gaps. `columns` must be a multiple of
// kSmallProductColumns (pad rows with zeros), and m and n multiples of kSmallProductRows. The
// products run on the calling thread.
inline constexpr int64_t kSmallProductColumns = 8;
inline constexpr int64_t kSmallProductRows = 2;

// The least multiple of `unit` that is not below n.
constexpr int64_t RoundUp(int64_t n, int64_t unit) { return (n + unit - 1) / unit * unit; }

// c = a b^T: a [m x columns], b [n x columns], c [m x n].
template <typename T>
void RowProducts(const T* a, int64_t m, const T* b, int64_t n, int64_t columns, T* c);

// out = c b: out [m x columns], b [n x columns]; c [m x n] has element (i, j) at i * row_stride + j
// * column_stride, so that a transposed matrix can be passed without a copy.
template <typename T>
void CombineRows(const T* c, int64_t row_stride, int64_t column_stride, int64_t m, const T* b,
                 int64_t n, int64_t columns, T* out);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_BASE_SMALL_PRODUCT_H_
