#ifndef WINDOWLM_SRC_MODEL_NGRAM_NGRAM_COUNTS_H_
#define WINDOWLM_SRC_MODEL_NGRAM_NGRAM_COUNTS_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "src/corpus/vocabulary.h"

namespace windowlm {

// The n-grams of one order, in the lexicographic order of their ids. N-grams with the same context,
// which is all of their words but the last, are neighbours, by ascending last words.
struct CountedNgrams {
  // The last word of each n-gram. Order 1 has all words of the vocabulary, by id.
  std::vector<uint32_t> words;
  // How often each n-gram was seen.
  std::vector<uint32_t> counts;
  // N-gram i is the context of the n-grams [children[i], children[i + 1]) of the next order. Empty
  // for the highest order.
  std::vector<uint32_t> children;
  // Index of each n-gram without its first word in the order below. Empty for order 1.
  std::vector<uint32_t> suffixes;
};

// Counts all n-grams of a text, of order 1, 2, ... up to `order` >= 1; there are fewer orders if no
// line is long enough. `ids` is whole lines, each ending with `</s>`.
//
// With boundaries `line` an n-gram lies within a line, and `<s>` stands before the line's first
// word. With `none` n-grams cross lines, and `</s>` stands before the first word of the text. The
// word that stands there is not counted as an n-gram of order 1, because nothing predicts it.
//
// It takes 8 bytes for each word of the text, then 12 to 16 bytes for each distinct n-gram. The
// result does not depend on the number of threads.
// Errors: the text has 2^32 words or more, counting the starts of lines.
absl::StatusOr<std::vector<CountedNgrams>> CountNgrams(absl::Span<const uint32_t> ids, int order,
                                                       Boundaries boundaries,
                                                       const Vocabulary& vocabulary);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_NGRAM_NGRAM_COUNTS_H_
