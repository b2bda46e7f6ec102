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

// Words are the same where their bytes are. In the order of the vectors.
std::vector<SharedWord> FindSharedWords(const Vocabulary& vocabulary,
                                        const ForeignVectors& vectors);

// Gives those words their vectors as embeddings. The vectors have the model's dimension.
void SetEmbeddings(const ForeignVectors& vectors, const std::vector<SharedWord>& shared,
                   WindowModel<float>& model);

// Gives `model` the parameters of another of the same configuration and vocabulary.
void CopyParameters(const WindowModel<float>& from, WindowModel<float>& model);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_MODEL_STARTS_H_
