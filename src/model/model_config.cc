#include "src/model/model_config.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "src/config/option_name.h"
#include "src/config/option_ranges.h"
#include "src/corpus/kept_shares.h"

namespace windowlm {
namespace {

std::string Name(int field_number) { return OptionName<ModelConfig>(field_number); }

std::string LossesThatCanBeTied() {
  std::vector<std::string> names;
  const google::protobuf::EnumDescriptor& losses = *Loss_descriptor();
  for (int i = 0; i < losses.value_count(); ++i) {
    const LossTraits* traits = FindLossTraits(static_cast<Loss>(losses.value(i)->number()));
    if (traits != nullptr && traits->can_be_tied) names.push_back(ChoiceName(*losses.value(i)));
  }
  return absl::StrJoin(names, ", ");
}

absl::Status CheckLoss(const ModelConfig& config) {
  const LossTraits* traits = FindLossTraits(config.loss());
  if (traits == nullptr) {
    return absl::InvalidArgumentError(absl::StrCat(Name(ModelConfig::kLossFieldNumber),
                                                   " must be one of its choices, and is ",
                                                   static_cast<int>(config.loss())));
  }
  if (traits->most_negatives > 0 && config.negatives() > traits->most_negatives) {
    return absl::InvalidArgumentError(absl::StrCat(
        Name(ModelConfig::kNegativesFieldNumber), " must be at most ", traits->most_negatives,
        " with ", OptionWith(config.loss()), ", and is ", config.negatives()));
  }
  if (config.tied() && !traits->can_be_tied) {
    return absl::InvalidArgumentError(absl::StrCat(Name(ModelConfig::kTiedFieldNumber),
                                                   " does not go with ", OptionWith(config.loss()),
                                                   "; it goes with ", LossesThatCanBeTied()));
  }
  return traits->check(config);
}

// Checks the n-grams of a model that has some.
absl::Status CheckSubwords(const ModelConfig& config) {
  const std::string name = Name(ModelConfig::kSubwordsFieldNumber);
  if (config.subwords_size() != 2 || config.subwords(0) > config.subwords(1)) {
    return absl::InvalidArgumentError(absl::StrCat(
        name, " takes the least number of characters and the greatest, as in 3-6, and has ",
        absl::StrJoin(config.subwords(), "-")));
  }
  if (HasOutputVectors(config)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(name,
                   " needs a model with noise words and without hidden layers, whose context is a "
                   "mean or a sum"));
}

// Checks what windows over the words of a line demand.
absl::Status CheckConvolution(const ModelConfig& config) {
  if (!HasConvolution(config)) return absl::OkStatus();
  const std::string combine = OptionWith(config.combine());
  if (config.hidden().empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat(combine, " needs hidden layers, the first of which reads the windows, and ",
                     Name(ModelConfig::kHiddenFieldNumber), " is none"));
  }
  for (const auto& [is_set, number] :
       {std::pair(config.pairs() != 0, ModelConfig::kPairsFieldNumber),
        std::pair(!config.spellings().empty(), ModelConfig::kSpellingsFieldNumber),
        std::pair(config.layer_norm(), ModelConfig::kLayerNormFieldNumber),
        std::pair(config.batch_norm(), ModelConfig::kBatchNormFieldNumber),
        std::pair(config.direct(), ModelConfig::kDirectFieldNumber)}) {
    if (is_set) {
      return absl::InvalidArgumentError(absl::StrCat(Name(number), " does not go with ", combine));
    }
  }
  return absl::OkStatus();
}

// Checks what a model of labels demands, and no other model may have.
absl::Status CheckLabels(const ModelConfig& config) {
  const bool for_labels = config.objective() == OBJECTIVE_LABEL;
  const std::string objective = OptionWith(OBJECTIVE_LABEL);
  if (!for_labels) {
    for (const auto& [is_set, option] :
         {std::pair(config.combine() == COMBINE_PRESENCE, OptionWith(COMBINE_PRESENCE)),
          std::pair(config.combine() == COMBINE_WINDOW_MAX, OptionWith(COMBINE_WINDOW_MAX)),
          std::pair(config.combine() == COMBINE_WINDOW_MEAN, OptionWith(COMBINE_WINDOW_MEAN)),
          std::pair(config.loss() == LOSS_SIGMOID, OptionWith(LOSS_SIGMOID)),
          std::pair(config.pairs() != 0, Name(ModelConfig::kPairsFieldNumber)),
          std::pair(!config.spellings().empty(), Name(ModelConfig::kSpellingsFieldNumber)),
          std::pair(config.labels() != 0 || config.spelling_rows() != 0,
                    std::string("a number of labels or spellings"))}) {
      if (is_set) return absl::InvalidArgumentError(absl::StrCat(option, " needs ", objective));
    }
    return absl::OkStatus();
  }
  if (config.labels() < 1) {
    return absl::InvalidArgumentError(
        absl::StrCat(objective, " needs labels, and there are ", config.labels()));
  }
  if (config.loss() != LOSS_SOFTMAX && config.loss() != LOSS_SIGMOID) {
    return absl::InvalidArgumentError(absl::StrCat(objective, " needs ", OptionWith(LOSS_SOFTMAX),
                                                   " or ", OptionWith(LOSS_SIGMOID)));
  }
  if (config.combine() == COMBINE_CONCAT) {
    return absl::InvalidArgumentError(absl::StrCat(objective, " does not go with ",
                                                   OptionWith(COMBINE_CONCAT),
                                                   ": lines have any number of words"));
  }
  for (const auto& [is_set, number] :
       {std::pair(!config.distant().empty(), ModelConfig::kDistantFieldNumber),
        std::pair(config.attention() != 0, ModelConfig::kAttentionFieldNumber),
        std::pair(config.tied(), ModelConfig::kTiedFieldNumber),
        std::pair(!config.subwords().empty(), ModelConfig::kSubwordsFieldNumber)}) {
    if (is_set) {
      return absl::InvalidArgumentError(
          absl::StrCat(Name(number), " does not go with ", objective));
    }
  }
  if (absl::Status status = CheckConvolution(config); !status.ok()) return status;
  const bool is_range = config.spellings_size() == 2 && config.spellings(0) <= config.spellings(1);
  if (!config.spellings().empty() && !is_range) {
    return absl::InvalidArgumentError(
        absl::StrCat(Name(ModelConfig::kSpellingsFieldNumber),
                     " takes the least number of characters and the greatest, as in 3-5, and has ",
                     absl::StrJoin(config.spellings(), "-")));
  }
  constexpr int64_t kMostNgrams = 2000000;
  if (config.spelling_rows() < 0 || config.spelling_rows() > (is_range ? kMostNgrams : 0)) {
    return absl::InvalidArgumentError(absl::StrCat("there are ", config.spelling_rows(),
                                                   " spellings; at most ",
                                                   is_range ? kMostNgrams : 0, " were expected"));
  }
  if (config.hidden().empty() && config.dim() != config.labels()) {
    return absl::InvalidArgumentError(absl::StrCat(
        Name(ModelConfig::kDimFieldNumber), "=", config.dim(), " needs hidden layers: without, ",
        objective, " has a number for each word and label"));
  }
  return absl::OkStatus();
}

// Checks that the parts of a model go together.
absl::Status CheckParts(const ModelConfig& config) {
  if (config.objective() == OBJECTIVE_SKIPGRAM &&
      (!config.distant().empty() || config.attention() != 0)) {
    const int refused = config.distant().empty() ? ModelConfig::kAttentionFieldNumber
                                                 : ModelConfig::kDistantFieldNumber;
    return absl::InvalidArgumentError(
        absl::StrCat(Name(refused), " does not go with ", OptionWith(OBJECTIVE_SKIPGRAM)));
  }
  if (config.tied() && config.direct()) {
    return absl::InvalidArgumentError(
        absl::StrCat(Name(ModelConfig::kTiedFieldNumber), " does not go with ",
                     Name(ModelConfig::kDirectFieldNumber),
                     ": the embeddings, which are then the output layer's weight, are too short "
                     "for both inputs"));
  }
  if (config.hidden().empty() && (config.residual() || config.layer_norm() || config.batch_norm() ||
                                  config.direct() || config.attention() != 0)) {
    const int needing = config.residual()     ? ModelConfig::kResidualFieldNumber
                        : config.layer_norm() ? ModelConfig::kLayerNormFieldNumber
                        : config.batch_norm() ? ModelConfig::kBatchNormFieldNumber
                        : config.direct()     ? ModelConfig::kDirectFieldNumber
                                              : ModelConfig::kAttentionFieldNumber;
    return absl::InvalidArgumentError(absl::StrCat(Name(needing), " needs hidden layers, and ",
                                                   Name(ModelConfig::kHiddenFieldNumber),
                                                   " is none"));
  }
  if (!config.subwords().empty()) {
    if (absl::Status status = CheckSubwords(config); !status.ok()) return status;
  }
  if (config.vectors() != VECTORS_INPUT && !HasOutputVectors(config)) {
    return absl::InvalidArgumentError(
        absl::StrCat(OptionWith(config.vectors()),
                     " needs a model with noise words and without hidden layers, whose context is "
                     "a mean or a sum"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckVocabularySize(const ModelConfig& config, int64_t vocabulary_size) {
  // Cutoffs have no effect without clusters, so that they may be any.
  if (config.cutoffs().empty() || !TraitsOf(config).has_clusters) return absl::OkStatus();
  const int64_t last = config.cutoffs(config.cutoffs_size() - 1);
  if (last < vocabulary_size - 1) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      Name(ModelConfig::kCutoffsFieldNumber), " must be below the ", vocabulary_size - 1,
      " words of the vocabulary that can be predicted, and has ", last));
}

int64_t InputWidth(const ModelConfig& config) {
  const bool side_by_side = config.combine() == COMBINE_CONCAT || HasConvolution(config);
  const int64_t near = side_by_side ? WindowWords(config) : 1;
  return (near + config.distant_size()) * config.dim();
}

int64_t ProjectionSize(const ModelConfig& config) {
  const int64_t width =
      config.hidden().empty() ? InputWidth(config) : config.hidden(config.hidden_size() - 1);
  return config.tied() && width != config.dim() ? config.dim() : 0;
}

int64_t OutputLayerInput(const ModelConfig& config) {
  if (config.tied()) return config.dim();
  if (config.hidden().empty()) return InputWidth(config);
  return config.hidden(config.hidden_size() - 1) + (config.direct() ? InputWidth(config) : 0);
}

absl::Status CheckModelConfig(const ModelConfig& config) {
  absl::Status status = CheckSettledRanges(config);
  status.Update(CheckLoss(config));
  status.Update(CheckLabels(config));
  status.Update(CheckParts(config));
  return status;
}

std::vector<float> ContextWeights(const TrainConfig& config, const Vocabulary& vocabulary) {
  const Combine combine = config.model().combine();
  const bool adds = combine == COMBINE_MEAN || combine == COMBINE_SUM;
  if (config.subsample() == 0 || !adds || config.model().objective() == OBJECTIVE_LABEL) return {};
  const std::vector<double> shares = KeptShares(vocabulary, config.subsample());
  return std::vector<float>(shares.begin(), shares.end());
}

WindowSampler WindowsOf(absl::Span<const uint32_t> ids, const TrainConfig& config,
                        const Vocabulary& vocabulary) {
  const ModelConfig& model = config.model();
  return WindowSampler(ids, model.objective(), model.context(), config.corpus().boundaries(),
                       vocabulary, MissingWords(model), model.distant(), model.attention());
}

bool HasOutputVectors(const ModelConfig& config) {
  return config.hidden().empty() && !config.tied() && OutputLayerInput(config) == config.dim() &&
         TraitsOf(config).has_noise_words;
}

ActivationFunction FunctionOf(Activation activation) {
  switch (activation) {
    case ACTIVATION_RELU:
      return ActivationFunction::kRelu;
    case ACTIVATION_SIGMOID:
      return ActivationFunction::kSigmoid;
    case ACTIVATION_GELU:
      return ActivationFunction::kGelu;
    case ACTIVATION_LINEAR:
      return ActivationFunction::kLinear;
    default:
      return ActivationFunction::kTanh;
  }
}

int64_t CountAttentionParameters(const ModelConfig& config) {
  if (config.attention() == 0 || config.hidden().empty()) return 0;
  const int64_t dim = config.dim();
  const int64_t result =
      ProjectionSize(config) > 0 ? ProjectionSize(config) : config.hidden(config.hidden_size() - 1);
  const int64_t sides = WindowSides(config);
  const int64_t neighbors = sides * WindowSampler::kAttendedNeighbors;
  return (result + 1) * dim + neighbors * (dim + 1) * dim + 2 * (1 + sides * config.attention()) +
         (2 * dim + 1) * result;
}

int64_t CountParameters(const ModelConfig& config, int64_t vocabulary_size, int64_t subword_rows) {
  int64_t count =
      (vocabulary_size + subword_rows + config.pairs() + config.spelling_rows()) * config.dim();
  int64_t width = InputWidth(config);
  bool first = true;
  for (const int32_t size : config.hidden()) {
    if (config.layer_norm() && !first) count += 2 * width;
    if (config.batch_norm()) count += 4 * size;
    count += (width + 1) * size;
    width = size;
    first = false;
  }
  if (config.layer_norm()) count += 2 * width;
  count += (width + 1) * ProjectionSize(config);
  count += CountAttentionParameters(config);
  const int64_t words = PredictedWords(config, vocabulary_size);
  // Without hidden layers labels have no weight but the embeddings.
  if (config.labels() > 0 && config.hidden().empty()) return count + words;
  // The weight of a tied layer is the embedding table, which is counted already.
  return count + (config.tied()
                      ? words
                      : TraitsOf(config).count_parameters(config, OutputLayerInput(config), words));
}

}  // namespace windowlm
