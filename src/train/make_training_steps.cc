#include "src/train/make_training_steps.h"

#include "src/corpus/stretch_sampler.h"
#include "src/corpus/window_sampler.h"
#include "src/model/model_config.h"
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
        preparation_(
            config, plan,
            WindowSampler(corpus.train_ids(), config.model().objective(), config.model().context(),
                          config.corpus().boundaries(), corpus.vocabulary,
                          MissingWords(config.model()), config.model().distant()),
            StretchSampler(corpus.train_ids(), config, corpus.vocabulary), model) {}

  Outcome Take(uint64_t step, double rate) override {
    const PreparedStep& prepared = preparation_.At(step);
    optimizer_.BeginStep(rate);
    const uint64_t windows = prepared.batch.targets.size();
    return {windows, windows == 0 ? 0 : model_.Step(prepared, optimizer_)};
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
