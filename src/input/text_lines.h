#ifndef WINDOWLM_SRC_INPUT_TEXT_LINES_H_
#define WINDOWLM_SRC_INPUT_TEXT_LINES_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace windowlm {

// The most bytes that a line of a test set or of a list may have.
constexpr size_t kMaxLineBytes = size_t{1} << 20;

// Calls take(line) for each line of a text that is not blank, in order, without its end and the
// ASCII white space around it. `path` is a file, plain, .gz or .zst, or "-" for standard input.
// Ill-formed UTF-8 becomes U+FFFD. Stops at the first error.
// Errors: those of TextInput; a line is longer than kMaxLineBytes; those of `take`, behind the
// file's name and the line's number, "FILE, line 3: ".
absl::Status ForEachLine(const std::string& path,
                         absl::FunctionRef<absl::Status(absl::string_view line)> take);
// The same where `take` wants the line's number too; blank lines are counted.
absl::Status ForEachNumberedLine(
    const std::string& path,
    absl::FunctionRef<absl::Status(absl::string_view line, uint64_t number)> take);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_INPUT_TEXT_LINES_H_
