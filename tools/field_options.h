// Options that set a message's fields.

#ifndef WINDOWLM_TOOLS_FIELD_OPTIONS_H_
#define WINDOWLM_TOOLS_FIELD_OPTIONS_H_

#include <CLI/CLI.hpp>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"

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
      ->type_name(range)
      ->default_str(default_text);
}

// Declares an option whose value is one of `choices`; the default is `current`.
template <typename E>
void AddChoice(CLI::App& command, const std::string& name, const std::map<std::string, E>& choices,
               E current, const std::string& help, Setter<E> set) {
  std::vector<std::string> names;
  std::string default_name;
  for (const auto& choice : choices) {
    names.push_back(choice.first);
    if (choice.second == current) default_name = choice.first;
  }
  command
      .add_option_function<std::string>(
          name, [choices, set](const std::string& value) { set(choices.at(value)); }, help)
      ->check(CLI::IsMember(names).description(""))
      ->type_name(absl::StrJoin(names, "|"))
      ->default_str(default_name);
}

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_FIELD_OPTIONS_H_
