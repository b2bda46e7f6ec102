#ifndef WINDOWLM_SRC_CORPUS_TEXT_READER_H_
#define WINDOWLM_SRC_CORPUS_TEXT_READER_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "src/corpus/text_columns.h"
#include "src/corpus/text_report.h"
#include "src/corpus/word_encoder.h"
#include "src/input/text_input.h"

namespace windowlm {

// Reads the texts one after the other, of tables and JSON lines the `columns` if they name one, on
// the program's threads (src/base/parallel_for.h), and gives the ids of their words and lines to
// `encoder`, until it wants no more; no further text is opened then. Automatic values of *config
// become those that the texts' start calls for (ChooseTextRules), which the report explains; lower
// case is chosen only if `chooses_case`. A text's last line ends where the text ends. What
// `encoder` is asked and given, and the report, are the same for any number of threads. Memory does
// not grow with the texts. Errors: those of TextInput and ColumnText, and ill-formed
// UTF-8 where config.invalid_utf8 says so; the encoder has then got all that comes before the block
// with the error.
absl::Status ReadTexts(absl::Span<const std::string> paths, bool chooses_case, TextConfig* config,
                       WordEncoder& encoder, TextReport* report, const TextColumns& columns = {},
                       size_t block_bytes = TextInput::kBlockBytes);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_TEXT_READER_H_
