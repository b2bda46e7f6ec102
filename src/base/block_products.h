// Products of rows that are cut into blocks of 16 numbers, each a cache line.

#ifndef WINDOWLM_SRC_BASE_BLOCK_PRODUCTS_H_
#define WINDOWLM_SRC_BASE_BLOCK_PRODUCTS_H_

#include <cstdint>

namespace windowlm {

inline constexpr int64_t kBlockColumns = 16;

// The number of products that ProductsOfBlock makes at once.
inline constexpr int64_t kProductsAtOnce = 8;

// Eight numbers that are computed together.
using EightFloats = float __attribute__((vector_size(32), may_alias));

// Sums the lanes of eight vectors: number j of the result is
// ((a0 + a2) + (a1 + a3)) + ((a4 + a6) + (a5 + a7)) for a = lanes[j].
inline EightFloats SumsOfLanes(const EightFloats* lanes) {
  // The lanes of one vector are added two by two, while those of several are gathered in one.
  EightFloats twos[kProductsAtOnce / 2];
  for (int64_t j = 0; j < kProductsAtOnce / 2; ++j) {
    const EightFloats a = lanes[2 * j];
    const EightFloats b = lanes[2 * j + 1];
    // a0+a2 b0+b2 a1+a3 b1+b3, and the same of lanes 4 to 7.
    twos[j] = __builtin_shufflevector(a, b, 0, 8, 1, 9, 4, 12, 5, 13) +
              __builtin_shufflevector(a, b, 2, 10, 3, 11, 6, 14, 7, 15);
  }
  EightFloats fours[kProductsAtOnce / 4];
  for (int64_t j = 0; j < kProductsAtOnce / 4; ++j) {
    const EightFloats ab = twos[2 * j];
    const EightFloats cd = twos[2 * j + 1];
    // The sums over lanes 0 to 3 of a, b, c and d, then those over lanes 4 to 7.
    fours[j] = __builtin_shufflevector(ab, cd, 0, 1, 8, 9, 4, 5, 12, 13) +
               __builtin_shufflevector(ab, cd, 2, 3, 10, 11, 6, 7, 14, 15);
  }
  return __builtin_shufflevector(fours[0], fours[1], 0, 1, 2, 3, 8, 9, 10, 11) +
         __builtin_shufflevector(fours[0], fours[1], 4, 5, 6, 7, 12, 13, 14, 15);
}

// Sets products[j] to the dot product of the blocks x and rows[j] + offset, for j = 0 .. 7. All
// blocks are aligned to 64 bytes, `products` to 32. The order of the additions is fixed.
inline void ProductsOfBlock(const float* x, const float* const* rows, int64_t offset,
                            float* products) {
  const auto* const halves = reinterpret_cast<const EightFloats*>(x);
  EightFloats lanes[kProductsAtOnce];
  for (int64_t j = 0; j < kProductsAtOnce; ++j) {
    const auto* const row = reinterpret_cast<const EightFloats*>(rows[j] + offset);
    lanes[j] = halves[0] * row[0] + halves[1] * row[1];
  }
  *reinterpret_cast<EightFloats*>(products) = SumsOfLanes(lanes);
}

}  // namespace windowlm

#endif  // WINDOWLM_SRC_BASE_BLOCK_PRODUCTS_H_
