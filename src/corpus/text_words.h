#ifndef WINDOWLM_SRC_CORPUS_TEXT_WORDS_H_
#define WINDOWLM_SRC_CORPUS_TEXT_WORDS_H_

#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "src/corpus/text_columns.h"
#include "src/corpus/text_report.h"
#include "src/corpus/tokenizer.h"

namespace windowlm {

// Puts rules for the automatic ones of *config, by the start of a text, and says in *report why;
// lower case is chosen only if `chooses_case`. Sets the version of ICU, if it is used.
void ChooseTextConfig(absl::string_view start, bool chooses_case, TextConfig* config,
                      TextReport* report);

// The same by the start of texts, which can be read again. Errors: those of VisitWords.
absl::Status ChooseTextConfigOf(absl::Span<const std::string> paths, bool chooses_case,
                                TextConfig* config, TextReport* report);

// Reads the texts one after the other, on one thread, and gives their words and lines to `sink`
// until it wants no more; `text_ended` is called behind the last line of each. Rules, report and
// `columns` are those of ReadTexts, which finds ids in place of words. Memory does not grow with
// the texts. Errors: those of TextInput and ColumnText, and ill-formed UTF-8 where
// config->invalid_utf8() says so.
absl::Status VisitWords(
    absl::Span<const std::string> paths, bool chooses_case, TextConfig* config, WordSink& sink,
    TextReport* report, const TextColumns& columns = {},
    absl::FunctionRef<void()> text_ended = [] {});

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_TEXT_WORDS_H_
