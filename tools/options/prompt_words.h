#ifndef WINDOWLM_TOOLS_OPTIONS_PROMPT_WORDS_H_
#define WINDOWLM_TOOLS_OPTIONS_PROMPT_WORDS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "src/corpus/vocabulary.h"

namespace windowlm {

// The ids of the words of each of `parts` of a line, by a model's own vocabulary and rules for
// words. A note on standard error names the words that the model does not know.
std::vector<std::vector<uint32_t>> EncodePrompt(absl::Span<const absl::string_view> parts,
                                                const Vocabulary& vocabulary,
                                                const CorpusConfig& config);

// Prints "windowlm: note: TEXT" on standard error.
void PrintNote(absl::string_view text);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_PROMPT_WORDS_H_
