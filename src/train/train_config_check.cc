#include "src/train/train_config_check.h"

#include <numeric>
#include <utility>

#include "absl/strings/str_cat.h"
#include "src/base/matrix_product.h"
#include "src/config/option_name.h"
#include "src/config/option_ranges.h"
#include "src/corpus/label_prefix.h"
#include "src/corpus/special_words.h"
#include "src/model/model_config.h"
#include "src/model/output/loss_traits.h"
#include "src/train/training_plan.h"

namespace windowlm {
namespace {

// Words of a step's contexts are counted in 32 bits.
constexpr int64_t kMaxStepWords = int64_t{1} << 31;

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
  if (!config.has_context()) config.set_context(1);
  if (config.objective() == OBJECTIVE_LABEL && config.labels() == 0) {
    config.set_labels(config.has_dim() ? config.dim() : 1);
    if (!config.has_dim()) config.set_dim(1);
  }
  if (config.combine() == COMBINE_AUTO) config.set_combine(COMBINE_MEAN);
  return config;
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
  const std::string& prefix = config.corpus().text().label_prefix();
  bool is_sound = prefix.find_first_of(" \t\r\n\v\f") == std::string::npos;
  for (const absl::string_view word : {kUnknownWord, kLineEndWord, kLineStartWord}) {
    is_sound = is_sound && !IsLabel(word, prefix);
  }
  if (!is_sound) {
    return absl::InvalidArgumentError(
        absl::StrCat(OptionName<TextConfig>(TextConfig::kLabelPrefixFieldNumber), "=", prefix,
                     " would make no word a label, or one of ", kUnknownWord, ", ", kLineEndWord,
                     " and ", kLineStartWord, "; something like ", kLabelPrefix, " was expected"));
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

}  // namespace

absl::Status NothingToValidate(absl::string_view option) {
  return absl::InvalidArgumentError(
      absl::StrCat(option, " does not go with ", OptionWith(OBJECTIVE_SKIPGRAM),
                   ": word pairs have no perplexity; evaluate similarity and evaluate analogies "
                   "measure their vectors"));
}

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
