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

// The most frequent words of a vocabulary, compared without regard to case and to normal forms. Of
// words that are equal in upper case (src/input/unicode_text.h), which is what Python's str.upper
// makes of them, the most frequent stands for all. `<unk>`, `<s>` and `</s>` are left out.
// Immutable; safe for any number of threads.
class CaselessWords {
 public:
  // What FirstEqual returns for `<unk>`, `<s>` and `</s>`.
  static constexpr uint32_t kNoWord = UINT32_MAX;

  // Takes the words with ids below `most` >= 0, or all of them if they are fewer. Keeps no
  // reference to `vocabulary`.
  CaselessWords(const Vocabulary& vocabulary, int64_t most);

  // The number of ids taken: those below size().
  int64_t size() const { return static_cast<int64_t>(first_equal_.size()); }

  // The least id whose word equals `word` in upper case; none if there is no such word.
  absl::optional<uint32_t> Find(absl::string_view word) const;

  // The least id whose word equals that of `id` < size() in upper case: for most, itself.
  uint32_t FirstEqual(uint32_t id) const { return first_equal_[id]; }

 private:
  // Each distinct word in upper case, and the least id whose word has it.
  WordIndex upper_cases_;
  std::vector<uint32_t> first_with_;
  // What FirstEqual returns, by id.
  std::vector<uint32_t> first_equal_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_EVALUATE_CASELESS_WORDS_H_
