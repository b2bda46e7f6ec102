#ifndef WINDOWLM_SRC_CORPUS_PHRASE_WORDS_H_
#define WINDOWLM_SRC_CORPUS_PHRASE_WORDS_H_

#include "absl/strings/string_view.h"
#include "src/corpus/word_index.h"

namespace windowlm {

// What a word may be in a phrase.
enum class PhraseRole {
  // Its start or its end.
  kEnd,
  // It stands between them: "of" in "bank_of_america".
  kInside,
  // It is no part of a phrase, and none reaches over it: a word without a letter or a digit, such
  // as punctuation, and `<unk>`, which stands for many words.
  kNone,
};

// Tells words' roles. Concurrent calls are safe.
class PhraseWords {
 public:
  PhraseWords() = default;
  // `common` are function words, which stand inside a phrase only.
  explicit PhraseWords(WordIndex common);

  PhraseRole RoleOf(absl::string_view word) const;

 private:
  WordIndex common_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_PHRASE_WORDS_H_
