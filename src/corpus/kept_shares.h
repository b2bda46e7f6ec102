#ifndef WINDOWLM_SRC_CORPUS_KEPT_SHARES_H_
#define WINDOWLM_SRC_CORPUS_KEPT_SHARES_H_

#include <cstdint>
#include <vector>

#include "src/corpus/vocabulary.h"

namespace windowlm {

// The probability with which an occurrence of a word stays that was seen `count` times among
// `total` words, if a text is thinned out with `threshold` t > 0: (sqrt(f / t) + 1) t / f, f being
// the word's share of the text, but no more than 1 (word2vec, Mikolov et al. 2013).
double KeptShare(uint64_t count, double total, double threshold);

// The same for all words of a vocabulary, by id. `<unk>` and `</s>` never stay.
std::vector<double> KeptShares(const Vocabulary& vocabulary, double threshold);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_KEPT_SHARES_H_
