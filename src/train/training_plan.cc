#include "src/train/training_plan.h"

#include <algorithm>
#include <cmath>

#include "src/corpus/window_order.h"

namespace windowlm {
namespace {

// Long enough that threads seldom meet to prepare or to report.
constexpr int64_t kVectorStretch = 2048;

}  // namespace

int64_t StepPositions(const TrainConfig& config) {
  return config.trainer() == TRAINER_VECTORS ? kVectorStretch : config.batch_size();
}

bool UsesStretches(const TrainConfig& config) {
  return config.subsample() > 0 || config.dynamic_window() ||
         config.model().objective() == OBJECTIVE_SKIPGRAM;
}

TrainingPlan::TrainingPlan(const TrainConfig& config, uint64_t windows)
    : windows_(windows),
      batch_(static_cast<uint64_t>(StepPositions(config))),
      steps_per_epoch_((windows_ + batch_ - 1) / batch_) {
  const double whole = std::floor(config.epochs());
  // A hair less than the exact share, because in floating point 1.1 - 1 is a hair more than a
  // tenth.
  const double share = (config.epochs() - whole) * (1 - 1e-12);
  const uint64_t rest = static_cast<uint64_t>(std::ceil(share * static_cast<double>(windows_)));
  planned_steps_ = static_cast<uint64_t>(whole) * steps_per_epoch_ + (rest + batch_ - 1) / batch_;
  words_ = static_cast<uint64_t>(whole) * windows_ + rest;
  if (config.max_words() > 0) words_ = std::min<uint64_t>(words_, config.max_words());
  if (config.max_steps() > 0) {
    const uint64_t steps = std::min<uint64_t>(config.max_steps(), planned_steps_);
    words_ = std::min(words_, WordsBefore(steps));
  }
  const uint64_t whole_epochs = words_ / windows_;
  steps_ = whole_epochs * steps_per_epoch_ + (words_ % windows_ + batch_ - 1) / batch_;
}

uint64_t TrainingPlan::WordsBefore(uint64_t steps) const {
  return steps / steps_per_epoch_ * windows_ +
         std::min(windows_, steps % steps_per_epoch_ * batch_);
}

uint64_t TrainingPlan::StretchBegin(const Step& step, uint64_t seed) const {
  if (step.first + batch_ > windows_) return step.first;
  const WindowOrder order(windows_ / batch_, seed, step.epoch);
  return order(step.first / batch_) * batch_;
}

TrainingPlan::Step TrainingPlan::At(uint64_t step) const {
  Step result;
  result.epoch = static_cast<uint32_t>(step / steps_per_epoch_);
  result.first = step % steps_per_epoch_ * batch_;
  const uint64_t words_before = WordsBefore(step);
  result.count = std::min({batch_, windows_ - result.first, words_ - words_before});
  result.ends_epoch = result.first + result.count == windows_;
  result.ends_run = step + 1 == steps_;
  return result;
}

}  // namespace windowlm
