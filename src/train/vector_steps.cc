#include "src/train/vector_steps.h"

#include <algorithm>
#include <chrono>

#include "src/base/parallel_for.h"
#include "src/base/processor.h"
#include "src/base/profile.h"

namespace windowlm {
namespace {

// Threads that meet as often as these gain nothing from taking turns on a processor.
int UsefulThreads() { return std::min(Threads(), AvailableProcessors()); }

Matrix<float>* FindValue(const WindowModel<float>& model, const std::string& name) {
  for (Parameter<float>* parameter : model.parameters()) {
    if (parameter->name == name) return &parameter->value;
  }
  return nullptr;
}

ColumnSteps::Parameters ParametersOf(const WindowModel<float>& model) {
  return {{FindValue(model, "embedding"), FindValue(model, "subword"),
           FindValue(model, "output.weight"), model.subwords()},
          FindValue(model, "output.bias")};
}

}  // namespace

VectorSteps::VectorSteps(const TrainConfig& config, const TrainingPlan& plan,
                         const PreparedCorpus& corpus, WindowModel<float>& model)
    : config_(config),
      plan_(plan),
      model_(model),
      stretches_(corpus.train_ids(), config, corpus.vocabulary),
      noise_(corpus.vocabulary.counts().subspan(0, corpus.vocabulary.predictable_size()),
             config.model().noise_power(), config.model().negatives()),
      steps_(config.model(), noise_, ParametersOf(model), UsefulThreads()) {}

const PreparedStretch& VectorSteps::Prepared(uint64_t step) {
  return prepared_.At(step, plan_.steps(), [this](uint64_t number, PreparedStretch* stretch) {
    const TrainingPlan::Step part = plan_.At(number);
    const uint64_t begin = plan_.StretchBegin(part, config_.seed());
    stretches_.Fill(part.epoch, begin, begin + part.count, &stretch->text);
    PrepareStretch(noise_, config_.model().negatives(), config_.seed(), number, stretch);
  });
}

double VectorSteps::TakeFaster(const PreparedStretch& stretch, uint64_t index, double rate) {
  if (steps_.threads() == 1) return steps_.Take(stretch, rate);
  if (index > 1) return steps_.Take(stretch, rate, together_ <= alone_);
  const auto start = std::chrono::steady_clock::now();
  const double loss = steps_.Take(stretch, rate, index == 0);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  (index == 0 ? together_ : alone_) =
      seconds.count() / static_cast<double>(stretch.text.windows.size());
  return loss;
}

void VectorSteps::Store() {
  steps_.Store();
  model_.Compose();
}

TrainingSteps::Outcome VectorSteps::Take(uint64_t step, double rate, GradientNorms* norms,
                                         StepTrace* trace) {
  static_cast<void>(norms);
  static_cast<void>(trace);
  const PreparedStretch& stretch = Prepared(step);
  const uint64_t windows = stretch.text.windows.size();
  if (windows == 0) return {0, 0};
  const PhaseTimer timer(Phase::kOutput);
  return {windows,
          TakeFaster(stretch, step - prepared_.first(), rate) / static_cast<double>(windows)};
}

}  // namespace windowlm
