// Where a word ends: the rules of the two tokenizers.

#ifndef WINDOWLM_SRC_CORPUS_WORD_BOUNDARIES_H_
#define WINDOWLM_SRC_CORPUS_WORD_BOUNDARIES_H_

#include <cstddef>

#include "absl/strings/string_view.h"

namespace windowlm {

// The length of the white-space character at the start of `text`, which is well-formed UTF-8; 0 if
// there is none. text is not empty. White space is Unicode's White_Space and U+FEFF, the byte order
// mark: where files were joined, it stands before the first word of each.
size_t WhiteSpaceLength(absl::string_view text);

// The kind of the last character of a word that is being scanned.
enum class WordPart {
  kNothing,
  kLetter,
  kDigit,
  // Another part of a word, such as a control character or one that is not assigned.
  kOther,
  // One punctuation character or symbol, a word of its own.
  kSymbol,
};

// A word, or as much of it as has been seen.
struct WordScan {
  // Bytes that belong to the word for certain.
  size_t length = 0;
  WordPart last = WordPart::kNothing;
  // Whether the word ends there; else only the text that follows can tell.
  bool complete = false;
};

// The word at the start of `text`, for the tokenizer `whitespace`: all up to white space. `at_end`
// says that nothing follows `text`.
WordScan ScanUntilWhiteSpace(absl::string_view text, bool at_end);

// The word at the start of `text` for the tokenizer `words`, by Unicode's general categories:
//   - A word is a run of all that is neither white space nor punctuation (P*) nor symbol (S*).
//   - An apostrophe (' U+2019) or a hyphen (- U+2010 U+2011) between two letters (L*), and a
//     full stop or a comma between two digits (N*), belong to the word.
//   - Every other punctuation character or symbol is a word of its own.
//   - Marks (M*) and format characters (Cf) belong to what they follow.
//   - `<unk>`, `<s>` and `</s>` are one word each.
// `previous` is the last part of the same word's beginning, if that was scanned earlier, else
// kNothing.
WordScan ScanWord(absl::string_view text, bool at_end, WordPart previous);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_WORD_BOUNDARIES_H_
