#ifndef WINDOWLM_SRC_INPUT_TEXT_FORM_H_
#define WINDOWLM_SRC_INPUT_TEXT_FORM_H_

#include "absl/strings/string_view.h"

namespace windowlm {

enum class TextForm {
  kRunningText,
  // HTML or XML.
  kMarkup,
  // A JSON object in each line.
  kJsonLines,
  // Columns, separated by tabs, commas or semicolons, with a line of their names.
  kTable,
};

// What a text is, by its start, a prefix of well-formed UTF-8. Running text is taken for nothing
// else: all lines of a table must have as many cells as the first, at least two lines after it, and
// that must look like names.
TextForm RecognizeForm(absl::string_view start);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_INPUT_TEXT_FORM_H_
