#include "src/corpus/window_order.h"

#include <cmath>
#include <cstddef>

#include "src/base/random.h"

namespace windowlm {

WindowOrder::WindowOrder(uint64_t size, uint64_t seed, uint32_t epoch) : size_(size) {
  // Any number of columns near the square root is good; it determines the number of rows.
  columns_ = static_cast<uint64_t>(std::ceil(std::sqrt(static_cast<double>(size))));
  rows_ = (size + columns_ - 1) / columns_;
  const CounterRandom random(seed, RandomPurpose::kWindowOrder, epoch);
  for (size_t i = 0; i < keys_.size(); ++i) keys_[i] = random.Uint64(i);
}

}  // namespace windowlm
