#include "src/train/step_preparation.h"

#include <algorithm>

#include "src/base/parallel_for.h"
#include "src/base/profile.h"
#include "src/corpus/window_order.h"
#include "src/train/train_defaults.h"

namespace windowlm {

const PreparedStep& StepPreparation::At(uint64_t step) {
  if (step >= first_ && step < end_) return prepared_[step - first_];
  const PhaseTimer timer(Phase::kPreparation);
  first_ = step;
  end_ = std::min(step + kAhead, plan_.steps());
  ParallelFor(static_cast<int64_t>(end_ - first_), [&](int64_t i) {
    const uint64_t number = first_ + static_cast<uint64_t>(i);
    PreparedStep& prepared = prepared_[i];
    FillBatch(plan_.At(number), &prepared.batch);
    prepared.regularization = {config_.input_dropout(), config_.hidden_dropout(), config_.seed(),
                               number};
    model_.Prepare(&prepared);
  });
  return prepared_[0];
}

void StepPreparation::FillBatch(const TrainingPlan::Step& windows, WindowBatch* batch) const {
  if (!UsesStretches(config_)) {
    const WindowOrder order(plan_.windows_per_epoch(), config_.seed(), windows.epoch);
    return windows_.FillBatch(order, windows.first, windows.count, batch);
  }
  const uint64_t begin = plan_.StretchBegin(windows, config_.seed());
  stretches_.FillBatch(windows.epoch, begin, begin + windows.count, batch);
}

}  // namespace windowlm
