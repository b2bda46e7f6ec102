#ifndef WINDOWLM_SRC_TRAIN_TRAINING_OBSERVER_H_
#define WINDOWLM_SRC_TRAIN_TRAINING_OBSERVER_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "src/train/gradient_norms.h"
#include "src/train/step_trace.h"
#include "src/train/training_plan.h"

namespace windowlm {

// What a training had done when it was interrupted.
struct ResumeReport {
  uint64_t steps;
  uint64_t words;
  uint64_t validations;
  double training_seconds;
};

// One training step, just taken.
struct StepReport {
  // The step's number: 0, 1, ...
  uint64_t step;
  TrainingPlan::Step windows;
  // The number of windows that the step was trained on: without those of words that subsampling
  // left out, with several of each word for skip-grams. `loss` is their mean loss, or 0 if there
  // are none.
  uint64_t rows;
  double loss;
  double learning_rate;
  double seconds;
  // Those of the step's gradients, if an observer wants them and the step has any.
  absl::Span<const GradientNorm> gradient_norms = {};
};

// One validation, just made.
struct ValidationReport {
  uint32_t epoch;
  // The mean training loss of the steps since the last validation, as they were taken: with
  // dropout, and with parameters that changed meanwhile.
  double train_loss;
  double valid_perplexity;
  uint64_t valid_words;
  double learning_rate;
  bool best_so_far;
  double seconds;
  // Of a model of labels, the share of lines whose likeliest label was right; valid_words are lines
  // then.
  absl::optional<double> valid_accuracy = {};
};

// An observer is told what training does, on the thread that trains, and changes nothing of it.
class TrainingObserver {
 public:
  virtual ~TrainingObserver() = default;
  virtual void OnBegin(const TrainingPlan& plan) { static_cast<void>(plan); }
  // Called between OnBegin and the first step if training continues from a checkpoint.
  virtual void OnResume(const ResumeReport& report) { static_cast<void>(report); }
  // Whether the report of the step of this number is to have the lengths of its gradients.
  virtual bool WantsGradientNorms(uint64_t step, const TrainingPlan::Step& windows) const {
    static_cast<void>(step);
    static_cast<void>(windows);
    return false;
  }
  // What is to tell of the step of this number, which it may not be asked to; null for nothing.
  virtual StepTrace* TraceOf(uint64_t step) {
    static_cast<void>(step);
    return nullptr;
  }
  virtual void OnStep(const StepReport& report) { static_cast<void>(report); }
  virtual void OnValidation(const ValidationReport& report) { static_cast<void>(report); }
  // Called in place of OnValidation when an epoch has ended and nothing is held out to validate
  // with.
  virtual void OnEpochEnd(uint32_t epoch, double train_loss) {
    static_cast<void>(epoch);
    static_cast<void>(train_loss);
  }
  // Called when something went wrong that does not end training.
  virtual void OnWarning(absl::string_view warning) { static_cast<void>(warning); }
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_TRAINING_OBSERVER_H_
