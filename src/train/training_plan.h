#ifndef WINDOWLM_SRC_TRAIN_TRAINING_PLAN_H_
#define WINDOWLM_SRC_TRAIN_TRAINING_PLAN_H_

#include <cstdint>

#include "proto/train_config.pb.h"

namespace windowlm {

// The steps of a training run: which windows each takes, and where the run ends. Each
// epoch visits every window of the corpus once; its last batch is what is left over.
class TrainingPlan {
 public:
  // config.batch_size is resolved; windows >= 1.
  TrainingPlan(const TrainConfig& config, uint64_t windows);

  struct Step {
    uint32_t epoch;
    // Places in that epoch's order: [first, first + count).
    uint64_t first;
    uint64_t count;
    // Whether the epoch, or the run, ends with this step.
    bool ends_epoch;
    bool ends_run;
  };

  // Step number 0, 1, ..., steps() - 1.
  Step At(uint64_t step) const;

  // Of all epochs: what the learning rate's schedule goes by.
  uint64_t planned_steps() const { return planned_steps_; }
  // Of this run, which --max-steps and --max-words may end early; and its windows.
  uint64_t steps() const { return steps_; }
  uint64_t words() const { return words_; }
  uint64_t windows_per_epoch() const { return windows_; }
  // Epochs that the run begins.
  uint64_t epochs() const { return steps_ == 0 ? 0 : (steps_ - 1) / steps_per_epoch_ + 1; }

 private:
  // Windows taken by the first `steps` steps of an unbounded run.
  uint64_t WordsBefore(uint64_t steps) const;

  uint64_t windows_;
  uint64_t batch_;
  uint64_t steps_per_epoch_;
  uint64_t planned_steps_;
  uint64_t steps_;
  uint64_t words_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_TRAINING_PLAN_H_
