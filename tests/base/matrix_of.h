#ifndef WINDOWLM_TESTS_BASE_MATRIX_OF_H_
#define WINDOWLM_TESTS_BASE_MATRIX_OF_H_

#include <algorithm>
#include <cstdint>
#include <initializer_list>

#include "src/base/matrix.h"

namespace windowlm {

// A matrix written out row by row, all of one length: MatrixOf<double>({{1, 2}, {3, 4}}).
template <typename T>
Matrix<T> MatrixOf(std::initializer_list<std::initializer_list<T>> rows) {
  Matrix<T> matrix(static_cast<int64_t>(rows.size()),
                   rows.size() == 0 ? 0 : static_cast<int64_t>(rows.begin()->size()));
  T* out = matrix.data();
  for (const std::initializer_list<T>& row : rows) out = std::copy(row.begin(), row.end(), out);
  return matrix;
}

}  // namespace windowlm

#endif  // WINDOWLM_TESTS_BASE_MATRIX_OF_H_
