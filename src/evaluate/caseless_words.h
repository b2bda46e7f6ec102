#ifndef WINDOWLM_SRC_EVALUATE_CASELESS_WORDS_H_
#define WINDOWLM_SRC_EVALUATE_CASELESS_WORDS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "src/corpus/vocabulary.h"
#include "src/corpus/word_index.h"

namespace windowlm {

// `text`, well-formed UTF-8, in upper case by Unicode's full mapping without regard to language
// (section 3.13, toUppercase): "straße" becomes "STRASSE". It is what Python's str.upper gives.
std::string UpperCase(absl::string_view text);

// The most frequent words of a vocabulary, told apart by their upper case alone. Of the words that
// are equal so, the most frequent stands for all. `<unk>`, `<s>` and `</s>`, which are no words,
// are none of them. Immutable; safe for any number of threads.
class CaselessWords {
 public:
  // What FirstEqual gives for what is no word.
  static constexpr uint32_t kNoWord = UINT32_MAX;

  // Looks at the ids below `most` alone, all there are where they are fewer; most >= 0. Keeps
  // nothing of `vocabulary`.
  CaselessWords(const Vocabulary& vocabulary, int64_t most);

  // The ids that were looked at are those below size().
  int64_t size() const { return static_cast<int64_t>(first_equal_.size()); }

  // The least id whose word equals `word` in upper case.
  absl::optional<uint32_t> Find(absl::string_view word) const;

  // The least id whose word equals that of `id` < size() in upper case: for most, itself.
  uint32_t FirstEqual(uint32_t id) const { return first_equal_[id]; }

 private:
  // Each upper case once, and the first word that has it.
  WordIndex upper_cases_;
  std::vector<uint32_t> first_with_;
  // By id.
  std::vector<uint32_t> first_equal_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_EVALUATE_CASELESS_WORDS_H_
