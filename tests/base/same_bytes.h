#ifndef WINDOWLM_TESTS_BASE_SAME_BYTES_H_
#define WINDOWLM_TESTS_BASE_SAME_BYTES_H_

#include <cstdint>
#include <cstring>

#include "gtest/gtest.h"
#include "src/base/matrix.h"

namespace windowlm {

// Whether two matrices of one shape hold the same bytes; names the first row that differs.
template <typename T>
testing::AssertionResult SameBytes(MatrixView<T> a, MatrixView<T> b) {
  if (a.rows != b.rows || a.columns != b.columns) {
    return testing::AssertionFailure() << "shapes [" << a.rows << " x " << a.columns << "] and ["
                                       << b.rows << " x " << b.columns << "]";
  }
  for (int64_t i = 0; i < a.rows; ++i) {
    if (a.columns > 0 && std::memcmp(a.row(i), b.row(i), a.columns * sizeof(T)) != 0) {
      return testing::AssertionFailure() << "row " << i << " differs";
    }
  }
  return testing::AssertionSuccess();
}

template <typename T>
testing::AssertionResult SameBytes(const Matrix<T>& a, const Matrix<T>& b) {
  return SameBytes(a.view(), b.view());
}

}  // namespace windowlm

#endif  // WINDOWLM_TESTS_BASE_SAME_BYTES_H_
