#ifndef WINDOWLM_TOOLS_INPUT_LINES_H_
#define WINDOWLM_TOOLS_INPUT_LINES_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/status/statusor.h"

namespace windowlm {

// The lines of standard input, each as soon as it is there. Memory is bounded by a line's limit.
class InputLines {
 public:
  static constexpr size_t kMaxLineBytes = size_t{1} << 20;

  // Whether there was one more line; *line is it, without its end ("\n", "\r\n" or that of the
  // input). Errors: a failed read, a line of more than kMaxLineBytes.
  absl::StatusOr<bool> Next(std::string* line);

 private:
  uint64_t lines_ = 0;
};

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_INPUT_LINES_H_
