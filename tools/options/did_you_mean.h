#ifndef WINDOWLM_TOOLS_OPTIONS_DID_YOU_MEAN_H_
#define WINDOWLM_TOOLS_OPTIONS_DID_YOU_MEAN_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "src/corpus/vocabulary.h"

namespace windowlm {

// The most names or words that a message suggests.
inline constexpr size_t kMostSuggested = 3;

// The words of the vocabulary that are spelt most like `word`, at most kMostSuggested. The more
// frequent of equally similar words come first.
std::vector<std::string> SpeltAlike(const std::string& word, const Vocabulary& vocabulary);

// The end of a message that says that something does not exist: "; did you mean A, B or C?". Empty
// if `meant` is empty.
std::string DidYouMean(absl::Span<const std::string> meant);

// Suggests in this way those of `names` that `written` is the start of or that are the start of it,
// and those that are spelt most like it.
std::string DidYouMeanOneOf(absl::Span<const std::string> names, absl::string_view written);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_DID_YOU_MEAN_H_
