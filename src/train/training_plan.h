#ifndef WINDOWLM_SRC_TRAIN_TRAINING_PLAN_H_
#define WINDOWLM_SRC_TRAIN_TRAINING_PLAN_H_

#include <cstdint>

#include "proto/train_config.pb.h"

namespace windowlm {

// The number of positions of the text that a step covers. `config` is resolved.
int64_t StepPositions(const TrainConfig& config);

// Whether batches are stretches of text (StretchSampler), not windows from all over it.
bool UsesStretches(const TrainConfig& config);

// The steps of a training run: which windows each takes, and where the run ends. Each epoch visits
// every window of the corpus once; its last batch is what is left over. A run of two and a half
// epochs, with 4 steps an epoch:
//
//   epoch   0              1              2
//         |---|---|---|-|---|---|---|-|---|--|
//   step    0   1   2  3  4   5   6  7  8  9
class TrainingPlan {
 public:
  // `config` is resolved; windows >= 1.
  TrainingPlan(const TrainConfig& config, uint64_t windows);

  struct Step {
    uint32_t epoch;
    // The step's windows are at the places [first, first + count) of the epoch's order.
    uint64_t first;
    uint64_t count;
    // Whether the epoch, or the run, ends with this step.
    bool ends_epoch;
    bool ends_run;
  };

  // The position where the stretch of text of a step begins, if steps are stretches: whole ones are
  // visited in a random order, and what is left over at the end comes last.
  uint64_t StretchBegin(const Step& step, uint64_t seed) const;

  // The step of this number: 0, 1, ..., steps() - 1.
  Step At(uint64_t step) const;

  // The number of steps of all epochs, by which the learning rate's schedule goes.
  uint64_t planned_steps() const { return planned_steps_; }
  // The numbers of steps and of windows of this run, which a limit on either may end early.
  uint64_t steps() const { return steps_; }
  uint64_t words() const { return words_; }
  uint64_t windows_per_epoch() const { return windows_; }
  // The number of epochs that the run begins.
  uint64_t epochs() const { return steps_ == 0 ? 0 : (steps_ - 1) / steps_per_epoch_ + 1; }

 private:
  // The number of windows taken by the first `steps` steps of an unbounded run.
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
