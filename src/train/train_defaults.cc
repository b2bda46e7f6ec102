#include "src/train/train_defaults.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "src/base/matrix_product.h"
#include "src/config/option_needs.h"
#include "src/config/option_table.h"
#include "src/config/option_value.h"
#include "src/corpus/kept_shares.h"
#include "src/corpus/label_prefix.h"
#include "src/model/model_config.h"
#include "src/model/output/adaptive_cutoffs.h"
#include "src/model/output/loss_traits.h"
#include "src/train/train_config_check.h"
#include "src/train/training_plan.h"

namespace windowlm {
namespace {

// An automatic batch is the greatest power of two within these bounds with which an epoch has
// kStepsPerEpoch steps or more: a small text needs many small steps.
constexpr int32_t kLeastAutomaticBatch = 32;
constexpr int32_t kGreatestAutomaticBatch = 512;
constexpr uint64_t kStepsPerEpoch = 1000;
// The greatest automatic batch if batches are stretches of text.
constexpr int32_t kGreatestStretch = 2048;
// An automatic warm-up takes this many steps, or all steps divided by the divisor if these are
// fewer.
constexpr int64_t kWarmupSteps = 500;
constexpr int64_t kWarmupDivisor = 20;
// Automatic epochs read about this many words in all: a small text has to be read more often, and
// one that is read too often is learnt by heart.
constexpr double kWordsToRead = 12e6;
constexpr double kLeastEpochs = 2;
constexpr double kMostEpochs = 4;
// A text of this many words is read only a few times, so that much dropout costs more than it
// saves.
constexpr uint64_t kLargeCorpus = 10000000;
// Up to this many words the exact softmax is the automatic loss.
constexpr size_t kLargeVocabulary = 50000;
// Automatic contexts: of a window model and of skip-gram; of other word vectors, for large texts
// and for those that are not; and of the windows over the words of a line.
constexpr int32_t kContext = 5;
constexpr int32_t kSmallTextContext = 15;
constexpr int32_t kVectorContext = 10;
constexpr int32_t kConvolutionContext = 1;
// A text of up to so many words has so many passes that steps must be smaller, and too few words
// that were seen often.
constexpr uint64_t kFewWords = 2000000;
constexpr double kFewWordsRate = 0.025;
constexpr int64_t kFewWordsMinCount = 2;
// Automatic epochs of word vectors are kVectorPasses over the root of the text's millions of words.
constexpr double kVectorPasses = 40;
constexpr double kLeastVectorEpochs = 5;
constexpr double kMostVectorEpochs = 100;
// Automatic subsampling is by word2vec's threshold, or by a higher one that leaves at least this
// share of the words: a text with few different words would lose nearly all of them.
constexpr double kSubsample = 1e-4;
constexpr double kLeastShare = 0.4;
constexpr double kSubsampleStep = 1.25;
// What n-grams count for. In a text of few words they would make words alike that are only spelt
// alike.
constexpr double kSubwordWeight = 2;
constexpr double kFewWordsSubwordWeight = 0.3;

// The embedding dimension of models of labels with hidden layers, and the share of a naive Bayes
// classifier that others start from: more would have to be unlearnt first.
constexpr int32_t kLabelDim = 64;
constexpr double kNaiveBayesShare = 0.05;
// Small steps leave rare words and n-grams near where they start.
constexpr double kNaiveBayesRate = 0.0003;

// The share of a text's words that stays with a threshold, `<unk>` and `</s>` among them.
double ShareThatStays(absl::Span<const uint64_t> counts, double total, double threshold) {
  double stays = 0;
  for (const uint64_t count : counts) {
    if (count > 0) stays += static_cast<double>(count) * KeptShare(count, total, threshold);
  }
  return stays / total;
}

double AutomaticSubsample(absl::Span<const uint64_t> counts, double total) {
  double threshold = kSubsample;
  while (threshold < 1 && ShareThatStays(counts, total, threshold) < kLeastShare) {
    threshold *= kSubsampleStep;
  }
  return std::min(1.0, threshold);
}

// Fills in what the size of the text decides for word vectors, and what is fixed for other models.
void ResolveBySize(uint64_t train_words, absl::Span<const uint64_t> counts, TrainConfig& config) {
  ModelConfig& model = *config.mutable_model();
  const bool vectors = MakesVectors(model);
  const auto words = static_cast<double>(train_words);
  if (!model.has_context()) {
    model.set_context(HasConvolution(model)                                 ? kConvolutionContext
                      : !vectors || model.objective() == OBJECTIVE_SKIPGRAM ? kContext
                      : train_words <= kLargeText                           ? kSmallTextContext
                                                                            : kVectorContext);
  }
  if (!config.has_epochs()) {
    config.set_epochs(
        vectors ? std::clamp(std::round(kVectorPasses / std::sqrt(words / 1e6)), kLeastVectorEpochs,
                             kMostVectorEpochs)
                : std::clamp(std::round(kWordsToRead / words), kLeastEpochs, kMostEpochs));
  }
  if (!vectors || config.trainer() != TRAINER_VECTORS) return;
  if (!config.has_subsample()) config.set_subsample(AutomaticSubsample(counts, words));
  if (!config.has_dynamic_window()) config.set_dynamic_window(true);
}

// Fills in what is special to a model of labels, whose number is known.
void ResolveLabelModel(ModelConfig& config) {
  if (config.loss() == LOSS_AUTO) config.set_loss(LOSS_SOFTMAX);
  // Its windows are whole lines.
  if (!HasConvolution(config)) config.set_context(1);
  if (!config.has_dim()) config.set_dim(config.hidden().empty() ? config.labels() : kLabelDim);
}

void ResolveModelConfig(absl::Span<const uint64_t> counts, uint64_t train_words, int64_t batch,
                        ModelConfig& config) {
  if (config.objective() == OBJECTIVE_LABEL) ResolveLabelModel(config);
  if (config.loss() == LOSS_AUTO) {
    const bool exact = counts.size() <= kLargeVocabulary && config.cutoffs().empty();
    config.set_loss(exact           ? LOSS_SOFTMAX
                    : config.tied() ? LOSS_SAMPLED_SOFTMAX
                                    : LOSS_ADAPTIVE_SOFTMAX);
  }
  const LossTraits& traits = TraitsOf(config);
  if (!config.has_negatives()) {
    // More noise words than there are words would only repeat them, and with them their updates.
    const auto words = static_cast<int32_t>(std::min<size_t>(counts.size() - 1, INT32_MAX));
    config.set_negatives(traits.has_noise_words ? std::min(traits.default_negatives, words)
                                                : traits.default_negatives);
  }
  if (config.mean_gradient() == MEAN_GRADIENT_AUTO) {
    config.set_mean_gradient(traits.has_noise_words && config.hidden().empty()
                                 ? MEAN_GRADIENT_UNDIVIDED
                                 : MEAN_GRADIENT_EXACT);
  }
  if (!config.has_vectors() && HasOutputVectors(config)) {
    config.set_vectors(config.subwords().empty() ? VECTORS_UNIT_SUM : VECTORS_SUM);
  }
  if (config.subwords().empty()) {
    config.clear_subword_weight();
  } else if (!config.has_subword_weight()) {
    config.set_subword_weight(train_words <= kFewWords ? kFewWordsSubwordWeight : kSubwordWeight);
  }
  // Options that only another loss uses must not be part of the result. (Cutoffs with another loss
  // are an error before this.)
  for (const Option& option : OptionTable::Of(*ModelConfig::descriptor()).options()) {
    if (NeedsOtherChoice(option, "loss", config)) ClearOption(option, config);
  }
  if (traits.has_clusters && config.cutoffs().empty()) {
    // The last word is `<s>`, which cannot be predicted.
    for (const int32_t cutoff :
         AdaptiveCutoffs(counts.subspan(0, counts.size() - 1), OutputLayerInput(config),
                         config.division(), batch)) {
      config.add_cutoffs(cutoff);
    }
  }
}

double AutomaticLearningRate(const TrainConfig& config, uint64_t train_words) {
  switch (config.optimizer().kind()) {
    case OPTIMIZER_ADAM:
      return config.naive_bayes() > 0 && config.model().objective() == OBJECTIVE_LABEL
                 ? kNaiveBayesRate
                 : 0.003;
    case OPTIMIZER_ADAGRAD:
      return 0.05;
    default:
      // Losses with noise words sum gradients over the batch, and these are word2vec's rates for
      // sums; the others are for means.
      if (HasNoiseWords(config.model())) {
        if (MakesVectors(config.model()) && train_words <= kFewWords) return kFewWordsRate;
        return config.model().objective() == OBJECTIVE_SKIPGRAM ? 0.025 : 0.05;
      }
      return config.optimizer().momentum() > 0 ? 0.1 : 0.5;
  }
}

int32_t AutomaticBatchSize(uint64_t examples, const TrainConfig& config) {
  const int32_t greatest = UsesStretches(config) ? kGreatestStretch : kGreatestAutomaticBatch;
  int32_t batch = kLeastAutomaticBatch;
  while (batch < greatest && examples / (uint64_t{2} * batch) >= kStepsPerEpoch) batch *= 2;
  return batch;
}

}  // namespace

TrainConfig DefaultTrainConfig() {
  TrainConfig config;
  SetDefaults(config);
  return config;
}

void ResolveTrainConfig(absl::Span<const uint64_t> counts, TrainConfig& config,
                        absl::optional<uint64_t> given_examples) {
  const uint64_t train_words = std::accumulate(counts.begin(), counts.end(), uint64_t{0});
  const uint64_t examples = given_examples.value_or(train_words);
  if (!config.has_trainer() && AgainstVectorTrainer(config).empty()) {
    config.set_trainer(TRAINER_VECTORS);
  }
  const bool like_word2vec = config.trainer() == TRAINER_VECTORS || MakesVectors(config.model());
  const bool labels = config.model().objective() == OBJECTIVE_LABEL;
  if (labels && !config.has_naive_bayes()) {
    config.set_naive_bayes(config.model().hidden().empty() ? kNaiveBayesShare : 0);
  }
  OptimizerConfig& optimizer = *config.mutable_optimizer();
  if (optimizer.kind() == OPTIMIZER_AUTO) {
    optimizer.set_kind(like_word2vec ? OPTIMIZER_SGD : OPTIMIZER_ADAM);
  }
  if (!optimizer.has_learning_rate()) {
    optimizer.set_learning_rate(AutomaticLearningRate(config, train_words));
  }
  ResolveBySize(train_words, counts, config);
  if (!config.has_batch_size() && config.trainer() == TRAINER_WINDOW) {
    config.set_batch_size(AutomaticBatchSize(examples, config));
  }
  if (!config.has_warmup_steps()) {
    const TrainingPlan plan(config, examples);
    const int64_t share = static_cast<int64_t>(plan.planned_steps()) / kWarmupDivisor;
    config.set_warmup_steps(like_word2vec ? 0 : std::min(kWarmupSteps, share));
  }
  const bool large = train_words >= kLargeCorpus;
  if (!config.has_input_dropout()) {
    config.set_input_dropout(like_word2vec || labels ? 0 : large ? 0.1 : 0.3);
  }
  if (!config.has_hidden_dropout()) {
    config.set_hidden_dropout(like_word2vec || labels ? 0 : large ? 0.2 : 0.4);
  }
  if (config.precision() == PRECISION_AUTO) {
    // The products with noise words are too small to gain from fewer bits.
    const bool gains = !HasNoiseWords(config.model()) || !config.model().hidden().empty();
    config.set_precision(HasBFloat16Product() && gains ? PRECISION_BFLOAT16 : PRECISION_FLOAT32);
  }
  ResolveModelConfig(counts, train_words, config.batch_size(), *config.mutable_model());
}

void ResolveCorpusConfig(TrainConfig& config) {
  TextConfig& text = *config.mutable_corpus()->mutable_text();
  if (config.model().objective() != OBJECTIVE_LABEL) {
    text.clear_label_prefix();
    config.mutable_corpus()->clear_label_column();
  } else if (text.label_prefix().empty()) {
    text.set_label_prefix(kLabelPrefix);
  }
  if (config.corpus().has_valid_fraction()) return;
  // Word vectors are not trained for perplexity, and measuring it takes longer than training them.
  const bool vectors =
      MakesVectors(config.model()) || config.model().objective() == OBJECTIVE_SKIPGRAM;
  config.mutable_corpus()->set_valid_fraction(vectors ? 0 : 0.02);
}

SmallTextValues ValuesForSmallTexts(const TrainConfig& config) {
  if (config.model().objective() == OBJECTIVE_LABEL) {
    SmallTextValues values;
    values.chooses_case = true;
    return values;
  }
  // A word that was seen once has no company from which its vector could be learnt; and words of
  // neighbouring lines are company too.
  return MakesVectors(config.model())
             ? SmallTextValues{kFewWords, kFewWordsMinCount, BOUNDARIES_NONE, /*chooses_case=*/true}
             : SmallTextValues();
}

}  // namespace windowlm
