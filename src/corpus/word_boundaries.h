// Where white space ends a word.

#ifndef WINDOWLM_SRC_CORPUS_WORD_BOUNDARIES_H_
#define WINDOWLM_SRC_CORPUS_WORD_BOUNDARIES_H_

#include <cstddef>

#include "absl/strings/string_view.h"

namespace windowlm {

// The length of the white-space character at the start of `text`, which is well-formed UTF-8; 0 if
// there is none. text is not empty. White space is Unicode's White_Space and U+FEFF, the byte order
// mark: where files were joined, it stands before the first word of each.
size_t WhiteSpaceLength(absl::string_view text);

// What is known of a run of text without white space.
struct WordScan {
  // The bytes that belong to it for certain.
  size_t length = 0;
  // Whether it ends there; else only the text that follows can tell.
  bool complete = false;
};

// The run at the start of `text`: all up to white space. `at_end` says that nothing follows `text`.
WordScan ScanUntilWhiteSpace(absl::string_view text, bool at_end);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_WORD_BOUNDARIES_H_
