#include "src/train/train_defaults.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "src/base/matrix_product.h"
#include "src/corpus/corpus_preparation.h"
#include "src/model/adaptive_cutoffs.h"
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
// Up to so many words the exact softmax is the automatic loss.
constexpr size_t kLargeVocabulary = 50000;

absl::Status OutOfRange(absl::string_view option, absl::string_view range, double value) {
  return absl::InvalidArgumentError(absl::StrCat(option, " must be ", range, ", and is ", value));
}

bool Finite(double value, double least) { return std::isfinite(value) && value >= least; }

// Any values in place of the automatic ones.
ModelConfig WithoutAutomaticValues(ModelConfig config) {
  if (config.loss() == LOSS_AUTO) config.set_loss(LOSS_SOFTMAX);
  if (config.loss() == LOSS_ADAPTIVE_SOFTMAX && config.cutoffs().empty()) config.add_cutoffs(1);
  return config;
}

void ResolveModelConfig(absl::Span<const uint64_t> counts, int64_t batch, ModelConfig& config) {
  if (config.loss() == LOSS_AUTO) {
    config.set_loss(counts.size() <= kLargeVocabulary && config.cutoffs().empty()
                        ? LOSS_SOFTMAX
                        : LOSS_ADAPTIVE_SOFTMAX);
  }
  // What another loss would need has no part in the result.
  if (config.loss() != LOSS_ADAPTIVE_SOFTMAX) config.clear_division();
  if (config.loss() != LOSS_SAMPLED_SOFTMAX) {
    config.clear_frequent_words();
    config.clear_negatives();
  }
  if (config.loss() == LOSS_ADAPTIVE_SOFTMAX && config.cutoffs().empty()) {
    // All words but `<s>`, the last.
    for (const int32_t cutoff :
         AdaptiveCutoffs(counts.subspan(0, counts.size() - 1), OutputLayerInput(config),
                         config.division(), batch)) {
      config.add_cutoffs(cutoff);
    }
  }
}

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
  model.set_division(4);
  model.set_frequent_words(2000);
  model.set_negatives(1000);
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
  status.Update(CheckModelConfig(WithoutAutomaticValues(config.model())));
  const Loss loss = config.model().loss();
  if (loss != LOSS_AUTO && loss != LOSS_ADAPTIVE_SOFTMAX && !config.model().cutoffs().empty()) {
    status.Update(absl::InvalidArgumentError("--cutoffs is of --loss=adaptive-softmax alone"));
  }
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

void ResolveTrainConfig(absl::Span<const uint64_t> counts, TrainConfig& config) {
  const uint64_t train_words = std::accumulate(counts.begin(), counts.end(), uint64_t{0});
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
  if (config.precision() == PRECISION_AUTO) {
    config.set_precision(HasBFloat16Product() ? PRECISION_BFLOAT16 : PRECISION_FLOAT32);
  }
  ResolveModelConfig(counts, config.batch_size(), *config.mutable_model());
}

absl::Status CheckResolvedConfig(const TrainConfig& config, int64_t vocabulary_size) {
  if (config.precision() == PRECISION_BFLOAT16 && !HasBFloat16Product()) {
    return absl::InvalidArgumentError(
        "--precision=bfloat16 needs a processor that has products of such numbers (avx512_bf16), "
        "which this one, or this build, has not; --precision=float32 always works");
  }
  return CheckVocabularySize(config.model(), vocabulary_size);
}

}  // namespace windowlm
