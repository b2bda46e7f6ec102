#include "src/base/number_text.h"

#include <charconv>
#include <cmath>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"

namespace windowlm {
namespace {

// absl::SimpleAtoi also takes white space around the number.
template <typename Integer>
bool ParseInteger(absl::string_view text, Integer* number) {
  for (size_t i = 0; i < text.size(); ++i) {
    const bool is_sign = i == 0 && (text[0] == '-' || text[0] == '+');
    if (!is_sign && !absl::ascii_isdigit(static_cast<unsigned char>(text[i]))) return false;
  }
  return absl::SimpleAtoi(text, number);
}

template <typename Number>
std::string ShortestText(Number number) {
  char digits[32];
  const std::to_chars_result end = std::to_chars(digits, digits + sizeof(digits), number);
  return std::string(digits, end.ptr);
}

}  // namespace

std::string NumberText(double number) { return absl::StrFormat("%.9g", number); }

std::string ExactNumberText(double number) { return ShortestText(number); }

std::string ExactNumberText(float number) { return ShortestText(number); }

bool ParseNumber(absl::string_view text, int32_t* number) { return ParseInteger(text, number); }

bool ParseNumber(absl::string_view text, int64_t* number) { return ParseInteger(text, number); }

bool ParseNumber(absl::string_view text, uint64_t* number) { return ParseInteger(text, number); }

bool ParseNumber(absl::string_view text, double* number) {
  // absl::SimpleAtod also takes white space, hexadecimal numbers, and names.
  if (text.find_first_not_of("0123456789+-.eE") != absl::string_view::npos) return false;
  return absl::SimpleAtod(text, number) && std::isfinite(*number);
}

}  // namespace windowlm
