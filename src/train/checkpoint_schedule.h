#ifndef WINDOWLM_SRC_TRAIN_CHECKPOINT_SCHEDULE_H_
#define WINDOWLM_SRC_TRAIN_CHECKPOINT_SCHEDULE_H_

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <utility>

namespace windowlm {

// Whether a training keeps a checkpoint, and how.
struct CheckpointOptions {
  // Written when so many minutes have passed, and after each so many steps; 0: not so.
  double minutes = 0;
  uint64_t steps = 0;
  // Whether training goes on from one, where there is one.
  bool resume = false;

  bool kept() const { return minutes > 0 || steps > 0 || resume; }
};

// When the next checkpoint is due. One by time waits until the last has cost no more than a
// twentieth of the time since then, however slow the disk is.
class CheckpointSchedule {
 public:
  using Clock = std::chrono::steady_clock;

  explicit CheckpointSchedule(const CheckpointOptions& options,
                              std::function<Clock::time_point()> now = Clock::now)
      : options_(options), now_(std::move(now)), last_(now_()) {}

  // After so many steps of the training.
  bool IsDue(uint64_t steps) const {
    if (options_.steps > 0 && steps % options_.steps == 0) return true;
    if (options_.minutes <= 0) return false;
    const std::chrono::duration<double> elapsed = now_() - last_;
    return elapsed.count() >= std::max(60 * options_.minutes, kLeastRatio * last_seconds_);
  }

  // One was written, or could not be, in so many seconds.
  void OnWritten(double seconds) {
    last_ = now_();
    last_seconds_ = seconds;
  }

 private:
  static constexpr double kLeastRatio = 20;

  const CheckpointOptions options_;
  const std::function<Clock::time_point()> now_;
  Clock::time_point last_;
  double last_seconds_ = 0;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_CHECKPOINT_SCHEDULE_H_
