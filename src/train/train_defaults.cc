#include "src/train/train_defaults.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "src/base/matrix_product.h"
#include "src/corpus/corpus_preparation.h"
#include "src/model/model_config.h"
#include "src/model/output/adaptive_cutoffs.h"
#include "src/train/training_plan.h"

namespace windowlm {
namespace {

constexpr int64_t kMaxBatch = 1 << 16;
// Words of a step's contexts are counted in 32 bits.
constexpr int64_t kMaxStepWords = int64_t{1} << 31;
// An automatic batch is the greatest power of two within these bounds with which an
// epoch has so many steps: few words need many small steps.
constexpr int32_t kLeastAutomaticBatch = 32;
constexpr int32_t kGreatestAutomaticBatch = 512;
constexpr uint64_t kStepsPerEpoch = 1000;
// The same where batches are stretches of text.
constexpr int32_t kStretch = 2048;
// An automatic warm-up: so many steps, or this share of all if they are few.
constexpr int64_t kWarmupSteps = 500;
constexpr int64_t kWarmupDivisor = 20;
// Automatic epochs take about so many words in all: a small text has to be read more often, and one
// that is read too often is learnt by heart.
constexpr double kWordsToRead = 12e6;
constexpr double kLeastEpochs = 2;
constexpr double kMostEpochs = 4;
// From so many words on, which are read a few times only, dropout costs more than it saves.
constexpr uint64_t kLargeCorpus = 10000000;
// Up to so many words the exact softmax is the automatic loss.
constexpr size_t kLargeVocabulary = 50000;

absl::Status OutOfRange(absl::string_view option, absl::string_view range, double value) {
  return absl::InvalidArgumentError(absl::StrCat(option, " must be ", range, ", and is ", value));
}

bool Finite(double value, double least) { return std::isfinite(value) && value >= least; }

// Any values in place of the automatic ones; of the losses that may be chosen, the one that asks
// for most.
ModelConfig WithoutAutomaticValues(ModelConfig config) {
  if (config.loss() == LOSS_AUTO) {
    config.set_loss(config.tied() && config.cutoffs().empty() ? LOSS_SOFTMAX
                                                              : LOSS_ADAPTIVE_SOFTMAX);
  }
  if (config.loss() == LOSS_ADAPTIVE_SOFTMAX && config.cutoffs().empty()) config.add_cutoffs(1);
  if (config.negatives() == 0) config.set_negatives(1);
  return config;
}

void ResolveModelConfig(absl::Span<const uint64_t> counts, int64_t batch, ModelConfig& config) {
  if (config.loss() == LOSS_AUTO) {
    const bool exact = counts.size() <= kLargeVocabulary && config.cutoffs().empty();
    config.set_loss(exact           ? LOSS_SOFTMAX
                    : config.tied() ? LOSS_SAMPLED_SOFTMAX
                                    : LOSS_ADAPTIVE_SOFTMAX);
  }
  const bool noise = HasNoiseWords(config);
  if (config.negatives() == 0) {
    config.set_negatives(config.loss() == LOSS_NCE                 ? 100
                         : config.loss() == LOSS_NEGATIVE_SAMPLING ? 5
                                                                   : 1000);
  }
  if (config.mean_gradient() == MEAN_GRADIENT_AUTO) {
    config.set_mean_gradient(noise && config.hidden().empty() ? MEAN_GRADIENT_UNDIVIDED
                                                              : MEAN_GRADIENT_EXACT);
  }
  // What another loss would need has no part in the result.
  if (config.loss() != LOSS_ADAPTIVE_SOFTMAX) config.clear_division();
  if (config.loss() != LOSS_SAMPLED_SOFTMAX) config.clear_frequent_words();
  if (config.loss() != LOSS_SAMPLED_SOFTMAX && !noise) config.clear_negatives();
  if (!noise) config.clear_noise_power();
  if (config.loss() == LOSS_ADAPTIVE_SOFTMAX && config.cutoffs().empty()) {
    // All words but `<s>`, the last.
    for (const int32_t cutoff :
         AdaptiveCutoffs(counts.subspan(0, counts.size() - 1), OutputLayerInput(config),
                         config.division(), batch)) {
      config.add_cutoffs(cutoff);
    }
  }
}

// Word vectors with nothing between them, against noise words.
bool TrainsLikeWord2vec(const ModelConfig& model) {
  return model.loss() == LOSS_NEGATIVE_SAMPLING && model.hidden().empty();
}

// What only batches that are stretches have.
absl::Status CheckStretches(const TrainConfig& config) {
  if (!(config.subsample() >= 0 && config.subsample() <= 1)) {
    return OutOfRange("--subsample", "from 0 to 1", config.subsample());
  }
  if (!UsesStretches(config)) return absl::OkStatus();
  if (config.model().objective() == OBJECTIVE_SKIPGRAM && config.corpus().valid_fraction() > 0) {
    return NothingToValidate("--valid-fraction");
  }
  const absl::string_view option = config.subsample() > 0    ? "--subsample"
                                   : config.dynamic_window() ? "--dynamic-window"
                                                             : "--objective=skipgram";
  if (!HasNoiseWords(config.model())) {
    return absl::InvalidArgumentError(
        absl::StrCat(option, " needs --loss=negative-sampling or --loss=nce"));
  }
  if (config.model().combine() == COMBINE_CONCAT &&
      config.model().objective() != OBJECTIVE_SKIPGRAM) {
    return absl::InvalidArgumentError(
        absl::StrCat(option, " needs --combine=mean or --combine=sum"));
  }
  if (!config.model().distant().empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat(option, " does not go with --distant, which needs the whole text"));
  }
  return absl::OkStatus();
}

double AutomaticLearningRate(const TrainConfig& config) {
  switch (config.optimizer().kind()) {
    case OPTIMIZER_ADAM:
      return 0.003;
    case OPTIMIZER_ADAGRAD:
      return 0.05;
    default:
      // word2vec's, for sums over the batch; the others are for means.
      if (HasNoiseWords(config.model())) {
        return config.model().objective() == OBJECTIVE_SKIPGRAM ? 0.025 : 0.05;
      }
      return config.optimizer().momentum() > 0 ? 0.1 : 0.5;
  }
}

int32_t AutomaticBatchSize(uint64_t train_words, const TrainConfig& config) {
  const int32_t greatest = UsesStretches(config) ? kStretch : kGreatestAutomaticBatch;
  int32_t batch = kLeastAutomaticBatch;
  while (batch < greatest && train_words / (2 * batch) >= kStepsPerEpoch) batch *= 2;
  return batch;
}

}  // namespace

absl::Status NothingToValidate(absl::string_view option) {
  return absl::InvalidArgumentError(absl::StrCat(
      option,
      " does not go with --objective=skipgram: word pairs have no perplexity; evaluate "
      "similarity and evaluate analogies measure their vectors"));
}

TrainConfig DefaultTrainConfig() {
  TrainConfig config;
  CorpusConfig& corpus = *config.mutable_corpus();
  corpus.mutable_text()->set_tokenizer(TOKENIZER_WHITESPACE);
  corpus.mutable_text()->set_invalid_utf8(INVALID_UTF8_REPLACE);
  corpus.set_boundaries(BOUNDARIES_LINE);
  corpus.set_valid_fraction(-1);
  ModelConfig& model = *config.mutable_model();
  model.set_objective(OBJECTIVE_NEXT);
  model.set_context(5);
  model.set_dim(128);
  model.add_hidden(200);
  model.set_activation(ACTIVATION_TANH);
  model.set_combine(COMBINE_CONCAT);
  model.set_division(4);
  model.set_frequent_words(2000);
  model.set_noise_power(0.75);
  OptimizerConfig& optimizer = *config.mutable_optimizer();

  optimizer.set_adam_beta1(0.9);
  optimizer.set_adam_beta2(0.999);
  optimizer.set_epsilon(1e-8);
  config.set_schedule(SCHEDULE_LINEAR);
  config.set_warmup_steps(-1);
  config.set_epochs(4);
  config.set_input_dropout(-1);
  config.set_hidden_dropout(-1);
  config.set_patience(3);
  config.set_seed(1);
  return config;
}

absl::Status CheckTrainConfig(const TrainConfig& config) {
  CorpusConfig corpus = config.corpus();
  if (corpus.valid_fraction() == -1) corpus.set_valid_fraction(0);
  absl::Status status = CheckCorpusConfig(corpus);
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
  if (config.epochs() != -1 && !(config.epochs() > 0 && config.epochs() <= 1e6)) {
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
  const auto is_dropout = [](double rate) { return rate == -1 || (rate >= 0 && rate < 1); };
  if (!is_dropout(config.input_dropout())) {
    status.Update(OutOfRange("--input-dropout", "from 0 to less than 1", config.input_dropout()));
  }
  if (!is_dropout(config.hidden_dropout())) {
    status.Update(OutOfRange("--hidden-dropout", "from 0 to less than 1", config.hidden_dropout()));
  }
  status.Update(CheckStretches(config));
  if (config.patience() < 0) {
    status.Update(OutOfRange("--patience", "a number from 0 up", config.patience()));
  }
  return status;
}

void ResolveTrainConfig(absl::Span<const uint64_t> counts, TrainConfig& config) {
  const uint64_t train_words = std::accumulate(counts.begin(), counts.end(), uint64_t{0});
  const bool like_word2vec = TrainsLikeWord2vec(config.model());
  OptimizerConfig& optimizer = *config.mutable_optimizer();
  if (optimizer.kind() == OPTIMIZER_AUTO) {
    optimizer.set_kind(like_word2vec ? OPTIMIZER_SGD : OPTIMIZER_ADAM);
  }
  if (optimizer.learning_rate() == 0) {
    optimizer.set_learning_rate(AutomaticLearningRate(config));
  }
  if (config.epochs() < 0) {
    const double epochs = std::round(kWordsToRead / static_cast<double>(train_words));
    config.set_epochs(std::clamp(epochs, kLeastEpochs, kMostEpochs));
  }
  if (config.batch_size() == 0) config.set_batch_size(AutomaticBatchSize(train_words, config));
  if (config.warmup_steps() < 0) {
    const TrainingPlan plan(config, train_words);
    const int64_t share = static_cast<int64_t>(plan.planned_steps()) / kWarmupDivisor;
    config.set_warmup_steps(like_word2vec ? 0 : std::min(kWarmupSteps, share));
  }
  const bool large = train_words >= kLargeCorpus;
  if (config.input_dropout() < 0) {
    config.set_input_dropout(like_word2vec ? 0 : large ? 0.1 : 0.3);
  }
  if (config.hidden_dropout() < 0) {
    config.set_hidden_dropout(like_word2vec ? 0 : large ? 0.2 : 0.4);
  }
  if (config.precision() == PRECISION_AUTO) {
    // Noise words' products are too small to gain from fewer bits.
    const bool gains = !HasNoiseWords(config.model()) || !config.model().hidden().empty();
    config.set_precision(HasBFloat16Product() && gains ? PRECISION_BFLOAT16 : PRECISION_FLOAT32);
  }
  ResolveModelConfig(counts, config.batch_size(), *config.mutable_model());
}

bool UsesStretches(const TrainConfig& config) {
  return config.subsample() > 0 || config.dynamic_window() ||
         config.model().objective() == OBJECTIVE_SKIPGRAM;
}

void ResolveCorpusConfig(TrainConfig& config) {
  if (config.corpus().valid_fraction() >= 0) return;
  // Perplexity is not what word vectors are trained for, and takes longer than they do.
  const bool vectors =
      TrainsLikeWord2vec(config.model()) || config.model().objective() == OBJECTIVE_SKIPGRAM;
  config.mutable_corpus()->set_valid_fraction(vectors ? 0 : 0.02);
}

absl::Status CheckResolvedConfig(const TrainConfig& config, int64_t vocabulary_size) {
  if (config.precision() == PRECISION_BFLOAT16 && !HasBFloat16Product()) {
    return absl::InvalidArgumentError(
        "--precision=bfloat16 needs a processor that has products of such numbers (avx512_bf16), "
        "which this one, or this build, has not; --precision=float32 always works");
  }
  absl::Status status = CheckModelConfig(config.model());
  if (!status.ok()) return status;
  const int64_t distant =
      std::accumulate(config.model().distant().begin(), config.model().distant().end(), int64_t{0});
  // A masked window has its distant words on both sides.
  const int64_t words = config.batch_size() * (WindowWords(config.model()) + 2 * distant);
  if (words > kMaxStepWords) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--batch-size=", config.batch_size(), " makes steps of up to ", words,
        " words with this --context and --distant; at most ", kMaxStepWords, " are possible"));
  }
  return CheckVocabularySize(config.model(), vocabulary_size);
}

}  // namespace windowlm
