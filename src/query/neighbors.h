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
// at every word. The score is the cosine in double precision, from -1 to 1; it is 0 where one of
// the two is a vector of zeros. The result depends neither on the number of threads, nor on what
// else is asked in the same call. Safe to call from one thread at a time.
//
// Every word gets a score from single-precision products, at the speed of memory or of the matrix
// unit, with an error that has a proven bound; the words that may by that be among the best
// get their cosines in double precision, by which they are chosen and ranked.
class NeighborFinder {
 public:
  struct Query {
    // [d], finite.
    absl::Span<const float> vector;
    // Ids of words that shall not be among the answers.
    absl::Span<const uint32_t> without;
  };

  // Row i of `embeddings` [vocabulary.size() x d] is that of word i, all values finite. Both
  // outlive this.
  NeighborFinder(const Matrix<float>& embeddings, const Vocabulary& vocabulary);

  // The `top` words nearest to each query. `<s>` and `</s>`, which are no words, are left out; so
  // is `<unk>` unless `show_unknown`.
  std::vector<std::vector<RankedWord>> Nearest(absl::Span<const Query> queries, int64_t top,
                                               bool show_unknown) const;

  // The same for one query.
  std::vector<RankedWord> NearestToVector(absl::Span<const float> vector,
                                          absl::Span<const uint32_t> without, int64_t top,
                                          bool show_unknown) const;

  // The same for words, ids < vocabulary.size(), each without that word itself.
  std::vector<std::vector<RankedWord>> NearestToWords(absl::Span<const uint32_t> ids, int64_t top,
                                                      bool show_unknown) const;
  std::vector<RankedWord> NearestToWord(uint32_t id, int64_t top, bool show_unknown) const;

  // How many queries are answered in one reading of the embeddings. More in a call gain
  // nothing, and wait for each other; fewer where all the answers would fill the memory.
  int64_t QueriesAtOnce(int64_t top) const;

 private:
  class Batch;

  const Matrix<float>& embeddings_;
  const Vocabulary& vocabulary_;
  // Euclidean, by id.
  std::vector<double> norms_;
  // What the product of a row with a unit vector is multiplied by to become a cosine: 0
  // for rows of zeros, not a number for rows that single precision is not fit for.
  std::vector<float> scales_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_QUERY_NEIGHBORS_H_
