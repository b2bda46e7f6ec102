#ifndef WINDOWLM_SRC_TRAIN_TRAINING_STEPS_H_
#define WINDOWLM_SRC_TRAIN_TRAINING_STEPS_H_

#include <cstdint>

#include "src/train/gradient_norms.h"
#include "src/train/step_trace.h"

namespace windowlm {

// The way in which a training takes its steps. Call it from one thread.
class TrainingSteps {
 public:
  // What a step was trained on, and its mean loss, 0 if there was nothing.
  struct Outcome {
    uint64_t windows;
    double loss;
  };

  virtual ~TrainingSteps() = default;

  // Takes the step of this number with a learning rate. Unless `norms` is null, has it measure the
  // step's gradients, where there are any that are not at once part of the weights. So it has
  // `trace` tell of the step.
  virtual Outcome Take(uint64_t step, double rate, GradientNorms* norms, StepTrace* trace) = 0;

  // Takes over the values that the model's parameters were given elsewhere.
  virtual void Load() {}
  // Gives the model's parameters the values that the steps have come to, before they are read.
  virtual void Store() {}
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_TRAINING_STEPS_H_
