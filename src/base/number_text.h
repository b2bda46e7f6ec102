// Numbers as text, for people who type them and programs that read them.

#ifndef WINDOWLM_SRC_BASE_NUMBER_TEXT_H_
#define WINDOWLM_SRC_BASE_NUMBER_TEXT_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace windowlm {

// A finite number as programs read it: nine significant digits, which tell any two floats apart.
std::string NumberText(double number);

// The fewest digits that read back as the same number.
std::string ExactNumberText(double number);
std::string ExactNumberText(float number);

// Each reads the whole of `text` as a decimal number into *number, and returns false where it is
// none, or too great for its type: "010" is ten, and neither "0x10" nor " 10" nor "inf" is a
// number. A double may have a point and an exponent, and is finite.
bool ParseNumber(absl::string_view text, int32_t* number);
bool ParseNumber(absl::string_view text, int64_t* number);
bool ParseNumber(absl::string_view text, uint64_t* number);
bool ParseNumber(absl::string_view text, double* number);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_BASE_NUMBER_TEXT_H_
