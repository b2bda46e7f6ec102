#ifndef WINDOWLM_SRC_NN_ALIAS_TABLE_H_
#define WINDOWLM_SRC_NN_ALIAS_TABLE_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"

namespace windowlm {

// Draws from a discrete distribution in constant time, by the alias method (Walker 1977;
// Vose 1991). Immutable; safe for any number of threads.
class AliasTable {
 public:
  AliasTable() = default;
  // Outcome i has a share of weights[i]; all finite and at least 0, one above 0.
  explicit AliasTable(absl::Span<const double> weights);

  // The outcome for 64 random bits.
  uint32_t Draw(uint64_t bits) const {
    const auto cell = static_cast<uint32_t>((bits >> 32) * cells_.size() >> 32);
    return static_cast<uint32_t>(bits) < cells_[cell].threshold ? cell : cells_[cell].alias;
  }

  // The probability of an outcome.
  double probability(uint32_t outcome) const { return probabilities_[outcome]; }

 private:
  struct Cell {
    // The share, of 2^32, of this cell that is its own outcome; the rest is the alias.
    uint32_t threshold;
    uint32_t alias;
  };

  std::vector<Cell> cells_;
  std::vector<double> probabilities_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_NN_ALIAS_TABLE_H_
