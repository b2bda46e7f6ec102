#include "tools/options/command_names.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "tools/options/did_you_mean.h"
#include "tools/results/exit_code.h"

namespace windowlm {

const CLI::App* FindCommand(const CLI::App& program, const std::string& name) {
  const auto all = [](const CLI::App*) { return true; };
  for (const CLI::App* command : program.get_subcommands(all)) {
    if (command->get_name() == name) return command;
  }
  return nullptr;
}

std::vector<std::string> CommandNames(const CLI::App& program) {
  std::vector<std::string> names;
  const auto all = [](const CLI::App*) { return true; };
  for (const CLI::App* command : program.get_subcommands(all)) {
    names.push_back(command->get_name());
  }
  return names;
}

int FailUnknownCommand(const CLI::App& program, const std::string& name) {
  return FailUsage(absl::InvalidArgumentError(
      absl::StrCat("there is no command ", name, DidYouMeanOneOf(CommandNames(program), name),
                   " (windowlm help lists them)")));
}

}  // namespace windowlm
