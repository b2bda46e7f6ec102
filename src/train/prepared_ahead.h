#ifndef WINDOWLM_SRC_TRAIN_PREPARED_AHEAD_H_
#define WINDOWLM_SRC_TRAIN_PREPARED_AHEAD_H_

#include <algorithm>
#include <array>
#include <cstdint>

#include "src/base/parallel_for.h"
#include "src/base/profile.h"

namespace windowlm {

// What steps need, made for kAhead steps at once on the program's threads, ahead of the steps that
// take it. Call it from one thread.
template <typename Prepared, uint64_t kAhead>
class PreparedAhead {
 public:
  // What step number `step` of `steps` needs, valid until the next call. prepare(number, &prepared)
  // makes it, from the number alone; it is called by many threads at once. Calls are quick in the
  // order of the steps, from whichever comes first.
  template <typename Prepare>
  const Prepared& At(uint64_t step, uint64_t steps, Prepare prepare) {
    if (step >= first_ && step < end_) return prepared_[step - first_];
    const PhaseTimer timer(Phase::kPreparation);
    first_ = step;
    end_ = std::min(step + kAhead, steps);
    ParallelFor(static_cast<int64_t>(end_ - first_),
                [&](int64_t i) { prepare(first_ + static_cast<uint64_t>(i), &prepared_[i]); });
    return prepared_[0];
  }

  // The first step of those that were prepared at once last.
  uint64_t first() const { return first_; }

 private:
  // Of the steps [first_, end_).
  std::array<Prepared, kAhead> prepared_;
  uint64_t first_ = 0;
  uint64_t end_ = 0;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_PREPARED_AHEAD_H_
