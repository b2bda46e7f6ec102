#ifndef WINDOWLM_SRC_CORPUS_PHRASE_SET_H_
#define WINDOWLM_SRC_CORPUS_PHRASE_SET_H_

#include <cstddef>
#include <cstdint>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "src/corpus/phrase_pair.h"
#include "src/corpus/word_index.h"

namespace windowlm {

// The pairs of words that are phrases. Movable. Concurrent reads are safe while nothing is added.
class PhraseSet {
 public:
  PhraseSet();

  // `between` are the common words of the phrase with kPhraseSeparator between each other; empty
  // for neighbours.
  void Add(absl::string_view first, absl::string_view between, absl::string_view second);

  // The number of phrases.
  size_t size() const { return pairs_.size(); }

  // The id of a word that stands at an end of a phrase.
  absl::optional<uint32_t> Find(absl::string_view word) const { return words_.Find(word); }

  // Whether two words that Find found are a phrase with these common words between them.
  bool Contains(uint32_t first, absl::string_view between, uint32_t second) const;

 private:
  WordIndex words_;
  // What stands between the words; "" is the first.
  WordIndex betweens_;
  absl::flat_hash_set<PhrasePair> pairs_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_PHRASE_SET_H_
