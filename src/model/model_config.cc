#include "src/model/model_config.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

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

}  // namespace

absl::Status CheckModelConfig(const ModelConfig& config) {
  if (config.objective() != OBJECTIVE_NEXT && config.objective() != OBJECTIVE_MASKED) {
    return Unresolved("--objective");
  }
  if (config.combine() < COMBINE_CONCAT || config.combine() > COMBINE_SUM) {
    return Unresolved("--combine");
  }
  if (config.activation() < ACTIVATION_LINEAR || config.activation() > ACTIVATION_SIGMOID) {
    return Unresolved("--activation");
  }
  if (config.hidden_size() > kMaxHiddenLayers) {
    return absl::InvalidArgumentError(absl::StrCat("--hidden takes at most ", kMaxHiddenLayers,
                                                   " layers, and has ", config.hidden_size()));
  }
  absl::Status status = CheckRange("--context", config.context(), kMaxContext);
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
    case ACTIVATION_LINEAR:
      return ActivationFunction::kLinear;
    default:
      return ActivationFunction::kTanh;
  }
}

int64_t CountParameters(const ModelConfig& config, int64_t vocabulary_size) {
  int64_t count = vocabulary_size * config.dim();
  int64_t width = config.combine() == COMBINE_CONCAT ? WindowWords(config) * config.dim()
                                                     : int64_t{config.dim()};
  for (const int32_t size : config.hidden()) {
    count += (width + 1) * size;
    width = size;
  }
  return count + (width + 1) * (vocabulary_size - 1);
}

}  // namespace windowlm
