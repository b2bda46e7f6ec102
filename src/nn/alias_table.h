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
  // Outcome i has a probability in proportion to weights[i]. All weights are finite and at least 0,
  // and one or more above 0.
  explicit AliasTable(absl::Span<const double> weights);

  // The outcome for 64 random bits.
  uint32_t Draw(uint64_t bits) const {
    const auto cell = static_cast<uint32_t>((bits >> 32) * cells_.size() >> 32);
    const Cell& drawn = cells_[cell];
    // Chosen by arithmetic, as no processor can foresee a branch here.
    const uint32_t own = static_cast<uint32_t>(bits) < drawn.threshold ? ~uint32_t{0} : 0;
    return (cell & own) | (drawn.alias & ~own);
  }

  // The probability of an outcome.
  double probability(uint32_t outcome) const { return probabilities_[outcome]; }

 private:
  struct Cell {
    // Below this, the lower 32 random bits choose the cell's own outcome; from it on, `alias`.
    uint32_t threshold;
    uint32_t alias;
  };

  std::vector<Cell> cells_;
  std::vector<double> probabilities_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_NN_ALIAS_TABLE_H_
