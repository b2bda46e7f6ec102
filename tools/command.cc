#include "tools/command.h"

#include <iostream>

#include "absl/strings/str_cat.h"
#include "tools/did_you_mean.h"

namespace windowlm {

int Fail(const absl::Status& status) {
  std::cerr << "windowlm: " << status.message() << std::endl;
  return kExitFailed;
}

void Warn(absl::string_view message) { std::cerr << "windowlm: warning: " << message << std::endl; }

int FailUsage(const absl::Status& status) {
  std::cerr << "windowlm: " << status.message() << std::endl;
  return kExitUsage;
}

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
