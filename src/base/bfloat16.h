#ifndef WINDOWLM_SRC_BASE_BFLOAT16_H_
#define WINDOWLM_SRC_BASE_BFLOAT16_H_

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace windowlm {

// The upper 16 bits of a binary32 float: the same range, with 8 bits of precision instead of 24.
// Products of such numbers are summed in binary32, and take half the time where the processor has
// instructions for them.
struct BFloat16 {
  uint16_t bits;
};

// Rounds to the nearest, ties to even. Infinities stay infinite, and the quiet NaNs that arithmetic
// produces stay NaNs.
inline BFloat16 ToBFloat16(float x) {
  uint32_t bits;
  std::memcpy(&bits, &x, sizeof(bits));
  return {static_cast<uint16_t>((bits + 0x7FFF + (bits >> 16 & 1)) >> 16)};
}

inline float ToFloat(BFloat16 x) {
  const uint32_t bits = static_cast<uint32_t>(x.bits) << 16;
  float result;
  std::memcpy(&result, &bits, sizeof(result));
  return result;
}

// Overloads that leave float and double as they are, so that templates can take any type of
// operand.
inline float ToFloat(float x) { return x; }
inline double ToFloat(double x) { return x; }

inline void Convert(const float* x, int64_t n, BFloat16* y) {
  for (int64_t i = 0; i < n; ++i) y[i] = ToBFloat16(x[i]);
}
inline void Convert(const float* x, int64_t n, float* y) { std::copy_n(x, n, y); }
inline void Convert(const double* x, int64_t n, double* y) { std::copy_n(x, n, y); }

}  // namespace windowlm

#endif  // WINDOWLM_SRC_BASE_BFLOAT16_H_
