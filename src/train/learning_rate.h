#ifndef WINDOWLM_SRC_TRAIN_LEARNING_RATE_H_
#define WINDOWLM_SRC_TRAIN_LEARNING_RATE_H_

#include <cstdint>

#include "proto/train_config.pb.h"

namespace windowlm {

// The learning rate of each step: it rises in a straight line over the warm-up, and then takes the
// schedule's course.
class LearningRate {
 public:
  // `planned_steps` is the length of the whole schedule, which a bounded run may not reach.
  LearningRate(const TrainConfig& config, uint64_t planned_steps);

  // The learning rate of step 0, 1, ...; never 0 within the plan.
  double At(uint64_t step) const;

  // Call this after a validation that was no better than the best before it.
  void OnStall();

 private:
  const Schedule schedule_;
  const double rate_;
  const double warmup_steps_;
  const double planned_steps_;
  double factor_ = 1;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_LEARNING_RATE_H_
