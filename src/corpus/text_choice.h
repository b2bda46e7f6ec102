#ifndef WINDOWLM_SRC_CORPUS_TEXT_CHOICE_H_
#define WINDOWLM_SRC_CORPUS_TEXT_CHOICE_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"
#include "proto/train_config.pb.h"

namespace windowlm {

// What the start of a text tells of how its words are to be read.
struct TextChoice {
  // `words` where white space alone would leave punctuation on words, or make words of clauses.
  TokenizerKind tokenizer = TOKENIZER_WHITESPACE;
  // Whether capitals stand mostly where sentences begin, so that little is lost in lower case.
  bool lowercase = false;
  // The locale of lower case: "tr" where the text has the dotless i of Turkish and Azerbaijani,
  // which other rules would mix up with i; empty for all other texts.
  std::string locale;
  // Why, in words for people; empty where there is nothing to say.
  std::string tokenizer_reason;
  std::string lowercase_reason;
};

// How much of a text is looked at.
inline constexpr size_t kTextChoiceBytes = size_t{1} << 20;

// `start` is well-formed UTF-8; a word that its end cuts does not matter.
TextChoice ChooseTextRules(absl::string_view start);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_TEXT_CHOICE_H_
