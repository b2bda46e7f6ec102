#ifndef WINDOWLM_TOOLS_OPTIONS_COMMAND_NAMES_H_
#define WINDOWLM_TOOLS_OPTIONS_COMMAND_NAMES_H_

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace windowlm {

// The command of this name; null if there is none.
const CLI::App* FindCommand(const CLI::App& program, const std::string& name);

// The names of the commands of a program, or of those below a command.
std::vector<std::string> CommandNames(const CLI::App& program);

// Prints that there is no command `name`, and which one may have been meant. Returns the exit code
// for wrong usage.
int FailUnknownCommand(const CLI::App& program, const std::string& name);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_COMMAND_NAMES_H_
