#include "src/train/learning_rate.h"

#include <algorithm>
#include <cmath>

namespace windowlm {

LearningRate::LearningRate(const TrainConfig& config, uint64_t planned_steps)
    : schedule_(config.schedule()),
      rate_(config.optimizer().learning_rate()),
      warmup_steps_(static_cast<double>(config.warmup_steps())),
      planned_steps_(static_cast<double>(planned_steps)) {}

double LearningRate::At(uint64_t step) const {
  const double s = static_cast<double>(step);
  double rate = rate_ * factor_;
  if (s < warmup_steps_) return rate * (s + 1) / (warmup_steps_ + 1);
  // The share of the schedule that is left: 1 at the first step after the warm-up, 0 behind the
  // last one.
  const double left =
      std::max(0.0, planned_steps_ - s) / std::max(1.0, planned_steps_ - warmup_steps_);
  if (schedule_ == SCHEDULE_LINEAR) rate *= left;
  if (schedule_ == SCHEDULE_COSINE) rate *= (1 - std::cos(M_PI * left)) / 2;
  return rate;
}

void LearningRate::OnStall() {
  if (schedule_ == SCHEDULE_HALVING) factor_ /= 2;
}

}  // namespace windowlm
