#ifndef WINDOWLM_TOOLS_OPTIONS_CHOICE_OPTION_H_
#define WINDOWLM_TOOLS_OPTIONS_CHOICE_OPTION_H_

#include <CLI/CLI.hpp>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"

namespace windowlm {

// Declares an option that takes one of several names, and calls `set` with the value of the name
// that was given. The help shows the name of `current` as the default, if it has one.
template <typename T>
CLI::Option* AddChoice(CLI::App& command, const std::string& name,
                       const std::map<std::string, T>& choices, T current, const std::string& help,
                       std::function<void(T)> set) {
  std::vector<std::string> names;
  std::string default_name;
  for (const auto& choice : choices) {
    names.push_back(choice.first);
    if (choice.second == current) default_name = choice.first;
  }
  return command
      .add_option_function<std::string>(
          name, [choices, set](const std::string& value) { set(choices.at(value)); }, help)
      ->check(CLI::IsMember(names).description(""))
      ->type_name(absl::StrJoin(names, "|"))
      ->default_str(default_name);
}

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_CHOICE_OPTION_H_
