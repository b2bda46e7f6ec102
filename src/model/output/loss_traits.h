#ifndef WINDOWLM_SRC_MODEL_OUTPUT_LOSS_TRAITS_H_
#define WINDOWLM_SRC_MODEL_OUTPUT_LOSS_TRAITS_H_

#include "proto/train_config.pb.h"

namespace windowlm {

// Whether the loss tells targets from noise words.
inline bool HasNoiseWords(const ModelConfig& config) {
  return config.loss() == LOSS_NCE || config.loss() == LOSS_NEGATIVE_SAMPLING;
}

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_OUTPUT_LOSS_TRAITS_H_
