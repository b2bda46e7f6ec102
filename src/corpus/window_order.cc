#include "src/corpus/window_order.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "src/base/random.h"

namespace windowlm {

WindowOrder::WindowOrder(uint64_t size, uint64_t seed, uint32_t epoch, uint64_t run)
    : size_(size), run_(run), runs_(size / run) {
  // Any number of columns near the square root is good; it determines the number of rows.
  const uint64_t cells = std::max<uint64_t>(1, runs_);
  columns_ = static_cast<uint64_t>(std::ceil(std::sqrt(static_cast<double>(cells))));
  rows_ = (cells + columns_ - 1) / columns_;
  const CounterRandom random(seed, RandomPurpose::kWindowOrder, epoch);
  for (size_t i = 0; i < keys_.size(); ++i) keys_[i] = random.Uint64(i);
}

}  // namespace windowlm
