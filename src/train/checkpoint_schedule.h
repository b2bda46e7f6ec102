#ifndef WINDOWLM_SRC_TRAIN_CHECKPOINT_SCHEDULE_H_
#define WINDOWLM_SRC_TRAIN_CHECKPOINT_SCHEDULE_H_

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <utility>

namespace windowlm {

// Whether a training keeps a checkpoint, and when it is written.
struct CheckpointOptions {
  // A checkpoint is written when this many minutes have passed, and after every multiple of this
  // many steps; 0 turns either off.
  double minutes = 0;
  uint64_t steps = 0;
  // Whether training continues from a checkpoint if there is one.
  bool resume = false;

  bool kept() const { return minutes > 0 || steps > 0 || resume; }
};

// Tells when the next checkpoint is due. One that is due by time waits until the last has cost no
// more than a twentieth of the time since then, however slow the disk is.
class CheckpointSchedule {
 public:
  using Clock = std::chrono::steady_clock;

  explicit CheckpointSchedule(const CheckpointOptions& options,
                              std::function<Clock::time_point()> now = Clock::now)
      : options_(options), now_(std::move(now)), last_(now_()) {}

  // Whether a checkpoint is due after `steps` steps of the training.
  bool IsDue(uint64_t steps) const {
    if (options_.steps > 0 && steps % options_.steps == 0) return true;
    if (options_.minutes <= 0) return false;
    const std::chrono::duration<double> elapsed = now_() - last_;
    return elapsed.count() >= std::max(60 * options_.minutes, kLeastRatio * last_seconds_);
  }

  // Call this when a checkpoint was written, or could not be; it took `seconds`.
  void OnWritten(double seconds) {
    last_ = now_();
    last_seconds_ = seconds;
  }

 private:
  // The least time since the last checkpoint for one that is due by time, as a multiple of the time
  // that the last took to write.
  static constexpr double kLeastRatio = 20;

  const CheckpointOptions options_;
  const std::function<Clock::time_point()> now_;
  Clock::time_point last_;
  double last_seconds_ = 0;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_CHECKPOINT_SCHEDULE_H_
