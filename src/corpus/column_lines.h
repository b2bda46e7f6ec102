#ifndef WINDOWLM_SRC_CORPUS_COLUMN_LINES_H_
#define WINDOWLM_SRC_CORPUS_COLUMN_LINES_H_

#include <cstdint>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "src/corpus/text_columns.h"

namespace windowlm {

// Calls take(number, line) for each line of the texts, one text after the other, or for each cell
// that `columns` name (ColumnText), with its number through all texts from 1 on and without its
// end. Ill-formed UTF-8 becomes U+FFFD. Memory grows with the longest line. Errors: those of
// TextInput and ColumnText.
absl::Status ForEachColumnLine(
    absl::Span<const std::string> paths, const TextColumns& columns,
    absl::FunctionRef<void(uint64_t number, absl::string_view line)> take);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_COLUMN_LINES_H_
