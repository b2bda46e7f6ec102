#ifndef WINDOWLM_SRC_TRAIN_MEMORY_ESTIMATE_H_
#define WINDOWLM_SRC_TRAIN_MEMORY_ESTIMATE_H_

#include <cstdint>

#include "proto/train_config.pb.h"

namespace windowlm {

// Bytes of memory that Train takes, the corpus's mapped file aside: parameters, optimizer
// state and working memory, to within a few percent. `config` is resolved; `subword_rows` is the
// number of n-grams of characters; `line_words` is how many words a line with labels has on
// average.
int64_t EstimateMemory(const TrainConfig& config, int64_t vocabulary_size, int64_t subword_rows = 0,
                       double line_words = 0);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_MEMORY_ESTIMATE_H_
