#include "src/base/small_product.h"

#include <cstring>

namespace windowlm {
namespace {

// The numbers of one vector register; the compiler chooses the instructions.
template <typename T>
struct VectorOf;
template <>
struct VectorOf<float> {
  typedef float Type __attribute__((vector_size(32)));
};
template <>
struct VectorOf<double> {
  typedef double Type __attribute__((vector_size(32)));
};
template <typename T>
using Vector = typename VectorOf<T>::Type;

template <typename T>
constexpr int64_t kVectorLanes = 32 / sizeof(T);

template <typename T>
Vector<T> Load(const T* x) {
  Vector<T> vector;
  std::memcpy(&vector, x, sizeof(vector));
  return vector;
}

template <typename T>
void Store(const Vector<T>& vector, T* x) {
  std::memcpy(x, &vector, sizeof(vector));
}

// Sums the lanes in one fixed order.
template <typename T>
T SumOf(const Vector<T>& vector) {
  T lanes[kVectorLanes<T>];
  Store<T>(vector, lanes);
  for (int64_t width = kVectorLanes<T> / 2; width > 0; width /= 2) {
    for (int64_t i = 0; i < width; ++i) lanes[i] += lanes[i + width];
  }
  return lanes[0];
}

// Computes a block of kRows by kSmallProductRows products, whose sums stay in registers.
template <typename T, int kRows>
void ProductsBlock(const T* a, const T* b, int64_t n, int64_t columns, T* c) {
  Vector<T> sums[kRows][kSmallProductRows] = {};
  for (int64_t k = 0; k < columns; k += kVectorLanes<T>) {
    Vector<T> b_part[kSmallProductRows];
    for (int j = 0; j < kSmallProductRows; ++j) b_part[j] = Load(b + j * columns + k);
    for (int i = 0; i < kRows; ++i) {
      const Vector<T> a_part = Load(a + i * columns + k);
      for (int j = 0; j < kSmallProductRows; ++j) sums[i][j] += a_part * b_part[j];
    }
  }
  for (int i = 0; i < kRows; ++i) {
    for (int j = 0; j < kSmallProductRows; ++j) c[i * n + j] = SumOf<T>(sums[i][j]);
  }
}

// Computes kWidth vectors in each of kSmallProductRows rows of `out`.
template <typename T, int kWidth>
void CombineBlock(const T* c, int64_t row_stride, int64_t column_stride, const T* b, int64_t n,
                  int64_t columns, T* out) {
  Vector<T> sums[kSmallProductRows][kWidth] = {};
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
  for (int64_t i = 0; i < m;) {
    const int64_t rows = m - i >= 4 ? 4 : kSmallProductRows;
    for (int64_t j = 0; j < n; j += kSmallProductRows) {
      const T* a_rows = a + i * columns;
      const T* b_rows = b + j * columns;
      if (rows == 4) {
        ProductsBlock<T, 4>(a_rows, b_rows, n, columns, c + i * n + j);
      } else {
        ProductsBlock<T, kSmallProductRows>(a_rows, b_rows, n, columns, c + i * n + j);
      }
    }
    i += rows;
  }
}

template <typename T>
void CombineRows(const T* c, int64_t row_stride, int64_t column_stride, int64_t m, const T* b,
                 int64_t n, int64_t columns, T* out) {
  constexpr int64_t kWide = 4 * kVectorLanes<T>;
  for (int64_t i = 0; i < m; i += kSmallProductRows) {
    const T* c_rows = c + i * row_stride;
    T* out_rows = out + i * columns;
    int64_t k = 0;
    for (; k + kWide <= columns; k += kWide) {
      CombineBlock<T, 4>(c_rows, row_stride, column_stride, b + k, n, columns, out_rows + k);
    }
    for (; k < columns; k += kVectorLanes<T>) {
      CombineBlock<T, 1>(c_rows, row_stride, column_stride, b + k, n, columns, out_rows + k);
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
