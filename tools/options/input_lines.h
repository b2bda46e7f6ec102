#ifndef WINDOWLM_TOOLS_OPTIONS_INPUT_LINES_H_
#define WINDOWLM_TOOLS_OPTIONS_INPUT_LINES_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace windowlm {

// The lines of standard input, each as soon as it is there. Memory is bounded by a line's limit.
// Nothing else reads standard input.
class InputLines {
 public:
  static constexpr size_t kMaxLineBytes = size_t{1} << 20;

  // Whether there was one more line; *line is it, without its end ("\n", "\r\n" or that of the
  // input). Errors: a failed read, a line of more than kMaxLineBytes.
  absl::StatusOr<bool> Next(std::string* line);

  // Whether Next() has a line without waiting for it.
  bool HasLine() const { return buffer_.find('\n', begin_) != std::string::npos; }

 private:
  // Adds to the buffer what there is of the input, or waits for it.
  absl::Status Read();

  uint64_t lines_ = 0;
  // Read, but not returned: from begin_ on.
  std::string buffer_;
  size_t begin_ = 0;
  bool at_end_ = false;
};

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_INPUT_LINES_H_
