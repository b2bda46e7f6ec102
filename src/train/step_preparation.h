#ifndef WINDOWLM_SRC_TRAIN_STEP_PREPARATION_H_
#define WINDOWLM_SRC_TRAIN_STEP_PREPARATION_H_

#include <array>
#include <cstdint>

#include "proto/train_config.pb.h"
#include "src/corpus/stretch_sampler.h"
#include "src/corpus/window_sampler.h"
#include "src/model/window_model.h"
#include "src/train/training_plan.h"

namespace windowlm {

// The batches of a training's steps, with all that depends on no parameter: many made at once, on
// the program's threads, ahead of the steps that take them. For one thread.
class StepPreparation {
 public:
  // Steps whose batches are made at once: enough for many threads to share the work.
  static constexpr uint64_t kAhead = 32;

  // All but the samplers outlive it.
  StepPreparation(const TrainConfig& config, const TrainingPlan& plan, const WindowSampler& windows,
                  const StretchSampler& stretches, const WindowModel<float>& model)
      : config_(config), plan_(plan), windows_(windows), stretches_(stretches), model_(model) {}

  // Valid until the next call. A function of the step alone; quick in the order of the steps, from
  // whichever is asked for first.
  const PreparedStep& At(uint64_t step);

 private:
  void FillBatch(const TrainingPlan::Step& windows, WindowBatch* batch) const;

  const TrainConfig& config_;
  const TrainingPlan& plan_;
  const WindowSampler windows_;
  const StretchSampler stretches_;
  const WindowModel<float>& model_;
  // Of the steps first_ to end_.
  std::array<PreparedStep, kAhead> prepared_;
  uint64_t first_ = 0;
  uint64_t end_ = 0;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_STEP_PREPARATION_H_
