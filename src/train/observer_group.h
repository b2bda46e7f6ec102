#ifndef WINDOWLM_SRC_TRAIN_OBSERVER_GROUP_H_
#define WINDOWLM_SRC_TRAIN_OBSERVER_GROUP_H_

#include <algorithm>
#include <vector>

#include "absl/strings/string_view.h"
#include "src/train/training_observer.h"

namespace windowlm {

// Passes each call on to several observers, in the order in which they were added. They outlive it.
class ObserverGroup : public TrainingObserver {
 public:
  void Add(TrainingObserver* observer) { observers_.push_back(observer); }

  void OnBegin(const TrainingPlan& plan) override {
    for (TrainingObserver* observer : observers_) observer->OnBegin(plan);
  }
  void OnResume(const ResumeReport& report) override {
    for (TrainingObserver* observer : observers_) observer->OnResume(report);
  }
  bool WantsGradientNorms(uint64_t step, const TrainingPlan::Step& windows) const override {
    return std::any_of(observers_.begin(), observers_.end(), [&](const TrainingObserver* observer) {
      return observer->WantsGradientNorms(step, windows);
    });
  }
  StepTrace* TraceOf(uint64_t step) override {
    for (TrainingObserver* observer : observers_) {
      if (StepTrace* const trace = observer->TraceOf(step); trace != nullptr) return trace;
    }
    return nullptr;
  }
  void OnStep(const StepReport& report) override {
    for (TrainingObserver* observer : observers_) observer->OnStep(report);
  }
  void OnValidation(const ValidationReport& report) override {
    for (TrainingObserver* observer : observers_) observer->OnValidation(report);
  }
  void OnEpochEnd(uint32_t epoch, double train_loss) override {
    for (TrainingObserver* observer : observers_) observer->OnEpochEnd(epoch, train_loss);
  }
  void OnWarning(absl::string_view warning) override {
    for (TrainingObserver* observer : observers_) observer->OnWarning(warning);
  }

 private:
  std::vector<TrainingObserver*> observers_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_OBSERVER_GROUP_H_
