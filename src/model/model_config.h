#ifndef WINDOWLM_SRC_MODEL_MODEL_CONFIG_H_
#define WINDOWLM_SRC_MODEL_MODEL_CONFIG_H_

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "src/corpus/line_features.h"
#include "src/corpus/vocabulary.h"
#include "src/corpus/window_sampler.h"
#include "src/model/output/loss_traits.h"
#include "src/nn/activation.h"

namespace windowlm {

// Checks that no field is automatic, that each is within its bounds, and that they fit together.
// kInvalidArgument names the option of the command line.
absl::Status CheckModelConfig(const ModelConfig& config);

// Checks that a vocabulary of `vocabulary_size` words, `<s>` among them, is large enough for the
// configuration, which has passed CheckModelConfig; kInvalidArgument if it is not.
absl::Status CheckVocabularySize(const ModelConfig& config, int64_t vocabulary_size);

// How many numbers the first hidden layer gets of each window, and how many the output layer gets.
int64_t InputWidth(const ModelConfig& config);
int64_t OutputLayerInput(const ModelConfig& config);

// To how many numbers the input of a tied output layer is projected; 0 if it is not.
int64_t ProjectionSize(const ModelConfig& config);

// How many words, or labels, a model for `vocabulary_size` words, `<s>` among them, can predict.
inline int64_t PredictedWords(const ModelConfig& config, int64_t vocabulary_size) {
  return config.labels() > 0 ? config.labels() : vocabulary_size - 1;
}

// Whether the first hidden layer reads windows over the words of a line.
inline bool HasConvolution(const ModelConfig& config) {
  return config.combine() == COMBINE_WINDOW_MAX || config.combine() == COMBINE_WINDOW_MEAN;
}

// Which words of a line a model of labels gets.
inline LineWords LineWordsOf(const ModelConfig& config) {
  return HasConvolution(config)                 ? LineWords::kInPlace
         : config.combine() == COMBINE_PRESENCE ? LineWords::kOnce
                                                : LineWords::kEach;
}

// The number of words in a context, W: those before the target, and for a masked model those after
// it too; 1 for skip-gram; in the windows of a convolution a word and those on either side.
inline int64_t WindowWords(const ModelConfig& config) {
  if (config.objective() == OBJECTIVE_SKIPGRAM) return 1;
  if (HasConvolution(config)) return 2 * config.context() + 1;
  return config.objective() == OBJECTIVE_MASKED ? 2 * config.context() : config.context();
}

// How far from a position, on either side, the farthest word of its window may be.
inline int64_t WindowReach(const ModelConfig& config) {
  const int64_t attended =
      config.attention() > 0 ? config.attention() + WindowSampler::kAttendedNeighbors : 0;
  return std::max(attended, std::accumulate(config.distant().begin(), config.distant().end(),
                                            int64_t{config.context()}));
}

// The number of sides of a target on which its window has words.
inline int64_t WindowSides(const ModelConfig& config) {
  return config.objective() == OBJECTIVE_MASKED ? 2 : 1;
}

// The number of words that a window attends to, and of those that they are compared by.
inline int64_t AttendedWords(const ModelConfig& config) {
  if (config.attention() == 0) return 0;
  return WindowSides(config) * (int64_t{config.attention()} + WindowSampler::kAttendedNeighbors);
}

// A mean or a sum leaves out words that are missing; if embeddings stand side by side, the places
// of missing words have to be filled.
inline WindowSampler::Missing MissingWords(const ModelConfig& config) {
  return config.combine() == COMBINE_CONCAT ? WindowSampler::Missing::kPadded
                                            : WindowSampler::Missing::kLeftOut;
}

// The windows of a text that a model of this configuration reads. `ids` outlives them.
WindowSampler WindowsOf(absl::Span<const uint32_t> ids, const TrainConfig& config,
                        const Vocabulary& vocabulary);

// How often training saw each word of a text in contexts, on average, if frequent words were
// thinned out: a context of a query in which all words counted alike would have more of the
// frequent ones than the model knows. By id; empty if all count alike.
std::vector<float> ContextWeights(const TrainConfig& config, const Vocabulary& vocabulary);

// Whether the output layer's weight has a row for each word that is as long as an embedding, so
// that it too is a vector of the word.
bool HasOutputVectors(const ModelConfig& config);

ActivationFunction FunctionOf(Activation activation);

// The number of parameters of a model's attention.
int64_t CountAttentionParameters(const ModelConfig& config);

// The number of parameters of a model for `vocabulary_size` words, `<s>` among them, and
// `subword_rows` n-grams.
int64_t CountParameters(const ModelConfig& config, int64_t vocabulary_size,
                        int64_t subword_rows = 0);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_MODEL_CONFIG_H_
