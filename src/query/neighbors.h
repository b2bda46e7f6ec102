#ifndef WINDOWLM_SRC_QUERY_NEIGHBORS_H_
#define WINDOWLM_SRC_QUERY_NEIGHBORS_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "src/base/matrix.h"
#include "src/corpus/vocabulary.h"
#include "src/query/ranked_words.h"

namespace windowlm {

// The words whose embeddings point most nearly where a given one points, found exactly, by a look
// at every word. The score is the cosine, from -1 to 1; it is 0 where one of the two is a vector of
// zeros. The result does not depend on the number of threads.
class NeighborFinder {
 public:
  // Row i of `embeddings` [vocabulary.size() x d] is that of word i, all values finite. Both
  // outlive this.
  NeighborFinder(const Matrix<float>& embeddings, const Vocabulary& vocabulary);

  // The `top` words nearest to word `id` < vocabulary.size(), without that word itself. `<s>` and
  // `</s>`, which are no words, are left out; so is `<unk>` unless `show_unknown`.
  std::vector<RankedWord> NearestToWord(uint32_t id, int64_t top, bool show_unknown) const;

  // The same of a vector [d] of finite values, without the words of `without`.
  std::vector<RankedWord> NearestToVector(absl::Span<const float> vector,
                                          absl::Span<const uint32_t> without, int64_t top,
                                          bool show_unknown) const;

 private:
  const Matrix<float>& embeddings_;
  const Vocabulary& vocabulary_;
  // Euclidean, by id.
  std::vector<double> norms_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_QUERY_NEIGHBORS_H_
