#ifndef WINDOWLM_SRC_MODEL_OUTPUT_MAKE_OUTPUT_LAYER_H_
#define WINDOWLM_SRC_MODEL_OUTPUT_MAKE_OUTPUT_LAYER_H_

#include <cstdint>
#include <memory>

#include "proto/train_config.pb.h"
#include "src/model/output/output_layer.h"

namespace windowlm {

// Makes the output layer that `config` asks for, on `in` numbers, over `words` words, or as many
// labels, all zero.
// `config` has passed CheckModelConfig and CheckVocabularySize. `precision` is that of matrix
// products if T is float; automatic stands for float32. If `tied` is not null, it is the layer's
// weight, which config's loss then allows (OutputWeight).
template <typename T>
std::unique_ptr<OutputLayer<T>> MakeOutputLayer(const ModelConfig& config, Precision precision,
                                                int64_t in, int64_t words,
                                                Parameter<T>* tied = nullptr);

// About how many bytes the Step of a layer with T = float keeps at most, for batches of `batch`
// rows.
int64_t OutputWorkspaceBytes(const ModelConfig& config, Precision precision, int64_t batch,
                             int64_t in, int64_t words);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_OUTPUT_MAKE_OUTPUT_LAYER_H_
