#include "src/query/unit_vector_sum.h"

#include "src/base/vector_math.h"
#include "src/model/word_vectors.h"

namespace windowlm {

std::vector<float> SumOfUnitVectors(absl::Span<const WeightedWord> words,
                                    const Matrix<float>& embeddings) {
  const int64_t size = embeddings.columns();
  std::vector<float> unit(static_cast<size_t>(size));
  std::vector<float> sum(static_cast<size_t>(size));
  for (const WeightedWord& word : words) {
    WriteUnitVector(embeddings.row(word.id), size, unit.data());
    AddScaled(unit.data(), size, word.weight, sum.data());
  }
  return sum;
}

}  // namespace windowlm
