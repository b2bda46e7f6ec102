#ifndef WINDOWLM_SRC_TRAIN_STEP_PREPARATION_H_
#define WINDOWLM_SRC_TRAIN_STEP_PREPARATION_H_

#include <cstdint>

#include "proto/train_config.pb.h"
#include "src/corpus/singletons.h"
#include "src/corpus/stretch_sampler.h"
#include "src/corpus/window_sampler.h"
#include "src/model/window_model.h"
#include "src/train/prepared_ahead.h"
#include "src/train/training_plan.h"

namespace windowlm {

// Prepares the batches of a training's steps, with all that depends on no parameter. Many are made
// at once, on the program's threads, ahead of the steps that take them. Call it from one thread.
class StepPreparation {
 public:
  // The number of steps whose batches are made at once: enough for many threads to share the work.
  static constexpr uint64_t kAhead = 32;

  // All arguments but the samplers, which are copied, outlive this.
  StepPreparation(const TrainConfig& config, const TrainingPlan& plan, const WindowSampler& windows,
                  const StretchSampler& stretches, const Singletons& singletons,
                  const WindowModel<float>& model)
      : config_(config),
        plan_(plan),
        windows_(windows),
        stretches_(stretches),
        singletons_(singletons),
        model_(model) {}

  // The prepared step of this number, valid until the next call. It depends on the number alone.
  // Calls are quick in the order of the steps, from whichever comes first.
  const PreparedStep& At(uint64_t step);

 private:
  void FillBatch(const TrainingPlan::Step& windows, WindowBatch* batch) const;

  const TrainConfig& config_;
  const TrainingPlan& plan_;
  const WindowSampler windows_;
  const StretchSampler stretches_;
  const Singletons singletons_;
  const WindowModel<float>& model_;
  PreparedAhead<PreparedStep, kAhead> prepared_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_STEP_PREPARATION_H_
