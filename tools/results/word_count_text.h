#ifndef WINDOWLM_TOOLS_RESULTS_WORD_COUNT_TEXT_H_
#define WINDOWLM_TOOLS_RESULTS_WORD_COUNT_TEXT_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "tools/results/result_format.h"

namespace windowlm {

// A word of a vocabulary and how often it was seen, if that is known, in a line:
//   text: count, word
//   tsv:  word, count
//   json: {"word": ..., "count": ...}
// each without the count if it is not known. White space in the word is written as spaces in tsv.
std::string WordCountText(ResultFormat format, absl::string_view word,
                          absl::optional<uint64_t> count);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_RESULTS_WORD_COUNT_TEXT_H_
