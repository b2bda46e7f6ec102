#ifndef WINDOWLM_SRC_EVALUATE_SIMILARITY_H_
#define WINDOWLM_SRC_EVALUATE_SIMILARITY_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "src/base/matrix.h"
#include "src/evaluate/caseless_words.h"
#include "src/evaluate/rating_columns.h"
#include "src/evaluate/rating_table.h"
#include "src/model/subwords.h"

namespace windowlm {

// How well the cosines of word vectors agree with people's judgement of how alike words are.
struct SimilaritySummary {
  // How the file was read.
  RatingLayout layout;
  // The number of pairs in the file, and of those whose words are both known.
  uint64_t pairs = 0;
  uint64_t scored = 0;
  // Correlation coefficients over the pairs that were scored.
  double spearman = 0;
  double pearson = 0;
  // The number of pairs that are scored if n-grams answer for words that are not known, and
  // Spearman's coefficient over these; without n-grams the same as above.
  uint64_t scored_with_ngrams = 0;
  double spearman_with_ngrams = 0;
  // Spearman's over all pairs, where one with a word that has no vector even so has cosine 0.
  // Unlike the others it does not grow when the words that are hard to judge are left out of the
  // vocabulary.
  double spearman_all = 0;

  // The share of pairs with a word that is not known. pairs > 0.
  double unknown_share() const;
};

// Scores the pairs of a file (src/evaluate/rating_table.h), with the columns that are asked for.
// Row i of `embeddings`, all of whose values are finite, is the vector of word i; a vector of zeros
// has cosine 0 with any other. The figures are those of gensim's KeyedVectors.evaluate_word_pairs,
// but for rounding; spearman_all is that of its dummy4unknown=True. `ngrams`, which may be null,
// answers for words that are not known, as they are written or in lower case, whichever has more
// n-grams in common with the model's words. Where the words of a file are tagged, one that is not
// known with its tag is looked for without it. Errors: those of ReadRatingTable; no pair can be
// scored; the scored pairs have no correlation.
absl::StatusOr<SimilaritySummary> EvaluateSimilarity(const std::string& path,
                                                     const Matrix<float>& embeddings,
                                                     const CaselessWords& words,
                                                     const Subwords* ngrams = nullptr,
                                                     const AskedColumns& asked = AskedColumns());

}  // namespace windowlm

#endif  // WINDOWLM_SRC_EVALUATE_SIMILARITY_H_
