#include "src/train/train_defaults.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "src/corpus/corpus_preparation.h"
#include "src/model/model_config.h"
#include "src/train/training_plan.h"

namespace windowlm {
namespace {

constexpr int64_t kMaxBatch = 1 << 16;
// An automatic batch is the greatest power of two within these bounds with which an
// epoch has so many steps: few words need many small steps.
constexpr int32_t kLeastAutomaticBatch = 32;
constexpr int32_t kGreatestAutomaticBatch = 512;
constexpr uint64_t kStepsPerEpoch = 1000;
// An automatic warm-up: so many steps, or this share of all if they are few.
constexpr int64_t kWarmupSteps = 500;
constexpr int64_t kWarmupDivisor = 20;

absl::Status OutOfRange(absl::string_view option, absl::string_view range, double value) {
  return absl::InvalidArgumentError(absl::StrCat(option, " must be ", range, ", and is ", value));
}

bool Finite(double value, double least) { return std::isfinite(value) && value >= least; }

}  // namespace

TrainConfig DefaultTrainConfig() {
  TrainConfig config;
  CorpusConfig& corpus = *config.mutable_corpus();
  corpus.mutable_text()->set_tokenizer(TOKENIZER_WHITESPACE);
  corpus.mutable_text()->set_invalid_utf8(INVALID_UTF8_REPLACE);
  corpus.set_boundaries(BOUNDARIES_LINE);
  corpus.set_valid_fraction(0.02);
  ModelConfig& model = *config.mutable_model();
  model.set_objective(OBJECTIVE_NEXT);
  model.set_context(5);
  model.set_dim(128);
  model.add_hidden(200);
  model.set_activation(ACTIVATION_TANH);
  model.set_combine(COMBINE_CONCAT);
  OptimizerConfig& optimizer = *config.mutable_optimizer();
  optimizer.set_kind(OPTIMIZER_ADAM);
  optimizer.set_adam_beta1(0.9);
  optimizer.set_adam_beta2(0.999);
  optimizer.set_epsilon(1e-8);
  config.set_schedule(SCHEDULE_LINEAR);
  config.set_warmup_steps(-1);
  config.set_epochs(4);
  config.set_input_dropout(0.3);
  config.set_hidden_dropout(0.4);
  config.set_patience(3);
  config.set_seed(1);
  return config;
}

absl::Status CheckTrainConfig(const TrainConfig& config) {
  absl::Status status = CheckCorpusConfig(config.corpus());
  status.Update(CheckModelConfig(config.model()));
  const OptimizerConfig& optimizer = config.optimizer();
  if (!Finite(optimizer.learning_rate(), 0)) {
    status.Update(OutOfRange("--learning-rate", "a number above 0", optimizer.learning_rate()));
  }
  if (!(optimizer.momentum() >= 0 && optimizer.momentum() < 1)) {
    status.Update(OutOfRange("--momentum", "from 0 to less than 1", optimizer.momentum()));
  }
  if (!(optimizer.adam_beta1() >= 0 && optimizer.adam_beta1() < 1)) {
    status.Update(OutOfRange("--adam-beta1", "from 0 to less than 1", optimizer.adam_beta1()));
  }
  if (!(optimizer.adam_beta2() >= 0 && optimizer.adam_beta2() < 1)) {
    status.Update(OutOfRange("--adam-beta2", "from 0 to less than 1", optimizer.adam_beta2()));
  }
  // Below, it would be 0 as a float, and so would the denominators that it keeps from being 0.
  if (!Finite(optimizer.epsilon(), 1e-30)) {
    status.Update(OutOfRange("--epsilon", "a number from 1e-30 up", optimizer.epsilon()));
  }
  if (!Finite(optimizer.weight_decay(), 0)) {
    status.Update(OutOfRange("--weight-decay", "a number from 0 up", optimizer.weight_decay()));
  }
  if (config.batch_size() < 0 || config.batch_size() > kMaxBatch) {
    status.Update(
        OutOfRange("--batch-size", absl::StrCat("from 1 to ", kMaxBatch), config.batch_size()));
  }
  if (!(Finite(config.epochs(), 0) && config.epochs() > 0 && config.epochs() <= 1e6)) {
    status.Update(OutOfRange("--epochs", "above 0 and at most 1000000", config.epochs()));
  }
  if (config.warmup_steps() < -1) {
    status.Update(OutOfRange("--warmup-steps", "a number from 0 up",
                             static_cast<double>(config.warmup_steps())));
  }
  if (config.max_steps() < 0) {
    status.Update(
        OutOfRange("--max-steps", "a number from 0 up", static_cast<double>(config.max_steps())));
  }
  if (config.max_words() < 0) {
    status.Update(
        OutOfRange("--max-words", "a number from 0 up", static_cast<double>(config.max_words())));
  }
  if (!(config.input_dropout() >= 0 && config.input_dropout() < 1)) {
    status.Update(OutOfRange("--input-dropout", "from 0 to less than 1", config.input_dropout()));
  }
  if (!(config.hidden_dropout() >= 0 && config.hidden_dropout() < 1)) {
    status.Update(OutOfRange("--hidden-dropout", "from 0 to less than 1", config.hidden_dropout()));
  }
  if (config.patience() < 0) {
    status.Update(OutOfRange("--patience", "a number from 0 up", config.patience()));
  }
  return status;
}

void ResolveTrainConfig(uint64_t train_words, TrainConfig& config) {
  if (config.optimizer().learning_rate() == 0) {
    const bool adam = config.optimizer().kind() == OPTIMIZER_ADAM;
    const bool adagrad = config.optimizer().kind() == OPTIMIZER_ADAGRAD;
    const bool momentum =
        config.optimizer().kind() == OPTIMIZER_SGD && config.optimizer().momentum() > 0;
    config.mutable_optimizer()->set_learning_rate(adam       ? 0.003
                                                  : adagrad  ? 0.05
                                                  : momentum ? 0.1
                                                             : 0.5);
  }
  if (config.batch_size() == 0) {
    int32_t batch = kLeastAutomaticBatch;
    while (batch < kGreatestAutomaticBatch && train_words / (2 * batch) >= kStepsPerEpoch) {
      batch *= 2;
    }
    config.set_batch_size(batch);
  }
  if (config.warmup_steps() < 0) {
    const TrainingPlan plan(config, train_words);
    config.set_warmup_steps(
        std::min(kWarmupSteps, static_cast<int64_t>(plan.planned_steps()) / kWarmupDivisor));
  }
}

}  // namespace windowlm
