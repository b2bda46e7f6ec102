#ifndef WINDOWLM_SRC_MODEL_OUTPUT_MAKE_OUTPUT_LAYER_H_
#define WINDOWLM_SRC_MODEL_OUTPUT_MAKE_OUTPUT_LAYER_H_

#include <cstdint>
#include <memory>

#include "proto/train_config.pb.h"
#include "src/model/output/output_layer.h"

namespace windowlm {

// The output layer that `config`, which has passed CheckModelConfig and CheckVocabularySize,
// asks for: on `in` numbers, over `words` words, all zero. `precision` is that of its
// products where T is float; automatic stands for float32. Where `tied` is not null, that is its
// weight, which config's loss then allows (OutputWeight).
template <typename T>
std::unique_ptr<OutputLayer<T>> MakeOutputLayer(const ModelConfig& config, Precision precision,
                                                int64_t in, int64_t words,
                                                Parameter<T>* tied = nullptr);

// Bytes that a float one's Step keeps for batches of `batch` rows, at most about.
int64_t OutputWorkspaceBytes(const ModelConfig& config, Precision precision, int64_t batch,
                             int64_t in, int64_t words);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_OUTPUT_MAKE_OUTPUT_LAYER_H_
