#ifndef WINDOWLM_TOOLS_OPTIONS_PROMPT_WORDS_H_
#define WINDOWLM_TOOLS_OPTIONS_PROMPT_WORDS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "src/corpus/vocabulary.h"
#include "tools/results/question_notes.h"

namespace windowlm {

// The ids of the words of each of `parts` of a line, by a model's own vocabulary and rules for
// words. `<s>` at the line's start stands for that start, which the model sees anyhow. *notes gets
// the words that the model reads as `<unk>`, among them those that are too long and those that no
// text can hold, and, if `suggests`, what they may have been meant for.
std::vector<std::vector<uint32_t>> EncodePrompt(absl::Span<const absl::string_view> parts,
                                                const Vocabulary& vocabulary,
                                                const CorpusConfig& config, bool suggests,
                                                QuestionNotes* notes);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_PROMPT_WORDS_H_
