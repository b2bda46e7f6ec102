#ifndef WINDOWLM_SRC_QUERY_UNIT_VECTOR_SUM_H_
#define WINDOWLM_SRC_QUERY_UNIT_VECTOR_SUM_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"

namespace windowlm {

// A word's vector, and what it is multiplied by.
struct WeightedVector {
  absl::Span<const float> vector;
  float weight;
};

// The sum of vectors of `size` finite numbers, each scaled to length 1 and multiplied by its
// weight, so that no word counts for more because its vector is longer. Vectors of zeros stay
// zeros.
std::vector<float> SumOfUnitVectors(absl::Span<const WeightedVector> vectors, int64_t size);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_QUERY_UNIT_VECTOR_SUM_H_
