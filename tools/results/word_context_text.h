#ifndef WINDOWLM_TOOLS_RESULTS_WORD_CONTEXT_TEXT_H_
#define WINDOWLM_TOOLS_RESULTS_WORD_CONTEXT_TEXT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "src/corpus/word_contexts.h"

namespace windowlm {

// Occurrences of a word, each in a line of text, with the word in one column: the words before it
// end where the widest of them do, as a terminal shows them.
std::string WordContextColumns(absl::Span<const WordContext> contexts, absl::string_view word);

// An occurrence of a word in `file`, in a line for programs:
//   tsv:  file, line, words before it, word, words after it
//   json: {"file": ..., "line": ..., "left": ..., "word": ..., "right": ...}
std::string WordContextTsv(const WordContext& context, absl::string_view file,
                           absl::string_view word);
std::string WordContextJson(const WordContext& context, absl::string_view file,
                            absl::string_view word);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_RESULTS_WORD_CONTEXT_TEXT_H_
