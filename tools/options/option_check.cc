#include "tools/options/option_check.h"

#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "tools/options/command_names.h"
#include "tools/options/did_you_mean.h"

namespace windowlm {
namespace {

constexpr char kDashes[] = "--";

std::vector<std::string> LongOptions(const CLI::App& command) {
  std::vector<std::string> options;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) options.push_back(kDashes + name);
  }
  return options;
}

bool IsFlag(const CLI::Option& option) { return option.get_items_expected_max() == 0; }

absl::Status CheckFlagValue(absl::string_view name, absl::string_view value) {
  if (value == "true" || value == "false") return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(name, " is true or false, and ", value, " was given"));
}

}  // namespace

absl::Status CheckOptions(const CLI::App& program, const std::vector<std::string>& arguments) {
  const CLI::App* command = &program;
  std::string command_name = "windowlm";
  size_t at = 1;
  for (; at < arguments.size(); ++at) {
    const CLI::App* const inner = FindCommand(*command, arguments[at]);
    if (inner == nullptr) break;
    command = inner;
    absl::StrAppend(&command_name, " ", inner->get_name());
  }
  std::set<const CLI::Option*> seen;
  for (; at < arguments.size() && arguments[at] != kDashes; ++at) {
    const absl::string_view argument = arguments[at];
    const size_t equals = argument.find('=');
    const bool has_value = equals != absl::string_view::npos;
    const std::string name(argument.substr(0, equals));
    const bool is_long = absl::StartsWith(name, kDashes);
    if (!is_long && !(name.size() == 2 && name[0] == '-')) continue;
    const CLI::Option* option = command->get_option_no_throw(name);
    if (option == nullptr) {
      if (!is_long) continue;
      return absl::InvalidArgumentError(absl::StrCat(name, " is no option of ", command_name,
                                                     DidYouMeanOneOf(LongOptions(*command), name)));
    }
    if (!seen.insert(option).second && option->get_items_expected_max() <= 1) {
      return absl::InvalidArgumentError(absl::StrCat(name, " was given twice"));
    }
    const absl::string_view value = has_value ? argument.substr(equals + 1) : "";
    if (IsFlag(*option)) {
      if (!has_value) continue;
      if (absl::Status status = CheckFlagValue(name, value); !status.ok()) return status;
    } else if (has_value && value.empty()) {
      return absl::InvalidArgumentError(absl::StrCat(name, "= has no value"));
    } else if (!has_value && at + 1 < arguments.size() &&
               absl::StartsWith(arguments[at + 1], kDashes)) {
      return absl::InvalidArgumentError(
          absl::StrCat(name, " has no value: ", arguments[at + 1], " follows"));
    } else if (!is_long && has_value) {
      return absl::InvalidArgumentError(
          absl::StrCat(argument, ": the value of ", name, " follows it without ="));
    } else if (!has_value) {
      ++at;
    }
  }
  return absl::OkStatus();
}

}  // namespace windowlm
