#ifndef WINDOWLM_TESTS_BASE_RANDOM_MATRIX_H_
#define WINDOWLM_TESTS_BASE_RANDOM_MATRIX_H_

#include <cstdint>

#include "src/base/matrix.h"
#include "src/base/random.h"

namespace windowlm {

// Uniform over [low, high), a function of the seed.
template <typename T>
void FillRandom(uint64_t seed, MatrixView<T> matrix, double low = -1, double high = 1) {
  const CounterRandom random(seed, RandomPurpose::kInitialization, 1234);
  for (int64_t i = 0; i < matrix.rows; ++i) {
    for (int64_t j = 0; j < matrix.columns; ++j) {
      const double u = random.Uniform(i * matrix.columns + j);
      matrix.row(i)[j] = static_cast<T>(low + u * (high - low));
    }
  }
}

template <typename T>
Matrix<T> RandomMatrix(uint64_t seed, int64_t rows, int64_t columns, double low = -1,
                       double high = 1) {
  Matrix<T> matrix(rows, columns);
  FillRandom(seed, matrix.view(), low, high);
  return matrix;
}

}  // namespace windowlm

#endif  // WINDOWLM_TESTS_BASE_RANDOM_MATRIX_H_
