// The three words that every vocabulary holds and no text can spell: in text, `<unk>` is the
// unknown word itself, and the other two are read as `<unk>`.

#ifndef WINDOWLM_SRC_CORPUS_SPECIAL_WORDS_H_
#define WINDOWLM_SRC_CORPUS_SPECIAL_WORDS_H_

#include "absl/strings/string_view.h"

namespace windowlm {

// Stands for each word that is not in the vocabulary.
constexpr absl::string_view kUnknownWord = "<unk>";

// Stands for the words that are missing before (or after) a line; is never predicted.
constexpr absl::string_view kLineStartWord = "<s>";

// The last word of each line; is predicted like any other.
constexpr absl::string_view kLineEndWord = "</s>";

inline bool IsSpecialWord(absl::string_view word) {
  return word == kUnknownWord || word == kLineStartWord || word == kLineEndWord;
}

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_SPECIAL_WORDS_H_
