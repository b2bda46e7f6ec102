#ifndef WINDOWLM_TOOLS_OPTIONS_DID_YOU_MEAN_H_
#define WINDOWLM_TOOLS_OPTIONS_DID_YOU_MEAN_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace windowlm {

// Names or words that a message suggests.
inline constexpr size_t kMostSuggested = 3;

// What ends a message that says that something is not there: "; did you mean A, B or C?", and
// nothing where there are none.
std::string DidYouMean(absl::Span<const std::string> meant);

// The same with those of `names` that `written` is the start of, or that are its start, and those
// that are spelt most like it.
std::string DidYouMeanOneOf(absl::Span<const std::string> names, absl::string_view written);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_DID_YOU_MEAN_H_
