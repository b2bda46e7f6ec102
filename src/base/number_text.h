#ifndef WINDOWLM_SRC_BASE_NUMBER_TEXT_H_
#define WINDOWLM_SRC_BASE_NUMBER_TEXT_H_

#include <string>

namespace windowlm {

// A finite number as programs read it: nine significant digits, which tell any two floats apart.
std::string NumberText(double number);

// The fewest digits that read back as the same number.
std::string ExactNumberText(double number);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_BASE_NUMBER_TEXT_H_
