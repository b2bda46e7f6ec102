#ifndef WINDOWLM_TOOLS_OPTIONS_ANSWER_WORDS_H_
#define WINDOWLM_TOOLS_OPTIONS_ANSWER_WORDS_H_

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "src/model/vectors_file.h"

namespace windowlm {

// Which words of a model may be answers.
struct AnswerWordOptions {
  // The path of a file of words, of which alone answers are made; empty if all may be answers.
  std::string among;
  // Words that were seen less often are no answers.
  int64_t min_count = 0;
};

// Declares these options. `options` lives as long as `command`.
void AddAnswerWordOptions(AnswerWordOptions& options, CLI::App& command);

// Tells of each word, by its id, whether it may be an answer; empty if all may. A note on standard
// error names the words of the file that the model does not know. Errors: those of ForEachLine;
// kNotFound if the model knows none of the file's words; kFailedPrecondition if the model, which
// messages call `model`, has no counts and they are asked for.
absl::StatusOr<std::vector<bool>> ReadAnswerWords(const AnswerWordOptions& options,
                                                  const ModelVectors& vectors,
                                                  const std::string& model);

// OK if the model, which messages call `model`, tells how often its words were seen;
// kFailedPrecondition if it cannot do what `option` asks, since it does not.
absl::Status CheckHasCounts(const ModelVectors& vectors, const std::string& model,
                            const std::string& option);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_ANSWER_WORDS_H_
