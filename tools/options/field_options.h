// Options that set a message's fields.

#ifndef WINDOWLM_TOOLS_OPTIONS_FIELD_OPTIONS_H_
#define WINDOWLM_TOOLS_OPTIONS_FIELD_OPTIONS_H_

#include <CLI/CLI.hpp>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "tools/options/number_check.h"

namespace windowlm {

// A setter of a message's field, bound to its message.
template <typename T>
using Setter = std::function<void(T)>;

// Declares an option whose value is a number; `default_text` is shown as its default.
template <typename T>
CLI::Option* AddNumber(CLI::App& command, const std::string& name, const std::string& range,
                       const std::string& default_text, const std::string& help, Setter<T> set) {
  return command
      .add_option_function<T>(
          name, [set](const T& value) { set(value); }, help)
      ->check(IsNumber<T>())
      ->type_name(range)
      ->default_str(default_text);
}

// Declares a flag that a configuration may have set, and `--name=false` clears.
inline void AddFlag(CLI::App& command, const std::string& name, const std::string& help,
                    Setter<bool> set) {
  command.add_flag_function(
      name, [set](int64_t count) { set(count > 0); }, help);
}

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_FIELD_OPTIONS_H_
