#ifndef WINDOWLM_SRC_QUERY_TEXT_VECTORS_H_
#define WINDOWLM_SRC_QUERY_TEXT_VECTORS_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "src/base/matrix.h"
#include "src/corpus/vocabulary.h"

namespace windowlm {

// Vectors of texts: the mean of their words' vectors, each weighted by a / (a + p), where p is the
// word's share of the training text (Arora et al. 2017, "A Simple but Tough-to-Beat Baseline for
// Sentence Embeddings"), so that words which stand in every text count for little. Their common
// direction is left in: without it the halves of paragraphs found each other less often. Immutable;
// safe for any number of threads.
class TextVectors {
 public:
  // Both arguments outlive this: row i of `embeddings` is the vector of word i. Where the
  // vocabulary has no counts, its words, which lie from frequent to rare, have the shares that
  // Zipf's law gives them.
  TextVectors(const Matrix<float>& embeddings, const Vocabulary& vocabulary);

  // The vector of a text of these words: zeros if none of them has a vector, as the special words
  // have none.
  std::vector<float> VectorOf(absl::Span<const uint32_t> ids) const;

  // Whether one of these words has a vector.
  bool HasVector(absl::Span<const uint32_t> ids) const;

 private:
  const Matrix<float>& embeddings_;
  // By id.
  std::vector<float> weights_;
};

// A text of several, and its likeness to another.
struct RankedText {
  size_t place;
  double cosine;
};

// The `top` of the rows of `texts` [n x d] that have the greatest cosine with `vector` [d], the
// greatest first; of equal ones the first. All values are finite. Runs on the program's threads.
std::vector<RankedText> NearestTexts(const Matrix<float>& texts, absl::Span<const float> vector,
                                     int64_t top);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_QUERY_TEXT_VECTORS_H_
