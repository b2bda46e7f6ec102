#include "src/train/step_preparation.h"

#include <algorithm>
#include <cstdint>

#include "src/corpus/window_order.h"
#include "src/train/train_defaults.h"

namespace windowlm {

const PreparedStep& StepPreparation::At(uint64_t step) {
  return prepared_.At(step, plan_.steps(), [this](uint64_t number, PreparedStep* prepared) {
    const TrainingPlan::Step windows = plan_.At(number);
    FillBatch(windows, &prepared->batch);
    singletons_.Replace(windows.epoch, &prepared->batch);
    prepared->regularization = {config_.input_dropout(), config_.hidden_dropout(), config_.seed(),
                                number, config_.hidden_noise()};
    model_.Prepare(prepared);
  });
}

void StepPreparation::FillBatch(const TrainingPlan::Step& windows, WindowBatch* batch) const {
  if (!UsesStretches(config_)) {
    const WindowOrder order(plan_.windows_per_epoch(), config_.seed(), windows.epoch,
                            std::max<uint64_t>(1, config_.consecutive()));
    return windows_.FillBatch(order, windows.first, windows.count, batch);
  }
  const uint64_t begin = plan_.StretchBegin(windows, config_.seed());
  stretches_.FillBatch(windows.epoch, begin, begin + windows.count, batch);
}

}  // namespace windowlm
