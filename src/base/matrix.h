#ifndef WINDOWLM_SRC_BASE_MATRIX_H_
#define WINDOWLM_SRC_BASE_MATRIX_H_

#include <cstdint>
#include <utility>

#include "src/base/zeroed_memory.h"

namespace windowlm {

// Rows of a row-major matrix in somebody else's memory. T may be const.
// Row i starts at data + i * stride.
template <typename T>
struct MatrixView {
  T* data = nullptr;
  int64_t rows = 0;
  int64_t columns = 0;
  int64_t stride = 0;

  T* row(int64_t i) const { return data + i * stride; }

  MatrixView Rows(int64_t begin, int64_t count) const {
    return {row(begin), count, columns, stride};
  }

  MatrixView Columns(int64_t begin, int64_t count) const {
    return {data + begin, rows, count, stride};
  }

  // NOLINTNEXTLINE(google-explicit-constructor): a view to write is one to read.
  operator MatrixView<const T>() const { return {data, rows, columns, stride}; }
};

// An owned row-major matrix of numbers without gaps between its rows (stride ==
// columns). The first element is aligned to 64 bytes, so that vectorised loops over
// whole tensors meet the same alignment, and with it the same rounding, in every run.
template <typename T>
class Matrix {
 public:
  Matrix() = default;
  // Makes a matrix of zeros.
  Matrix(int64_t rows, int64_t columns) { Resize(rows, columns); }
  Matrix(Matrix&& other) noexcept { *this = std::move(other); }
  Matrix& operator=(Matrix&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(capacity_, other.capacity_);
    std::swap(rows_, other.rows_);
    std::swap(columns_, other.columns_);
    return *this;
  }
  Matrix(const Matrix&) = delete;
  Matrix& operator=(const Matrix&) = delete;
  ~Matrix() { Free(); }

  // Changes the shape. Memory that suffices is kept, and the contents are then unspecified; newly
  // allocated memory is zero.
  void Resize(int64_t rows, int64_t columns) {
    const int64_t size = rows * columns;
    if (size > capacity_) {
      Free();
      data_ = static_cast<T*>(AllocateZeroed(size * sizeof(T)));
      capacity_ = size;
    }
    rows_ = rows;
    columns_ = columns;
  }

  int64_t rows() const { return rows_; }
  int64_t columns() const { return columns_; }
  int64_t size() const { return rows_ * columns_; }
  T* data() { return data_; }
  const T* data() const { return data_; }
  T* row(int64_t i) { return data_ + i * columns_; }
  const T* row(int64_t i) const { return data_ + i * columns_; }

  MatrixView<T> view() { return {data_, rows_, columns_, columns_}; }
  MatrixView<const T> view() const { return {data_, rows_, columns_, columns_}; }

 private:
  void Free() {
    FreeZeroed(data_, capacity_ * sizeof(T));
    data_ = nullptr;
    capacity_ = 0;
  }

  T* data_ = nullptr;
  int64_t capacity_ = 0;
  int64_t rows_ = 0;
  int64_t columns_ = 0;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_BASE_MATRIX_H_
