#include "src/train/idle_options.h"

#include <algorithm>

#include "src/model/model_config.h"

namespace windowlm {
namespace {

// Whether two hidden layers of one size follow each other, so that there is something to add.
bool HasEqualLayers(const ModelConfig& model) {
  const auto& hidden = model.hidden();
  return std::adjacent_find(hidden.begin(), hidden.end()) != hidden.end();
}

}  // namespace

std::vector<IdleOption> IdleOptions(const TrainConfig& config, bool validates) {
  const ModelConfig& model = config.model();
  const Loss loss = model.loss();
  const OptimizerKind optimizer = config.optimizer().kind();
  const bool hidden = !model.hidden().empty();

  std::vector<IdleOption> idle;
  const auto add_unless = [&idle](bool used, const char* name, const char* needs) {
    if (!used) idle.push_back({name, needs});
  };
  add_unless(hidden, "--activation", "hidden layers, and --hidden is none");
  add_unless(hidden || config.hidden_dropout() == 0, "--hidden-dropout",
             "hidden layers, and --hidden is none");
  add_unless(!model.residual() || HasEqualLayers(model), "--residual",
             "two hidden layers of one size, one after the other");
  add_unless(model.combine() == COMBINE_MEAN, "--mean-gradient", "--combine=mean");
  add_unless(loss == LOSS_ADAPTIVE_SOFTMAX, "--division", "--loss=adaptive-softmax");
  add_unless(loss == LOSS_SAMPLED_SOFTMAX, "--frequent-words", "--loss=sampled-softmax");
  add_unless(loss == LOSS_SAMPLED_SOFTMAX || HasNoiseWords(model), "--negatives",
             "--loss=sampled-softmax, nce or negative-sampling");
  add_unless(HasNoiseWords(model), "--noise-power", "--loss=nce or negative-sampling");
  add_unless(optimizer == OPTIMIZER_SGD || config.optimizer().momentum() == 0, "--momentum",
             "--optimizer=sgd");
  add_unless(optimizer == OPTIMIZER_ADAM, "--adam-beta1", "--optimizer=adam");
  add_unless(optimizer == OPTIMIZER_ADAM, "--adam-beta2", "--optimizer=adam");
  add_unless(optimizer != OPTIMIZER_SGD, "--epsilon", "--optimizer=adam or adagrad");
  add_unless(validates, "--patience", "text to validate with, and none is held out");
  return idle;
}

}  // namespace windowlm
