#include "src/train/train_defaults.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "src/base/matrix_product.h"
#include "src/config/option_name.h"
#include "src/config/option_needs.h"
#include "src/config/option_ranges.h"
#include "src/config/option_table.h"
#include "src/config/option_value.h"
#include "src/corpus/label_prefix.h"
#include "src/corpus/stretch_sampler.h"
#include "src/model/model_config.h"
#include "src/model/output/adaptive_cutoffs.h"
#include "src/model/output/loss_traits.h"
#include "src/train/training_plan.h"

namespace windowlm {
namespace {

// Words of a step's contexts are counted in 32 bits.
constexpr int64_t kMaxStepWords = int64_t{1} << 31;
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
// Automatic contexts: of a window model and of skip-gram, and of other word vectors, for large
// texts and for those that are not.
constexpr int32_t kContext = 5;
constexpr int32_t kSmallTextContext = 15;
constexpr int32_t kVectorContext = 10;
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

// Puts valid values in place of the automatic ones; for the loss, the one that demands most among
// those that may be chosen.
ModelConfig WithoutAutomaticValues(ModelConfig config) {
  if (config.loss() == LOSS_AUTO && config.objective() == OBJECTIVE_LABEL) {
    config.set_loss(LOSS_SOFTMAX);
  }
  if (config.loss() == LOSS_AUTO) {
    config.set_loss(config.tied() && config.cutoffs().empty() ? LOSS_SOFTMAX
                                                              : LOSS_ADAPTIVE_SOFTMAX);
  }
  const LossTraits* traits = FindLossTraits(config.loss());
  if (traits != nullptr && traits->has_clusters && config.cutoffs().empty()) config.add_cutoffs(1);
  if (!config.has_negatives()) config.set_negatives(1);
  if (!config.has_context()) config.set_context(kContext);
  if (config.objective() == OBJECTIVE_LABEL && config.labels() == 0) {
    config.set_labels(config.has_dim() ? config.dim() : 1);
    if (!config.has_dim()) config.set_dim(1);
  }
  if (config.combine() == COMBINE_AUTO) config.set_combine(COMBINE_MEAN);
  return config;
}

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

// What stands against the trainer of word vectors, as an option that is typed; empty if nothing
// does.
std::string AgainstVectorTrainer(const TrainConfig& config) {
  const ModelConfig& model = config.model();
  const auto model_option = [](int number) { return OptionName<ModelConfig>(number); };
  if (!model.hidden().empty()) return model_option(ModelConfig::kHiddenFieldNumber);
  if (!HasNoiseWords(model)) {
    return OptionWith(model.loss() == LOSS_AUTO ? LOSS_SOFTMAX : model.loss());
  }
  if (model.objective() != OBJECTIVE_SKIPGRAM && model.combine() == COMBINE_CONCAT) {
    return OptionWith(COMBINE_CONCAT);
  }
  if (!model.distant().empty()) return model_option(ModelConfig::kDistantFieldNumber);
  if (model.tied()) return model_option(ModelConfig::kTiedFieldNumber);
  if (model.mean_gradient() == MEAN_GRADIENT_EXACT) return OptionWith(MEAN_GRADIENT_EXACT);
  const OptimizerConfig& optimizer = config.optimizer();
  if (optimizer.kind() != OPTIMIZER_AUTO && optimizer.kind() != OPTIMIZER_SGD) {
    return OptionWith(optimizer.kind());
  }
  if (optimizer.momentum() > 0) {
    return OptionName<OptimizerConfig>(OptimizerConfig::kMomentumFieldNumber);
  }
  for (const auto& [value, number] :
       {std::pair(optimizer.weight_decay(), OptimizerConfig::kWeightDecayFieldNumber),
        std::pair(optimizer.l1(), OptimizerConfig::kL1FieldNumber),
        std::pair(optimizer.l2(), OptimizerConfig::kL2FieldNumber),
        std::pair(optimizer.clip_norm(), OptimizerConfig::kClipNormFieldNumber)}) {
    if (value > 0) return OptionName<OptimizerConfig>(number);
  }
  if (config.input_dropout() > 0) {
    return OptionName<TrainConfig>(TrainConfig::kInputDropoutFieldNumber);
  }
  if (config.batch_size() > 0) return OptionName<TrainConfig>(TrainConfig::kBatchSizeFieldNumber);
  if (config.average() > 0) return OptionName<TrainConfig>(TrainConfig::kAverageFieldNumber);
  return "";
}

absl::Status CheckTrainer(const TrainConfig& config) {
  const std::string against = AgainstVectorTrainer(config);
  if (!config.model().subwords().empty()) {
    const std::string subwords = OptionName<ModelConfig>(ModelConfig::kSubwordsFieldNumber);
    if (config.has_trainer() && config.trainer() != TRAINER_VECTORS) {
      return absl::InvalidArgumentError(
          absl::StrCat(subwords, " needs ", OptionWith(TRAINER_VECTORS)));
    }
    if (against.empty()) return absl::OkStatus();
    return absl::InvalidArgumentError(absl::StrCat(subwords, " does not go with ", against));
  }
  if (against.empty() || config.trainer() != TRAINER_VECTORS) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(OptionWith(TRAINER_VECTORS), " does not go with ", against));
}

// Fills in what the size of the text decides for word vectors, and what is fixed for other models.
void ResolveBySize(uint64_t train_words, absl::Span<const uint64_t> counts, TrainConfig& config) {
  ModelConfig& model = *config.mutable_model();
  const bool vectors = MakesVectors(model);
  const auto words = static_cast<double>(train_words);
  if (!model.has_context()) {
    model.set_context(!vectors || model.objective() == OBJECTIVE_SKIPGRAM ? kContext
                      : train_words <= kLargeText                         ? kSmallTextContext
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
  config.set_context(1);
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

// Checks what is demanded of batches that are stretches of text.
absl::Status CheckStretches(const TrainConfig& config) {
  if (!UsesStretches(config)) return absl::OkStatus();
  const ModelConfig& model = config.model();
  const bool is_skipgram = model.objective() == OBJECTIVE_SKIPGRAM;
  if (is_skipgram && config.corpus().valid_fraction() > 0) {
    return NothingToValidate(OptionName<CorpusConfig>(CorpusConfig::kValidFractionFieldNumber));
  }
  const std::string option =
      config.subsample() > 0    ? OptionName<TrainConfig>(TrainConfig::kSubsampleFieldNumber)
      : config.dynamic_window() ? OptionName<TrainConfig>(TrainConfig::kDynamicWindowFieldNumber)
                                : OptionWith(OBJECTIVE_SKIPGRAM);
  if (!HasNoiseWords(model)) {
    return absl::InvalidArgumentError(absl::StrCat(
        option, " needs ", OptionWith(LOSS_NEGATIVE_SAMPLING), " or ", OptionWith(LOSS_NCE)));
  }
  if (model.combine() == COMBINE_CONCAT && !is_skipgram) {
    return absl::InvalidArgumentError(
        absl::StrCat(option, " needs ", OptionWith(COMBINE_MEAN), " or ", OptionWith(COMBINE_SUM)));
  }
  if (!model.distant().empty() || model.attention() > 0) {
    return absl::InvalidArgumentError(absl::StrCat(
        option, " does not go with ",
        OptionName<ModelConfig>(model.distant().empty() ? ModelConfig::kAttentionFieldNumber
                                                        : ModelConfig::kDistantFieldNumber),
        ", which needs the whole text"));
  }
  return absl::OkStatus();
}

// Checks what labels demand of a training.
absl::Status CheckLabelTraining(const TrainConfig& config) {
  if (config.model().objective() != OBJECTIVE_LABEL) return absl::OkStatus();
  const std::string objective = OptionWith(OBJECTIVE_LABEL);
  for (const auto& [is_set, option] :
       {std::pair(config.corpus().phrases() > 0,
                  OptionName<CorpusConfig>(CorpusConfig::kPhrasesFieldNumber)),
        std::pair(UsesStretches(config),
                  OptionName<TrainConfig>(config.subsample() > 0
                                              ? TrainConfig::kSubsampleFieldNumber
                                              : TrainConfig::kDynamicWindowFieldNumber))}) {
    if (is_set) {
      return absl::InvalidArgumentError(absl::StrCat(option, " does not go with ", objective));
    }
  }
  if (config.naive_bayes() > 0 && !config.model().hidden().empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat(OptionName<TrainConfig>(TrainConfig::kNaiveBayesFieldNumber),
                     " needs a model without hidden layers, ",
                     OptionName<ModelConfig>(ModelConfig::kHiddenFieldNumber), "=none"));
  }
  return absl::OkStatus();
}

// Checks what batch normalisation demands of a training.
absl::Status CheckBatchNorm(const TrainConfig& config) {
  if (!config.model().batch_norm()) return absl::OkStatus();
  const std::string option = OptionName<ModelConfig>(ModelConfig::kBatchNormFieldNumber);
  if (config.batch_size() == 1) {
    return absl::InvalidArgumentError(absl::StrCat(
        option, " does not go with ", OptionName<TrainConfig>(TrainConfig::kBatchSizeFieldNumber),
        "=1: a number alone is its own mean, and nothing would be learnt"));
  }
  if (config.average() > 0) {
    const std::string average = OptionName<TrainConfig>(TrainConfig::kAverageFieldNumber);
    return absl::InvalidArgumentError(absl::StrCat(
        option, " does not go with ", average,
        ": the means and variances of the steps are not those of the averaged weights; ", average,
        "=0 saves the last ones"));
  }
  return absl::OkStatus();
}

double AutomaticLearningRate(const TrainConfig& config, uint64_t train_words) {
  switch (config.optimizer().kind()) {
    case OPTIMIZER_ADAM:
      return config.naive_bayes() > 0 ? kNaiveBayesRate : 0.003;
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

absl::Status NothingToValidate(absl::string_view option) {
  return absl::InvalidArgumentError(
      absl::StrCat(option, " does not go with ", OptionWith(OBJECTIVE_SKIPGRAM),
                   ": word pairs have no perplexity; evaluate similarity and evaluate analogies "
                   "measure their vectors"));
}

TrainConfig DefaultTrainConfig() {
  TrainConfig config;
  SetDefaults(config);
  return config;
}

absl::Status CheckTrainConfig(const TrainConfig& config) {
  absl::Status status = CheckGivenRanges(config);
  status.Update(CheckModelConfig(WithoutAutomaticValues(config.model())));
  const LossTraits* traits = FindLossTraits(config.model().loss());
  if (traits != nullptr && !traits->has_clusters && !config.model().cutoffs().empty()) {
    status.Update(absl::InvalidArgumentError(
        absl::StrCat(OptionName<ModelConfig>(ModelConfig::kCutoffsFieldNumber), " needs ",
                     OptionWith(LOSS_ADAPTIVE_SOFTMAX))));
  }
  status.Update(CheckLabelTraining(config));
  status.Update(CheckStretches(config));
  status.Update(CheckBatchNorm(config));
  status.Update(CheckTrainer(config));
  return status;
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

bool UsesStretches(const TrainConfig& config) {
  return config.subsample() > 0 || config.dynamic_window() ||
         config.model().objective() == OBJECTIVE_SKIPGRAM;
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

absl::Status CheckResolvedConfig(const TrainConfig& config, int64_t vocabulary_size) {
  if (config.precision() == PRECISION_BFLOAT16 && !HasBFloat16Product()) {
    return absl::InvalidArgumentError(absl::StrCat(
        OptionWith(PRECISION_BFLOAT16),
        " needs a processor and a build with bfloat16 products (avx512_bf16), which this processor "
        "or this build does not have; ",
        OptionWith(PRECISION_FLOAT32), " always works"));
  }
  absl::Status status = CheckModelConfig(config.model());
  if (!status.ok()) return status;
  const int64_t distant =
      std::accumulate(config.model().distant().begin(), config.model().distant().end(), int64_t{0});
  const int64_t words =
      StepPositions(config) * (WindowWords(config.model()) + WindowSides(config.model()) * distant +
                               AttendedWords(config.model()));
  if (words > kMaxStepWords) {
    return absl::InvalidArgumentError(
        absl::StrCat(OptionName<TrainConfig>(TrainConfig::kBatchSizeFieldNumber), "=",
                     config.batch_size(), " makes steps of up to ", words, " words with this ",
                     OptionName<ModelConfig>(ModelConfig::kContextFieldNumber), ", ",
                     OptionName<ModelConfig>(ModelConfig::kDistantFieldNumber), " and ",
                     OptionName<ModelConfig>(ModelConfig::kAttentionFieldNumber), "; at most ",
                     kMaxStepWords, " are possible"));
  }
  return CheckVocabularySize(config.model(), vocabulary_size);
}

}  // namespace windowlm
