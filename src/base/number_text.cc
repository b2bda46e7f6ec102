#include "src/base/number_text.h"

#include <charconv>

#include "absl/strings/str_format.h"

namespace windowlm {

std::string NumberText(double number) { return absl::StrFormat("%.9g", number); }

std::string ExactNumberText(double number) {
  char digits[32];
  const std::to_chars_result end = std::to_chars(digits, digits + sizeof(digits), number);
  return std::string(digits, end.ptr);
}

}  // namespace windowlm
