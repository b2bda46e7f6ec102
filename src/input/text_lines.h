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

// Calls take(number, line) for each line of a text, in order, with its number from 1 on and without
// its end, which is a line feed, a carriage return, or the one before the other. `path` is a file,
// plain or compressed, or "-" for standard input. Ill-formed UTF-8 becomes U+FFFD. Stops at the
// first error.
// Errors: those of TextInput; a line is longer than kMaxLineBytes; those of `take`, behind the
// file's name and the line's number, "FILE, line 3: ".
absl::Status ForEachWholeLine(
    const std::string& path,
    absl::FunctionRef<absl::Status(uint64_t number, absl::string_view line)> take);

// The same for take(line), without blank lines and without the ASCII white space around a line.
absl::Status ForEachLine(const std::string& path,
                         absl::FunctionRef<absl::Status(absl::string_view line)> take);
// The same where `take` wants the line's number too; blank lines are counted.
absl::Status ForEachNumberedLine(
    const std::string& path,
    absl::FunctionRef<absl::Status(absl::string_view line, uint64_t number)> take);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_INPUT_TEXT_LINES_H_
