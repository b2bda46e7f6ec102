#ifndef WINDOWLM_SRC_INPUT_CELL_VALUE_H_
#define WINDOWLM_SRC_INPUT_CELL_VALUE_H_

#include <string>

#include "absl/strings/string_view.h"

namespace windowlm {

// The text that CellText (src/input/shown_text.h) writes as `cell`. What no cell of its has, such
// as
// "\q" or a backslash at the end, stands for itself.
std::string CellValue(absl::string_view cell);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_INPUT_CELL_VALUE_H_
