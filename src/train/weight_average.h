#ifndef WINDOWLM_SRC_TRAIN_WEIGHT_AVERAGE_H_
#define WINDOWLM_SRC_TRAIN_WEIGHT_AVERAGE_H_

#include <cstdint>
#include <vector>

#include "proto/train_config.pb.h"
#include "src/base/matrix.h"
#include "src/nn/parameter.h"

namespace windowlm {

// The mean of a model's parameters after steps that lie evenly over the end of a training (Polyak &
// Juditsky 1992; Izmailov et al. 2018, arXiv 1803.05407). The steps follow from the plan alone, so
// that a training that is taken up again averages the same ones.
//
// Call it from one thread; it runs on the program's threads.
class WeightAverage {
 public:
  // Averages the last config.average() of `planned_steps`; nothing if that is 0. `parameters`
  // outlive this.
  WeightAverage(const TrainConfig& config, uint64_t planned_steps,
                const std::vector<Parameter<float>*>& parameters);

  // Call it after each step, with the number of steps taken so far.
  void OnStep(uint64_t steps);

  // The number of steps that the mean is over, after the step of the last OnStep or SetSteps.
  uint64_t count() const { return count_; }

  // The mean of `parameter`, in its shape; for a checkpoint, which restores it after SetSteps.
  // Requires count() > 0.
  Matrix<float>& MeanOf(const Parameter<float>& parameter) { return means_[parameter.slot]; }
  void SetSteps(uint64_t steps);

  // While it lives, the parameters have the mean's values, if it is over any steps.
  class InPlace {
   public:
    explicit InPlace(WeightAverage& average) : average_(average) { average_.Exchange(); }
    ~InPlace() { average_.Exchange(); }
    InPlace(const InPlace&) = delete;
    InPlace& operator=(const InPlace&) = delete;

   private:
    WeightAverage& average_;
  };

 private:
  // Gives the parameters the mean's values and the mean theirs.
  void Exchange();
  // The number of averaged steps among the first `steps`.
  uint64_t CountUpTo(uint64_t steps) const;
  void MakeRoom();

  const std::vector<Parameter<float>*> parameters_;
  // The steps after which parameters are averaged: first_, first_ + interval_, ... first_ is 0 if
  // there are none.
  uint64_t first_ = 0;
  uint64_t interval_ = 1;
  uint64_t count_ = 0;
  std::vector<Matrix<float>> means_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_WEIGHT_AVERAGE_H_
