#ifndef WINDOWLM_SRC_CORPUS_WINDOW_ORDER_H_
#define WINDOWLM_SRC_CORPUS_WINDOW_ORDER_H_

#include <array>
#include <cstddef>
#include <cstdint>

namespace windowlm {

// The order in which an epoch visits its windows: a random permutation of 0 .. size - 1, a pure
// function of (size, seed, epoch, run), with no array of indices. Safe for any number of threads.
//
// With a run of R > 1, R windows that follow each other in the text stay together, and it is these
// runs whose order is random; the last size modulo R windows come last.
//
// A generalized Feistel network with cycle walking (Black & Rogaway 2002, "Ciphers with Arbitrary
// Finite Domains"): i is a cell of a grid of about sqrt(size) by sqrt(size), and each round turns
// every column, then every row, by a random number that its index gives. The grid has fewer than
// sqrt(size) cells too many; an index that ends in one of them is permuted again.
class WindowOrder {
 public:
  // Requires 0 < size <= 2^62 and run > 0.
  WindowOrder(uint64_t size, uint64_t seed, uint32_t epoch, uint64_t run = 1);

  uint64_t size() const { return size_; }

  // The window at place i of the order. Requires i < size(). Costs tens of nanoseconds.
  uint64_t operator()(uint64_t i) const {
    if (i >= runs_ * run_) return i;
    uint64_t place = i / run_;
    do {
      place = Permute(place);
    } while (place >= runs_);
    return place * run_ + i % run_;
  }

 private:
  static constexpr size_t kRounds = 4;

  // A number below `bound` <= 2^31, given by `index` and `key`.
  static uint64_t RandomBelow(uint64_t bound, uint64_t index, uint64_t key) {
    uint64_t mixed = (index ^ key) * 0x9e3779b97f4a7c15;
    mixed ^= mixed >> 32;
    mixed *= 0xd6e8feb86659fd93;
    return (mixed >> 32) * bound >> 32;
  }

  static uint64_t AddModulo(uint64_t a, uint64_t b, uint64_t modulus) {
    const uint64_t sum = a + b;
    return sum < modulus ? sum : sum - modulus;
  }

  uint64_t Permute(uint64_t i) const {
    uint64_t row = i / columns_;
    uint64_t column = i % columns_;
    for (size_t round = 0; round < kRounds; ++round) {
      row = AddModulo(row, RandomBelow(rows_, column, keys_[2 * round]), rows_);
      column = AddModulo(column, RandomBelow(columns_, row, keys_[2 * round + 1]), columns_);
    }
    return row * columns_ + column;
  }

  uint64_t size_;
  uint64_t run_;
  // The number of whole runs.
  uint64_t runs_;
  uint64_t columns_;
  uint64_t rows_;
  std::array<uint64_t, 2 * kRounds> keys_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_WINDOW_ORDER_H_
