#include "src/base/transpose.h"

#include <cstdint>
#include <cstring>

namespace windowlm {
namespace {

constexpr int64_t kSide = 8;

using Row = float __attribute__((vector_size(kSide * sizeof(float))));

// Transposes a square of kSide rows within registers.
void TransposeSquare(const float* from, int64_t from_stride, float* to, int64_t to_stride) {
  Row rows[kSide];
  for (int64_t i = 0; i < kSide; ++i) std::memcpy(&rows[i], from + i * from_stride, sizeof(Row));
  // Pairs of rows are interleaved, then pairs of these, then the halves change places.
  Row pairs[kSide];
  for (int64_t i = 0; i < kSide; i += 2) {
    pairs[i] = __builtin_shufflevector(rows[i], rows[i + 1], 0, 8, 1, 9, 4, 12, 5, 13);
    pairs[i + 1] = __builtin_shufflevector(rows[i], rows[i + 1], 2, 10, 3, 11, 6, 14, 7, 15);
  }
  Row fours[kSide];
  for (int64_t i = 0; i < kSide; i += 4) {
    for (int64_t j = 0; j < 2; ++j) {
      const Row first = pairs[i + j];
      const Row second = pairs[i + j + 2];
      fours[i + 2 * j] = __builtin_shufflevector(first, second, 0, 1, 8, 9, 4, 5, 12, 13);
      fours[i + 2 * j + 1] = __builtin_shufflevector(first, second, 2, 3, 10, 11, 6, 7, 14, 15);
    }
  }
  for (int64_t i = 0; i < kSide / 2; ++i) {
    const Row upper = __builtin_shufflevector(fours[i], fours[i + 4], 0, 1, 2, 3, 8, 9, 10, 11);
    const Row lower = __builtin_shufflevector(fours[i], fours[i + 4], 4, 5, 6, 7, 12, 13, 14, 15);
    std::memcpy(to + i * to_stride, &upper, sizeof(Row));
    std::memcpy(to + (i + kSide / 2) * to_stride, &lower, sizeof(Row));
  }
}

}  // namespace

void Transpose(MatrixView<const float> x, MatrixView<float> transposed) {
  const int64_t whole_rows = x.rows / kSide * kSide;
  const int64_t whole_columns = x.columns / kSide * kSide;
  for (int64_t i = 0; i < whole_rows; i += kSide) {
    for (int64_t j = 0; j < whole_columns; j += kSide) {
      TransposeSquare(x.row(i) + j, x.stride, transposed.row(j) + i, transposed.stride);
    }
  }
  for (int64_t i = 0; i < x.rows; ++i) {
    for (int64_t j = i < whole_rows ? whole_columns : 0; j < x.columns; ++j) {
      transposed.row(j)[i] = x.row(i)[j];
    }
  }
}

}  // namespace windowlm
