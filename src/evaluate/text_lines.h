#ifndef WINDOWLM_SRC_EVALUATE_TEXT_LINES_H_
#define WINDOWLM_SRC_EVALUATE_TEXT_LINES_H_

#include <cstddef>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace windowlm {

// No line of a test set is longer.
constexpr size_t kMaxLineBytes = size_t{1} << 20;

// Calls take(line) for each line of a text that is not blank, in order, without its end and the
// ASCII white space around it. The text is a file, plain, .gz or .zst, or "-", standard input;
// ill-formed UTF-8 comes as U+FFFD. Ends at the first error.
// Errors: those of TextInput; a line that is too long; those of `take`, after the file's name and
// the line's number, "FILE, line 3: ".
absl::Status ForEachLine(const std::string& path,
                         absl::FunctionRef<absl::Status(absl::string_view line)> take);

// For errors of `take`: what of a line is shown, fit to stand in one line of text.
std::string Shown(absl::string_view part);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_EVALUATE_TEXT_LINES_H_
