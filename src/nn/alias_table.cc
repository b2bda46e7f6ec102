#include "src/nn/alias_table.h"

#include <algorithm>

namespace windowlm {

AliasTable::AliasTable(absl::Span<const double> weights)
    : cells_(weights.size()), probabilities_(weights.begin(), weights.end()) {
  double total = 0;
  for (const double weight : weights) total += weight;
  for (double& probability : probabilities_) probability /= total;

  // How many cells, of probability 1 / size each, an outcome fills. What is more than one cell goes
  // to the cells of other outcomes.
  std::vector<double> fill(weights.size());
  std::vector<uint32_t> small;
  std::vector<uint32_t> large;
  for (uint32_t i = 0; i < fill.size(); ++i) {
    fill[i] = probabilities_[i] * static_cast<double>(fill.size());
    (fill[i] < 1 ? small : large).push_back(i);
  }
  const auto set = [this](uint32_t cell, double share, uint32_t alias) {
    cells_[cell] = {static_cast<uint32_t>(std::min(share * 0x1p32, 0x1p32 - 1)), alias};
  };
  while (!small.empty() && !large.empty()) {
    const uint32_t low = small.back();
    const uint32_t high = large.back();
    small.pop_back();
    set(low, fill[low], high);
    fill[high] -= 1 - fill[low];
    if (fill[high] < 1) {
      large.pop_back();
      small.push_back(high);
    }
  }
  // These cells are full, but for rounding.
  for (const uint32_t cell : small) set(cell, 1, cell);
  for (const uint32_t cell : large) set(cell, 1, cell);
}

}  // namespace windowlm
