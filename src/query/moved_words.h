#ifndef WINDOWLM_SRC_QUERY_MOVED_WORDS_H_
#define WINDOWLM_SRC_QUERY_MOVED_WORDS_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "src/base/matrix.h"
#include "src/query/alignment.h"

namespace windowlm {

// A word whose company differs between two texts.
struct MovedWord {
  CommonWord word;
  // That of its two vectors.
  double cosine;
  // How much farther apart they are than those of words as frequent as it, in the spread of these.
  double movement;
};

// The words by how far they moved, the farthest first; words that moved equally far are in the
// order of `words`. The rows of `first` and `second` [. x d] are vectors of one space, and ids
// order words from frequent to rare.
//
// Vectors of rare words differ by chance alone, so that each word is compared with the 500 words
// that are as frequent as it: from the distance 1 - cosine the median of theirs is taken, and the
// rest is divided by their median deviation from it, in the measure in which that is the standard
// deviation of normal numbers.
std::vector<MovedWord> FindMovedWords(const Matrix<float>& first, const Matrix<float>& second,
                                      absl::Span<const CommonWord> words);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_QUERY_MOVED_WORDS_H_
