#ifndef WINDOWLM_TESTS_EVALUATE_TEN_WORDS_H_
#define WINDOWLM_TESTS_EVALUATE_TEN_WORDS_H_

#include "src/base/matrix.h"
#include "src/corpus/vocabulary.h"
#include "tests/base/matrix_of.h"
#include "tests/query/tiny_model.h"

namespace windowlm {

// Ten words and their vectors, which the golden figures of both word sets are for. "Apple" is more
// frequent than "apple".
inline Vocabulary TenWords() {
  return VocabularyOf(
      {"king", "queen", "Apple", "apple", "man", "woman", "straße", "Ödland", "pear", "rare"});
}

inline Matrix<float> TenVectors() {
  return MatrixOf<float>({{3, 1, 0},
                          {3, -1, 1},
                          {0, 2, 5},
                          {5, 0, 1},
                          {2, 2, 0},
                          {2, -2, 1},
                          {-1, 4, 1},
                          {-2, 3, 3},
                          {1, 1, 4},
                          {4, 4, -1},
                          // </s>, <unk>, <s>
                          {0, 0, 0},
                          {0, 0, 0},
                          {0, 0, 0}});
}

}  // namespace windowlm

#endif  // WINDOWLM_TESTS_EVALUATE_TEN_WORDS_H_
