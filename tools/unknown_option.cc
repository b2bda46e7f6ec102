#include "tools/unknown_option.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tools/command.h"
#include "tools/did_you_mean.h"

namespace windowlm {
namespace {

constexpr char kDashes[] = "--";

}  // namespace

std::string UnknownOptionText(const CLI::App& program, const std::vector<std::string>& arguments) {
  const CLI::App* command = &program;
  std::string command_name = "windowlm";
  size_t at = 1;
  for (; at < arguments.size(); ++at) {
    const CLI::App* const inner = FindCommand(*command, arguments[at]);
    if (inner == nullptr) break;
    command = inner;
    absl::StrAppend(&command_name, " ", inner->get_name());
  }
  std::vector<std::string> options;
  for (const CLI::Option* option : command->get_options()) {
    for (const std::string& name : option->get_lnames()) options.push_back(kDashes + name);
  }
  for (; at < arguments.size() && arguments[at] != kDashes; ++at) {
    const std::string name = arguments[at].substr(0, arguments[at].find('='));
    if (!absl::StartsWith(name, kDashes) || command->get_option_no_throw(name) != nullptr) continue;
    return absl::StrCat(name, " is no option of ", command_name, DidYouMeanOneOf(options, name));
  }
  return "";
}

}  // namespace windowlm
