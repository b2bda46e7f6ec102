#ifndef WINDOWLM_SRC_CORPUS_LABEL_PREFIX_H_
#define WINDOWLM_SRC_CORPUS_LABEL_PREFIX_H_

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"

namespace windowlm {

// What labels begin with in fastText's files.
inline constexpr char kLabelPrefix[] = "__label__";

// Whether a word of a text is a label: whether something follows the prefix that labels begin with.
// With an empty prefix no word is.
inline bool IsLabel(absl::string_view word, absl::string_view prefix) {
  return !prefix.empty() && word.size() > prefix.size() && absl::StartsWith(word, prefix);
}

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_LABEL_PREFIX_H_
