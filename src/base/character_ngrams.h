#ifndef WINDOWLM_SRC_BASE_CHARACTER_NGRAMS_H_
#define WINDOWLM_SRC_BASE_CHARACTER_NGRAMS_H_

#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"

namespace windowlm {

// Which parts of a word count as its subwords, as in fastText (Bojanowski et al. 2017).
struct NgramRange {
  // The number of characters of the shortest and of the longest n-gram.
  int min;
  int max;
  // N-grams are told apart by a hash below this number, at least 1.
  uint32_t buckets;
};

// Appends the buckets of the n-grams of `word`, between the signs < and >, which count as
// characters: for 3 to 3 characters of "cats" those of "<ca", "cat", "ats" and "ts>". An n-gram
// that is there twice is appended twice. The hash is fastText's, the FNV-1a hash of 32 bits over
// bytes that are extended by their signs, and so are the n-grams: a character starts at each byte
// that does not continue one in UTF-8, and a sign alone is no n-gram.
void AppendNgramBuckets(absl::string_view word, const NgramRange& range,
                        std::vector<uint32_t>* buckets);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_BASE_CHARACTER_NGRAMS_H_
