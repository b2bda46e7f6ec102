#include "src/model/model_config.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "src/model/output/adaptive_cutoffs.h"

namespace windowlm {
namespace {

absl::Status CheckRange(absl::string_view option, int64_t value, int64_t greatest) {
  if (value >= 1 && value <= greatest) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(option, " must be from 1 to ", greatest, ", and is ", value));
}

absl::Status Unresolved(absl::string_view option) {
  return absl::InvalidArgumentError(absl::StrCat(option, " has no value that is known here"));
}

absl::Status CheckLoss(const ModelConfig& config) {
  if (config.loss() < LOSS_SOFTMAX || config.loss() > LOSS_NEGATIVE_SAMPLING) {
    return Unresolved("--loss");
  }
  if (config.loss() == LOSS_ADAPTIVE_SOFTMAX) {
    if (config.cutoffs().empty() || config.cutoffs_size() > kMaxClusters) {
      return absl::InvalidArgumentError(absl::StrCat("--cutoffs takes 1 to ", kMaxClusters,
                                                     " numbers, and has ", config.cutoffs_size()));
    }
    int32_t before = 0;
    for (const int32_t cutoff : config.cutoffs()) {
      if (cutoff <= before) {
        return absl::InvalidArgumentError(absl::StrCat(
            "--cutoffs must be above 0 and ascend, and have ", cutoff, " after ", before));
      }
      before = cutoff;
    }
    return CheckRange("--division", config.division(), kMaxLayerSize);
  }
  if (config.loss() == LOSS_SAMPLED_SOFTMAX) {
    absl::Status status = CheckRange("--frequent-words", config.frequent_words(), kMaxSampled);
    status.Update(CheckRange("--negatives", config.negatives(), kMaxSampled));
    return status;
  }
  if (HasNoiseWords(config)) {
    if (!(config.noise_power() >= 0 && config.noise_power() <= 1)) {
      return absl::InvalidArgumentError(
          absl::StrCat("--noise-power must be from 0 to 1, and is ", config.noise_power()));
    }
    return CheckRange("--negatives", config.negatives(), kMaxNoiseWords);
  }
  return absl::OkStatus();
}

int64_t CountOutputParameters(const ModelConfig& config, int64_t in, int64_t words) {
  if (config.tied()) return words;
  if (config.loss() == LOSS_NEGATIVE_SAMPLING) return in * words;
  if (config.loss() != LOSS_ADAPTIVE_SOFTMAX) return (in + 1) * words;
  int64_t count = (in + 1) * (config.cutoffs(0) + config.cutoffs_size());
  for (int i = 0; i < config.cutoffs_size(); ++i) {
    const int64_t end = i + 1 < config.cutoffs_size() ? config.cutoffs(i + 1) : words;
    const int64_t projected = ClusterInput(in, config.division(), i);
    count += (in + 1) * projected + (projected + 1) * (end - config.cutoffs(i));
  }
  return count;
}

absl::Status CheckParts(const ModelConfig& config) {
  if (config.distant_size() > kMaxDistantSpans) {
    return absl::InvalidArgumentError(absl::StrCat("--distant takes at most ", kMaxDistantSpans,
                                                   " spans, and has ", config.distant_size()));
  }
  absl::Status status;
  for (const int32_t span : config.distant()) {
    status.Update(CheckRange("each span of --distant", span, kMaxContext));
  }
  if (!config.distant().empty() && config.objective() == OBJECTIVE_SKIPGRAM) {
    status.Update(absl::InvalidArgumentError("--distant does not go with --objective=skipgram"));
  }
  if (config.tied() &&
      (config.loss() == LOSS_ADAPTIVE_SOFTMAX || config.loss() == LOSS_NEGATIVE_SAMPLING)) {
    status.Update(
        absl::InvalidArgumentError("--tied goes with --loss=softmax, sampled-softmax or nce"));
  }
  if (config.tied() && config.direct()) {
    status.Update(absl::InvalidArgumentError(
        "--tied does not go with --direct: the embeddings have no room for both"));
  }
  if (config.hidden().empty() && (config.residual() || config.layer_norm() || config.direct())) {
    status.Update(
        absl::InvalidArgumentError(absl::StrCat(config.residual()     ? "--residual"
                                                : config.layer_norm() ? "--layer-norm"
                                                                      : "--direct",
                                                " needs hidden layers, and --hidden is none")));
  }
  return status;
}

}  // namespace

absl::Status CheckVocabularySize(const ModelConfig& config, int64_t vocabulary_size) {
  if (config.loss() != LOSS_ADAPTIVE_SOFTMAX) return absl::OkStatus();
  const int64_t last = config.cutoffs(config.cutoffs_size() - 1);
  if (last < vocabulary_size - 1) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("--cutoffs must be below the ", vocabulary_size - 1,
                   " words of the vocabulary that can be predicted, and has ", last));
}

int64_t InputWidth(const ModelConfig& config) {
  const int64_t near = config.combine() == COMBINE_CONCAT ? WindowWords(config) : 1;
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
  if (config.objective() < OBJECTIVE_NEXT || config.objective() > OBJECTIVE_SKIPGRAM) {
    return Unresolved("--objective");
  }
  if (config.combine() < COMBINE_CONCAT || config.combine() > COMBINE_SUM) {
    return Unresolved("--combine");
  }
  if (config.activation() < ACTIVATION_LINEAR || config.activation() > ACTIVATION_GELU) {
    return Unresolved("--activation");
  }
  if (config.hidden_size() > kMaxHiddenLayers) {
    return absl::InvalidArgumentError(absl::StrCat("--hidden takes at most ", kMaxHiddenLayers,
                                                   " layers, and has ", config.hidden_size()));
  }
  absl::Status status = CheckLoss(config);
  status.Update(CheckParts(config));
  status.Update(CheckRange("--context", config.context(), kMaxContext));
  status.Update(CheckRange("--dim", config.dim(), kMaxLayerSize));
  for (const int32_t size : config.hidden()) {
    status.Update(CheckRange("each layer of --hidden", size, kMaxLayerSize));
  }
  return status;
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

int64_t CountParameters(const ModelConfig& config, int64_t vocabulary_size) {
  int64_t count = vocabulary_size * config.dim();
  int64_t width = InputWidth(config);
  bool first = true;
  for (const int32_t size : config.hidden()) {
    if (config.layer_norm() && !first) count += 2 * width;
    count += (width + 1) * size;
    width = size;
    first = false;
  }
  if (config.layer_norm()) count += 2 * width;
  count += (width + 1) * ProjectionSize(config);
  return count + CountOutputParameters(config, OutputLayerInput(config), vocabulary_size - 1);
}

}  // namespace windowlm
