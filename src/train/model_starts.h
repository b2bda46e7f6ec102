#ifndef WINDOWLM_SRC_TRAIN_MODEL_STARTS_H_
#define WINDOWLM_SRC_TRAIN_MODEL_STARTS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "src/corpus/vocabulary.h"
#include "src/model/window_model.h"
#include "src/vectors/foreign_vectors.h"

namespace windowlm {

// A word that a vocabulary and vectors have in common: its id, and its row in the vectors.
struct SharedWord {
  uint32_t id;
  size_t row;
};

// The words that both have, compared by their bytes, in the order of the vectors.
std::vector<SharedWord> FindSharedWords(const Vocabulary& vocabulary,
                                        const ForeignVectors& vectors);

// Sets the embeddings of the shared words to their vectors, which have the model's dimension.
void SetEmbeddings(const ForeignVectors& vectors, const std::vector<SharedWord>& shared,
                   WindowModel<float>& model);

// Copies all parameters of `from` to `model`, which has the same configuration and vocabulary.
void CopyParameters(const WindowModel<float>& from, WindowModel<float>& model);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_MODEL_STARTS_H_
