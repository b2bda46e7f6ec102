#ifndef WINDOWLM_TOOLS_OPTIONS_INPUT_LINES_H_
#define WINDOWLM_TOOLS_OPTIONS_INPUT_LINES_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace windowlm {

// Reads the lines of standard input, each as soon as it is there. Memory is bounded by the limit of
// a line. Nothing else may read standard input. For one thread.
class InputLines {
 public:
  static constexpr size_t kMaxLineBytes = size_t{1} << 20;
  // What is left of a longer line.
  static constexpr size_t kShownBytes = 100;

  // Returns whether there was one more line, and sets *line to it, without its end: "\n", "\r\n",
  // or the end of the input. Of a line of more than kMaxLineBytes it is the first kShownBytes, and
  // *overlong says so. Errors: a failed read.
  absl::StatusOr<bool> Next(std::string* line, bool* overlong);

  // Whether Next() can return a line without waiting for it.
  bool HasLine() const { return buffer_.find('\n', begin_) != std::string::npos; }

 private:
  // Adds to the buffer what the input has, and waits until it has something.
  absl::Status Read();

  uint64_t lines_ = 0;
  // buffer_[begin_ ..) was read and is not yet returned.
  std::string buffer_;
  size_t begin_ = 0;
  bool at_end_ = false;
};

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_INPUT_LINES_H_
