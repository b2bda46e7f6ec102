#include "src/base/small_product.h"

#include <algorithm>

#include "src/base/block_products.h"

namespace windowlm {
namespace {

// The numbers of one vector register; the compiler chooses the instructions. Those in memory may
// have any alignment.
template <typename T>
struct VectorOf;
template <>
struct VectorOf<float> {
  using Type = EightFloats;
  typedef float InMemory __attribute__((vector_size(32), may_alias, aligned(4)));
};
template <>
struct VectorOf<double> {
  typedef double Type __attribute__((vector_size(32)));
  typedef double InMemory __attribute__((vector_size(32), may_alias, aligned(8)));
};
template <typename T>
using Vector = typename VectorOf<T>::Type;

template <typename T>
constexpr int64_t kVectorLanes = 32 / sizeof(T);

// The rows of b that are taken at once: so few stay in the nearest cache while all of a or c passes
// by.
constexpr int64_t kRowsAtOnce = 16;

// Loads numbers that several additions take into a register. The compiler would load them from
// memory once for each, and the loads would be what takes the time.
template <typename T>
Vector<T> Load(const T* x) {
  Vector<T> vector = *reinterpret_cast<const typename VectorOf<T>::InMemory*>(x);
  asm("" : "+x"(vector));
  return vector;
}

template <typename T>
void Store(const Vector<T>& vector, T* x) {
  *reinterpret_cast<typename VectorOf<T>::InMemory*>(x) = vector;
}

// Sums the lanes in the order of SumsOfLanes.
template <typename T>
T SumOf(const Vector<T>& v) {
  if constexpr (kVectorLanes<T> == 8) {
    return ((v[0] + v[2]) + (v[1] + v[3])) + ((v[4] + v[6]) + (v[5] + v[7]));
  } else {
    return (v[0] + v[2]) + (v[1] + v[3]);
  }
}

// Computes a block of kRows by kSmallProductRows products, whose sums stay in registers.
template <typename T, int kRows>
void ProductsBlock(const T* a, const T* b, int64_t n, int64_t columns, T* c) {
  constexpr int kBlock = kRows * kSmallProductRows;
  Vector<T> sums[kBlock] = {};
  for (int64_t k = 0; k < columns; k += kVectorLanes<T>) {
    Vector<T> b_part[kSmallProductRows];
    for (int j = 0; j < kSmallProductRows; ++j) b_part[j] = Load(b + j * columns + k);
    for (int i = 0; i < kRows; ++i) {
      const Vector<T> a_part = Load(a + i * columns + k);
      for (int j = 0; j < kSmallProductRows; ++j) {
        sums[i * kSmallProductRows + j] += a_part * b_part[j];
      }
    }
  }
  T products[kBlock];
  if constexpr (kVectorLanes<T> == 8 && kBlock == kProductsAtOnce) {
    Store<T>(SumsOfLanes(sums), products);
  } else {
    for (int i = 0; i < kBlock; ++i) products[i] = SumOf<T>(sums[i]);
  }
  for (int i = 0; i < kRows; ++i) {
    std::copy_n(products + i * kSmallProductRows, kSmallProductRows, c + i * n);
  }
}

// Adds to kWidth vectors in each of kSmallProductRows rows of `out`, or overwrites them.
template <typename T, int kWidth>
void CombineBlock(const T* c, int64_t row_stride, int64_t column_stride, const T* b, int64_t n,
                  int64_t columns, bool adds, T* out) {
  Vector<T> sums[kSmallProductRows][kWidth] = {};
  for (int i = 0; adds && i < kSmallProductRows; ++i) {
    for (int k = 0; k < kWidth; ++k) sums[i][k] = Load(out + i * columns + k * kVectorLanes<T>);
  }
  for (int64_t j = 0; j < n; ++j) {
    Vector<T> b_part[kWidth];
    for (int k = 0; k < kWidth; ++k) b_part[k] = Load(b + j * columns + k * kVectorLanes<T>);
    for (int i = 0; i < kSmallProductRows; ++i) {
      const T factor = c[i * row_stride + j * column_stride];
      for (int k = 0; k < kWidth; ++k) sums[i][k] += factor * b_part[k];
    }
  }
  for (int i = 0; i < kSmallProductRows; ++i) {
    for (int k = 0; k < kWidth; ++k) {
      Store<T>(sums[i][k], out + i * columns + k * kVectorLanes<T>);
    }
  }
}

}  // namespace

template <typename T>
void RowProducts(const T* a, int64_t m, const T* b, int64_t n, int64_t columns, T* c) {
  for (int64_t first = 0; first < n; first += kRowsAtOnce) {
    const int64_t end = std::min(n, first + kRowsAtOnce);
    for (int64_t i = 0; i < m;) {
      const int64_t rows = m - i >= 4 ? 4 : kSmallProductRows;
      const T* const a_rows = a + i * columns;
      for (int64_t j = first; j < end; j += kSmallProductRows) {
        const T* const b_rows = b + j * columns;
        if (rows == 4) {
          ProductsBlock<T, 4>(a_rows, b_rows, n, columns, c + i * n + j);
        } else {
          ProductsBlock<T, kSmallProductRows>(a_rows, b_rows, n, columns, c + i * n + j);
        }
      }
      i += rows;
    }
  }
}

template <typename T>
void CombineRows(const T* c, int64_t row_stride, int64_t column_stride, int64_t m, const T* b,
                 int64_t n, int64_t columns, T* out) {
  constexpr int64_t kWide = 4 * kVectorLanes<T>;
  // A sum over no rows is 0.
  for (int64_t first = 0; first == 0 || first < n; first += kRowsAtOnce) {
    const int64_t count = std::min(n - first, kRowsAtOnce);
    const T* const b_rows = b + first * columns;
    const bool adds = first > 0;
    for (int64_t i = 0; i < m; i += kSmallProductRows) {
      const T* const factors = c + i * row_stride + first * column_stride;
      T* const out_rows = out + i * columns;
      int64_t k = 0;
      for (; k + kWide <= columns; k += kWide) {
        CombineBlock<T, 4>(factors, row_stride, column_stride, b_rows + k, count, columns, adds,
                           out_rows + k);
      }
      for (; k < columns; k += kVectorLanes<T>) {
        CombineBlock<T, 1>(factors, row_stride, column_stride, b_rows + k, count, columns, adds,
                           out_rows + k);
      }
    }
  }
}

template void RowProducts(const float*, int64_t, const float*, int64_t, int64_t, float*);
template void RowProducts(const double*, int64_t, const double*, int64_t, int64_t, double*);
template void CombineRows(const float*, int64_t, int64_t, int64_t, const float*, int64_t, int64_t,
                          float*);
template void CombineRows(const double*, int64_t, int64_t, int64_t, const double*, int64_t, int64_t,
                          double*);

}  // namespace windowlm
