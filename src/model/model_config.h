#ifndef WINDOWLM_SRC_MODEL_MODEL_CONFIG_H_
#define WINDOWLM_SRC_MODEL_MODEL_CONFIG_H_

#include <cstdint>

#include "absl/status/status.h"
#include "proto/train_config.pb.h"
#include "src/nn/activation.h"

namespace windowlm {

// The greatest sizes that a model may have: far beyond what is useful, and small
// enough that no product of them overflows.
inline constexpr int64_t kMaxContext = 1000;
inline constexpr int64_t kMaxLayerSize = 100000;
inline constexpr int64_t kMaxHiddenLayers = 100;

// Whether every field is resolved and within its bounds; the error names the option of
// the command line.
absl::Status CheckModelConfig(const ModelConfig& config);

// Words in a context, W: those before the target, and if masked those after it.
inline int64_t WindowWords(const ModelConfig& config) {
  return config.objective() == OBJECTIVE_MASKED ? 2 * config.context() : config.context();
}

ActivationFunction FunctionOf(Activation activation);

// Parameters of a model for so many words, `<s>` among them.
int64_t CountParameters(const ModelConfig& config, int64_t vocabulary_size);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_MODEL_CONFIG_H_
