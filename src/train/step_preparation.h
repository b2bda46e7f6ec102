#ifndef WINDOWLM_SRC_TRAIN_STEP_PREPARATION_H_
#define WINDOWLM_SRC_TRAIN_STEP_PREPARATION_H_

#include <cstdint>
#include <functional>
#include <utility>

#include "proto/train_config.pb.h"
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

  // Sets *batch to that of a step. It is called by several threads at once.
  using BatchFiller = std::function<void(const TrainingPlan::Step& step, WindowBatch* batch)>;

  // All arguments but `fill` outlive this.
  StepPreparation(const TrainConfig& config, const TrainingPlan& plan, BatchFiller fill,
                  const WindowModel<float>& model)
      : config_(config), plan_(plan), fill_(std::move(fill)), model_(model) {}

  // The prepared step of this number, valid until the next call. It depends on the number alone.
  // Calls are quick in the order of the steps, from whichever comes first.
  const PreparedStep& At(uint64_t step);

 private:
  const TrainConfig& config_;
  const TrainingPlan& plan_;
  const BatchFiller fill_;
  const WindowModel<float>& model_;
  PreparedAhead<PreparedStep, kAhead> prepared_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_STEP_PREPARATION_H_
