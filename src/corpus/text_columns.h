#ifndef WINDOWLM_SRC_CORPUS_TEXT_COLUMNS_H_
#define WINDOWLM_SRC_CORPUS_TEXT_COLUMNS_H_

#include <string>

#include "absl/strings/string_view.h"

namespace windowlm {

// What is read of a text that is a table or JSON lines.
struct TextColumns {
  // A column's name alone stands for what is read of it.
  TextColumns() = default;
  TextColumns(absl::string_view column) : text(column) {}   // NOLINT: meant to convert
  TextColumns(const std::string& column) : text(column) {}  // NOLINT: meant to convert
  TextColumns(const char* column) : text(column) {}         // NOLINT: meant to convert

  // One column; if it is empty, the whole text is read.
  std::string text;
  // The column of each line's label, which is put before the line, behind `label_prefix`; white
  // space in a label becomes `_`. Empty if labels are not in a column.
  std::string label;
  std::string label_prefix;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_TEXT_COLUMNS_H_
