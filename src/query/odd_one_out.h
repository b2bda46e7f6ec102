#ifndef WINDOWLM_SRC_QUERY_ODD_ONE_OUT_H_
#define WINDOWLM_SRC_QUERY_ODD_ONE_OUT_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "src/base/matrix.h"
#include "src/query/ranked_words.h"

namespace windowlm {

// How well each of some words fits the others: the cosine of its vector with the mean of the
// others' vectors, each scaled to length 1; 0 where one of the two is zeros. The word that fits
// worst, the odd one, comes first; words that fit equally well are in the order of `ids`. Row i of
// `embeddings` is the vector of word i; all values are finite. The same id may be there twice.
std::vector<RankedWord> RankByFit(absl::Span<const uint32_t> ids, const Matrix<float>& embeddings);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_QUERY_ODD_ONE_OUT_H_
