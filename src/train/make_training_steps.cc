#include "src/train/make_training_steps.h"

#include "src/train/batch_filler.h"
#include "src/train/step_preparation.h"
#include "src/train/vector_steps.h"

namespace windowlm {
namespace {

class WindowSteps : public TrainingSteps {
 public:
  WindowSteps(const TrainConfig& config, const TrainingPlan& plan, const PreparedCorpus& corpus,
              WindowModel<float>& model, Optimizer<float>& optimizer)
      : model_(model),
        optimizer_(optimizer),
        preparation_(config, plan, MakeBatchFiller(config, plan, corpus), model) {}

  Outcome Take(uint64_t step, double rate, GradientNorms* norms, StepTrace* trace) override {
    const PreparedStep& prepared = preparation_.At(step);
    optimizer_.BeginStep(rate);
    const uint64_t windows = prepared.batch.targets.size();
    if (windows == 0) return {0, 0};
    GradientSink<float>* sink = &optimizer_;
    if (norms != nullptr) {
      norms->BeginStep(*sink);
      sink = norms;
    }
    if (trace == nullptr) return {windows, model_.Step(prepared, *sink)};
    trace->Begin(step, rate, prepared, model_, *sink);
    const double loss = model_.Step(prepared, *trace);
    trace->End(loss);
    return {windows, loss};
  }

 private:
  WindowModel<float>& model_;
  Optimizer<float>& optimizer_;
  StepPreparation preparation_;
};

}  // namespace

std::unique_ptr<TrainingSteps> MakeTrainingSteps(const TrainConfig& config,
                                                 const TrainingPlan& plan,
                                                 const PreparedCorpus& corpus,
                                                 WindowModel<float>& model,
                                                 Optimizer<float>& optimizer) {
  if (config.trainer() == TRAINER_VECTORS) {
    return std::make_unique<VectorSteps>(config, plan, corpus, model);
  }
  return std::make_unique<WindowSteps>(config, plan, corpus, model, optimizer);
}

}  // namespace windowlm
