#include "tools/command.h"

#include <iostream>

#include "absl/strings/str_cat.h"

namespace windowlm {

int Fail(const absl::Status& status) {
  std::cerr << "windowlm: " << status.message() << std::endl;
  return kExitFailed;
}

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

int FailUnknownCommand(const std::string& name) {
  return FailUsage(absl::InvalidArgumentError(
      absl::StrCat("there is no command ", name, "; windowlm help lists them")));
}

}  // namespace windowlm
