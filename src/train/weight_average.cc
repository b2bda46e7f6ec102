#include "src/train/weight_average.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "src/base/parallel_for.h"

namespace windowlm {
namespace {

// About how many steps the mean is over: more take time and gain nothing.
constexpr uint64_t kSamples = 100;
// Number of values that one task averages.
constexpr int64_t kTile = 1 << 16;

}  // namespace

WeightAverage::WeightAverage(const TrainConfig& config, uint64_t planned_steps,
                             const std::vector<Parameter<float>*>& parameters)
    : parameters_(parameters) {
  if (config.average() == 0) return;
  const auto averaged = static_cast<uint64_t>(
      std::max(1.0, std::ceil(static_cast<double>(planned_steps) * config.average())));
  interval_ = std::max<uint64_t>(1, averaged / kSamples);
  // Counted back from the end, so that the last step is one of them.
  first_ = planned_steps - (averaged - 1) / interval_ * interval_;
}

uint64_t WeightAverage::CountUpTo(uint64_t steps) const {
  return first_ == 0 || steps < first_ ? 0 : (steps - first_) / interval_ + 1;
}

void WeightAverage::MakeRoom() {
  if (!means_.empty()) return;
  for (const Parameter<float>* parameter : parameters_) {
    means_.emplace_back(parameter->value.rows(), parameter->value.columns());
  }
}

void WeightAverage::OnStep(uint64_t steps) {
  if (CountUpTo(steps) == count_) return;
  count_ = CountUpTo(steps);
  MakeRoom();
  const auto share = static_cast<float>(1.0 / static_cast<double>(count_));
  for (const Parameter<float>* parameter : parameters_) {
    const float* value = parameter->value.data();
    float* mean = MeanOf(*parameter).data();
    ParallelForTiles(parameter->value.size(), kTile, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) mean[i] += share * (value[i] - mean[i]);
    });
  }
}

void WeightAverage::SetSteps(uint64_t steps) {
  count_ = CountUpTo(steps);
  if (count_ > 0) MakeRoom();
}

void WeightAverage::Exchange() {
  if (count_ == 0) return;
  for (Parameter<float>* parameter : parameters_) std::swap(parameter->value, MeanOf(*parameter));
}

}  // namespace windowlm
