#ifndef WINDOWLM_SRC_CORPUS_WORD_CONTEXTS_H_
#define WINDOWLM_SRC_CORPUS_WORD_CONTEXTS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "src/corpus/text_report.h"

namespace windowlm {

// An occurrence of a word in a text.
struct WordContext {
  // The text, by its place among those that were read, and its line, from 1 on.
  size_t text;
  uint64_t line;
  // The nearest words before and after it in its line, in the order of the text.
  std::vector<std::string> left;
  std::vector<std::string> right;
};

// Reads texts one after the other, cut into words as training does, and calls take(context) for
// each occurrence of `word`, in their order, with at most `reach` words on each side, until it
// returns false. `word` is spelt as the tokenizer spells it. Memory does not grow with the texts.
// Errors: those of TextInput, and ill-formed UTF-8 where config.invalid_utf8 says so.
absl::StatusOr<TextReport> FindWordContexts(absl::Span<const std::string> paths,
                                            const TextConfig& config, absl::string_view word,
                                            size_t reach,
                                            absl::FunctionRef<bool(const WordContext&)> take);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_WORD_CONTEXTS_H_
