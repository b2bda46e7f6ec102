#include "src/query/unit_vector_sum.h"

#include "src/base/vector_math.h"
#include "src/model/word_vectors.h"

namespace windowlm {

std::vector<float> SumOfUnitVectors(absl::Span<const WeightedVector> vectors, int64_t size) {
  std::vector<float> unit(static_cast<size_t>(size));
  std::vector<float> sum(static_cast<size_t>(size));
  for (const WeightedVector& each : vectors) {
    WriteUnitVector(each.vector.data(), size, unit.data());
    AddScaled(unit.data(), size, each.weight, sum.data());
  }
  return sum;
}

}  // namespace windowlm
