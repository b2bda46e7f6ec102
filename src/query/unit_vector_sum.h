#ifndef WINDOWLM_SRC_QUERY_UNIT_VECTOR_SUM_H_
#define WINDOWLM_SRC_QUERY_UNIT_VECTOR_SUM_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "src/base/matrix.h"

namespace windowlm {

// A word, and what its vector is multiplied by.
struct WeightedWord {
  uint32_t id;
  float weight;
};

// The sum of the words' vectors, each scaled to length 1 and multiplied by its weight, so that no
// word counts for more because its vector is longer. Vectors of zeros stay zeros. Row i of
// `embeddings` is the vector of word i; all values are finite.
std::vector<float> SumOfUnitVectors(absl::Span<const WeightedWord> words,
                                    const Matrix<float>& embeddings);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_QUERY_UNIT_VECTOR_SUM_H_
