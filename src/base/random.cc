#include "src/base/random.h"

#include <immintrin.h>

namespace windowlm {
namespace {

// Numbers that are computed together, of which the lower halves count: a product reads no more.
using Lanes = uint64_t __attribute__((vector_size(32)));
using HalfLanes = uint32_t __attribute__((vector_size(32)));
// The registers that hold one number of each lane.
constexpr int kParts = 2;

// Written as a product of vectors it would become three.
Lanes Product(const Lanes& x, const Lanes& y) {
  return reinterpret_cast<Lanes>(
      _mm256_mul_epu32(reinterpret_cast<__m256i>(x), reinterpret_cast<__m256i>(y)));
}

void StoreLowerHalves(const Lanes (&x)[kParts], std::array<uint32_t, CounterRandom::kLanes>* y) {
  const auto halves =
      __builtin_shufflevector(reinterpret_cast<HalfLanes>(x[0]), reinterpret_cast<HalfLanes>(x[1]),
                              0, 2, 4, 6, 8, 10, 12, 14);
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(y->data()), reinterpret_cast<__m256i>(halves));
}

}  // namespace

void CounterRandom::Blocks(uint64_t first, LaneWords* words) const {
  static_assert(kLanes == kParts * 4);
  Lanes c[4][kParts];
  for (int part = 0; part < kParts; ++part) {
    c[0][part] = (first + 4 * part) + Lanes{0, 1, 2, 3};
    c[1][part] = c[0][part] >> 32;
    c[2][part] = Lanes{} + stream_;
    c[3][part] = Lanes{} + purpose_;
  }
  const Lanes factors[] = {Lanes{} + PHILOX_M4x32_0, Lanes{} + PHILOX_M4x32_1};
  uint64_t key0 = key_[0];
  uint64_t key1 = key_[1];
  // The rounds of Random123's philox.h, each over all lanes.
  for (int round = 0; round < 10; ++round) {
    for (int part = 0; part < kParts; ++part) {
      const Lanes product0 = Product(factors[0], c[0][part]);
      const Lanes product1 = Product(factors[1], c[2][part]);
      c[0][part] = (product1 >> 32) ^ c[1][part] ^ key0;
      c[2][part] = (product0 >> 32) ^ c[3][part] ^ key1;
      c[1][part] = product1;
      c[3][part] = product0;
    }
    key0 += PHILOX_W32_0;
    key1 += PHILOX_W32_1;
  }
  for (int i = 0; i < 4; ++i) StoreLowerHalves(c[i], &(*words)[i]);
}

}  // namespace windowlm
