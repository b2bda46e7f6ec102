#ifndef WINDOWLM_TOOLS_OPTIONS_NUMBER_OPTION_H_
#define WINDOWLM_TOOLS_OPTIONS_NUMBER_OPTION_H_

#include <CLI/CLI.hpp>
#include <string>
#include <type_traits>

#include "absl/strings/str_cat.h"
#include "src/base/number_text.h"

namespace windowlm {

// The least and the greatest number that an option takes.
template <typename Number>
struct Bounds {
  Number least;
  Number most;
};

// Declares an option of a command whose value is a decimal number within bounds, and stores it in
// `number`, which holds the default and lives as long as `command`. The help calls it `value`.
// (The options of train and ngram are declared in proto/.)
template <typename Number>
CLI::Option* AddNumber(CLI::App& command, const std::string& name, Number& number,
                       const std::string& value, const std::string& help, Bounds<Number> bounds) {
  const auto check = [bounds](const std::string& text) -> std::string {
    Number parsed = 0;
    if (!ParseNumber(text, &parsed)) {
      return absl::StrCat("\"", text, "\" is not a ",
                          std::is_integral_v<Number> ? "whole number" : "number",
                          std::is_unsigned_v<Number> ? " from 0 up" : "");
    }
    if (parsed >= bounds.least && parsed <= bounds.most) return "";
    return absl::StrCat(text, " is not from ", bounds.least, " to ", bounds.most);
  };
  return command
      .add_option_function<std::string>(
          name, [&number](const std::string& text) { ParseNumber(text, &number); }, help)
      ->check(CLI::Validator(check, ""))
      ->type_name(value)
      ->default_str(absl::StrCat(number));
}

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_NUMBER_OPTION_H_
