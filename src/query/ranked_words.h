#ifndef WINDOWLM_SRC_QUERY_RANKED_WORDS_H_
#define WINDOWLM_SRC_QUERY_RANKED_WORDS_H_

#include <cstdint>
#include <vector>

#include "src/corpus/vocabulary.h"

namespace windowlm {

// A word as an answer, and its score: the higher, the better.
struct RankedWord {
  uint32_t id;
  double score;
};

// The `top` best of `words`, or all if they are fewer, best first. Words with equal scores are in
// the order of their bytes, so that the order is total. No score is a NaN.
std::vector<RankedWord> BestWords(std::vector<RankedWord> words, int64_t top,
                                  const Vocabulary& vocabulary);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_QUERY_RANKED_WORDS_H_
