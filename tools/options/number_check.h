#ifndef WINDOWLM_TOOLS_OPTIONS_NUMBER_CHECK_H_
#define WINDOWLM_TOOLS_OPTIONS_NUMBER_CHECK_H_

// Checks of options' values, for CLI::Option::check, that say what is wrong. CLI11's own take what
// begins with a number for one, and numbers too great for the greatest.

#include <CLI/CLI.hpp>
#include <cmath>
#include <string>
#include <type_traits>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace windowlm {

// The whole text as a number. A double is finite.
template <typename T>
bool ParseNumber(const std::string& text, T* number) {
  if constexpr (std::is_floating_point_v<T>) {
    return absl::SimpleAtod(text, number) && std::isfinite(*number);
  } else {
    return absl::SimpleAtoi(text, number);
  }
}

template <typename T>
CLI::Validator IsNumber() {
  return CLI::Validator(
      [](const std::string& text) {
        T number = 0;
        if (ParseNumber(text, &number)) return std::string();
        return absl::StrCat(text, std::is_floating_point_v<T> ? " is no number"
                                  : std::is_unsigned_v<T>
                                      ? " is no whole number from 0 up, or too great a one"
                                      : " is no whole number, or too great a one");
      },
      "");
}

// Of what IsNumber lets pass.
template <typename T>
CLI::Validator IsAbove(T bound) {
  return CLI::Validator(
      [bound](const std::string& text) {
        T number = 0;
        if (ParseNumber(text, &number) && number > bound) return std::string();
        return absl::StrCat(text, " is not above ", bound);
      },
      "");
}

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_NUMBER_CHECK_H_
