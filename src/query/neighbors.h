#ifndef WINDOWLM_SRC_QUERY_NEIGHBORS_H_
#define WINDOWLM_SRC_QUERY_NEIGHBORS_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "src/base/matrix.h"
#include "src/corpus/vocabulary.h"
#include "src/query/ranked_words.h"

namespace windowlm {

// Finds the words whose embeddings have the greatest cosine with a given vector, exactly, by
// comparing every word. The score is the cosine in double precision, from -1 to 1; it is 0 if one
// of the two is a vector of zeros. The result depends neither on the number of threads nor on the
// other queries of a call. Call it from one thread at a time.
//
// Every word first gets a score in single precision, which is fast and has an error with a proven
// bound. Only the words that may be among the best within that bound get a cosine in double
// precision, by which they are chosen and ranked.
class NeighborFinder {
 public:
  struct Query {
    // The vector to compare with: [d], finite.
    absl::Span<const float> vector;
    // Ids of words that shall not be among the answers.
    absl::Span<const uint32_t> without;
  };

  // Row i of `embeddings` [vocabulary.size() x d] is the vector of word i; all values are finite.
  // Both arguments outlive this. `may_answer` tells of each word, by its id, whether it may be
  // among the answers; if it is empty, every word may. Words that may not cost a query nothing.
  NeighborFinder(const Matrix<float>& embeddings, const Vocabulary& vocabulary,
                 const std::vector<bool>& may_answer = {});

  // The `top` words nearest to each query, best first. `<s>` and `</s>` are left out, and so is
  // `<unk>` unless `show_unknown`.
  std::vector<std::vector<RankedWord>> Nearest(absl::Span<const Query> queries, int64_t top,
                                               bool show_unknown) const;

  // The words nearest to one query.
  std::vector<RankedWord> NearestToVector(absl::Span<const float> vector,
                                          absl::Span<const uint32_t> without, int64_t top,
                                          bool show_unknown) const;

  // The words nearest to words, ids < vocabulary.size(), each without that word itself.
  std::vector<std::vector<RankedWord>> NearestToWords(absl::Span<const uint32_t> ids, int64_t top,
                                                      bool show_unknown) const;
  std::vector<RankedWord> NearestToWord(uint32_t id, int64_t top, bool show_unknown) const;

  // The number of queries that are answered in one reading of the embeddings. It is smaller for a
  // large `top`, so that the answers fit into memory. More queries in a call gain nothing, and wait
  // for each other.
  int64_t QueriesAtOnce(int64_t top) const;

 private:
  class Batch;

  const Matrix<float>& embeddings_;
  const Vocabulary& vocabulary_;
  // The Euclidean norms of the embeddings, by id.
  std::vector<double> norms_;
  // By id, the factor that makes a cosine of the product of a row with a unit vector: 0 for rows of
  // zeros, not a number for rows that get no score in single precision, since their norm is beyond
  // it or their word may not answer.
  std::vector<float> scales_;
  // The ids, ascending, of the words that may answer and get no score in single precision.
  std::vector<uint32_t> without_score_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_QUERY_NEIGHBORS_H_
