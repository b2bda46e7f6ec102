#ifndef WINDOWLM_SRC_MODEL_MODEL_CONFIG_H_
#define WINDOWLM_SRC_MODEL_MODEL_CONFIG_H_

#include <cstdint>
#include <numeric>

#include "absl/status/status.h"
#include "proto/train_config.pb.h"
#include "src/corpus/window_sampler.h"
#include "src/model/output/loss_traits.h"
#include "src/nn/activation.h"

namespace windowlm {

// The greatest sizes that a model may have: far beyond what is useful, and small
// enough that no product of them overflows.
inline constexpr int64_t kMaxContext = 1000;
inline constexpr int64_t kMaxLayerSize = 100000;
inline constexpr int64_t kMaxHiddenLayers = 100;
inline constexpr int64_t kMaxSampled = 1000000;
inline constexpr int64_t kMaxNoiseWords = 10000;
inline constexpr int64_t kMaxDistantSpans = 100;

// Whether every field is resolved and within its bounds; the error names the option of
// the command line.
absl::Status CheckModelConfig(const ModelConfig& config);

// Whether a vocabulary of so many words, `<s>` among them, is large enough for the
// configuration, which has passed CheckModelConfig.
absl::Status CheckVocabularySize(const ModelConfig& config, int64_t vocabulary_size);

// Numbers that the hidden layers get of each window, and the output layer.
int64_t InputWidth(const ModelConfig& config);
int64_t OutputLayerInput(const ModelConfig& config);

// Numbers to which what comes before a tied output layer is projected; 0 where it is not.
int64_t ProjectionSize(const ModelConfig& config);

// Words in a context, W: those before the target, and if masked those after it; one for
// skipgram.
inline int64_t WindowWords(const ModelConfig& config) {
  if (config.objective() == OBJECTIVE_SKIPGRAM) return 1;
  return config.objective() == OBJECTIVE_MASKED ? 2 * config.context() : config.context();
}

// How far from a position, on either side of it, the last word is that its window may hold.
inline int64_t WindowReach(const ModelConfig& config) {
  return std::accumulate(config.distant().begin(), config.distant().end(),
                         int64_t{config.context()});
}

// A mean or a sum is over the words that are there; places of words have to be filled.
inline WindowSampler::Missing MissingWords(const ModelConfig& config) {
  return config.combine() == COMBINE_CONCAT ? WindowSampler::Missing::kPadded
                                            : WindowSampler::Missing::kLeftOut;
}

ActivationFunction FunctionOf(Activation activation);

// Parameters of a model for so many words, `<s>` among them.
int64_t CountParameters(const ModelConfig& config, int64_t vocabulary_size);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_MODEL_CONFIG_H_
