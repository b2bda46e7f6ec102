#ifndef WINDOWLM_SRC_MODEL_NGRAM_NGRAM_COUNTS_H_
#define WINDOWLM_SRC_MODEL_NGRAM_NGRAM_COUNTS_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "src/corpus/vocabulary.h"

namespace windowlm {

// The n-grams of one order, in the lexicographic order of their ids: those with the same context,
// which is all of their words but the last, are neighbours, by ascending last words.
struct CountedNgrams {
  // Their last words. Those of order 1 are all words of the vocabulary, by id.
  std::vector<uint32_t> words;
  // How often each was seen.
  std::vector<uint32_t> counts;
  // The n-grams of the next order that n-gram i is the context of are those at [children[i],
  // children[i + 1]); empty for the highest order.
  std::vector<uint32_t> children;
  // Where among those of the order below the n-gram without its first word is; empty for order 1.
  std::vector<uint32_t> suffixes;
};

// All n-grams of a text up to the order `order` >= 1, by order; there are fewer orders where no
// line is long enough. `ids` is whole lines, each ending with `</s>`.
//
// With boundaries `line` the n-grams lie in a line, and `<s>` stands before its first word; with
// `none` they are those of the text as a whole, and `</s>` stands before its first word.
// The word that stands there is no n-gram of order 1 by that, for nothing predicts it.
//
// It takes 8 bytes a word of the text, and then 12 to 16 bytes a distinct n-gram. The result does
// not depend on the number of threads.
// Errors: a text of 2^32 words or more, lines' starts among them.
absl::StatusOr<std::vector<CountedNgrams>> CountNgrams(absl::Span<const uint32_t> ids, int order,
                                                       Boundaries boundaries,
                                                       const Vocabulary& vocabulary);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_NGRAM_NGRAM_COUNTS_H_
