#ifndef WINDOWLM_SRC_EVALUATE_SIMILARITY_H_
#define WINDOWLM_SRC_EVALUATE_SIMILARITY_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "src/base/matrix.h"
#include "src/evaluate/caseless_words.h"

namespace windowlm {

// How well the cosines of word vectors agree with people's judgement of how alike words are.
struct SimilaritySummary {
  // All of the file; those of them whose words are both known.
  uint64_t pairs = 0;
  uint64_t scored = 0;
  // Over the pairs that were scored.
  double spearman = 0;
  double pearson = 0;

  // The share of pairs with a word that is not known. pairs > 0.
  double unknown_share() const;
};

// Scores the pairs of a file: a line has two words and a number, the higher the more alike, which
// tabs separate, or, where the line has none, commas, or else spaces. Lines that are blank or
// start with # are passed over. Row i of `embeddings`, all values finite, is that of word i; a
// vector of zeros has cosine 0 with any other. The figures are those of gensim's
// KeyedVectors.evaluate_word_pairs, but for rounding.
// Errors: those of ForEachLine; a line that is no such triple; no pair that can be scored, or none
// but such as have no correlation.
absl::StatusOr<SimilaritySummary> EvaluateSimilarity(const std::string& path,
                                                     const Matrix<float>& embeddings,
                                                     const CaselessWords& words);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_EVALUATE_SIMILARITY_H_
