#ifndef WINDOWLM_SRC_MODEL_OUTPUT_LOSS_TRAITS_H_
#define WINDOWLM_SRC_MODEL_OUTPUT_LOSS_TRAITS_H_

#include <cstdint>

#include "absl/status/status.h"
#include "proto/train_config.pb.h"

namespace windowlm {

// What the program knows of a loss, besides which options declare that they need it
// (proto/train_config.proto). MakeOutputLayer chooses the layer that computes a loss.
struct LossTraits {
  Loss loss;
  // Whether it tells targets from noise words. Its value is then no likelihood, and its gradients
  // are sums over the batch instead of means.
  bool has_noise_words;
  // Whether its models are made for their word vectors if they have no hidden layer. They are then
  // trained as word2vec trains its own (Mikolov et al. 2013).
  bool makes_vectors;
  // Whether the layer's weight may be the embedding table.
  bool can_be_tied;
  // Whether it cuts the vocabulary into clusters.
  bool has_clusters;
  // How many words it draws for a batch or for each target, by default and at most; 0 if it draws
  // none.
  int32_t default_negatives;
  int64_t most_negatives;
  // Checks that its options, each of which is within its own bounds, fit together.
  absl::Status (*check)(const ModelConfig& config);
  // The number of parameters of a layer that is not tied, with `in` inputs, over `words` words.
  int64_t (*count_parameters)(const ModelConfig& config, int64_t in, int64_t words);
};

// The traits of a loss; null if it is automatic or unknown.
const LossTraits* FindLossTraits(Loss loss);

// The traits of the loss of `config`; those of the exact softmax if it is automatic or unknown.
const LossTraits& TraitsOf(const ModelConfig& config);

// Whether the loss, automatic or not, tells targets from noise words.
bool HasNoiseWords(const ModelConfig& config);

// Whether a model of this configuration is made only for its word vectors.
bool MakesVectors(const ModelConfig& config);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_OUTPUT_LOSS_TRAITS_H_
