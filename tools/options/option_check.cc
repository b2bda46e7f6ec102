#include "tools/options/option_check.h"

#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "proto/run_options.pb.h"
#include "proto/train_config.pb.h"
#include "src/config/option_table.h"
#include "src/config/other_names.h"
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

// Tells what `command` has for an option that another program calls `name`: "; windowlm calls it
// ...". Empty if it has nothing.
std::string InOurWords(const CLI::App& command, absl::string_view name) {
  for (const google::protobuf::Descriptor* type :
       {RunOptions::descriptor(), TrainConfig::descriptor(), PhraseOptions::descriptor()}) {
    const absl::optional<std::string> ours = OurNameForOption(OptionTable::Of(*type), name);
    if (!ours.has_value()) continue;
    const std::string option = ours->substr(0, ours->find_first_of("=, "));
    const bool is_there = command.get_option_no_throw(option) != nullptr;
    if (is_there || !absl::StartsWith(option, kDashes)) {
      return absl::StrCat("; windowlm calls it ", *ours);
    }
  }
  return "";
}

// The error that `command` has no option `name`, with a suggestion which one may have been meant.
absl::Status NoOption(const CLI::App& command, absl::string_view command_name,
                      const std::string& name) {
  std::string meant = InOurWords(command, name);
  if (meant.empty()) meant = DidYouMeanOneOf(LongOptions(command), name);
  return absl::InvalidArgumentError(absl::StrCat(name, " is no option of ", command_name, meant));
}

// Whether `name` is a long option of another program with one dash, such as "-lr". An option of a
// letter may have its value right behind it, as in "-omodel.wlm".
bool IsOtherProgramsOption(const CLI::App& command, const std::string& name) {
  return name.size() > 2 && name[0] == '-' &&
         command.get_option_no_throw(name.substr(0, 2)) == nullptr &&
         !InOurWords(command, name).empty();
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
    if (!is_long && IsOtherProgramsOption(*command, name)) {
      return NoOption(*command, command_name, name);
    }
    if (!is_long && !(name.size() == 2 && name[0] == '-')) continue;
    const CLI::Option* option = command->get_option_no_throw(name);
    if (option == nullptr) {
      if (!is_long) continue;
      return NoOption(*command, command_name, name);
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
