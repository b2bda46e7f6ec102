#ifndef WINDOWLM_TOOLS_OPTIONS_COMMAND_NAMES_H_
#define WINDOWLM_TOOLS_OPTIONS_COMMAND_NAMES_H_

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace windowlm {

// The command of that name; null where there is none.
const CLI::App* FindCommand(const CLI::App& program, const std::string& name);

// The names of a program's commands, or of a command's.
std::vector<std::string> CommandNames(const CLI::App& program);

// Prints that there is no such command, and which may have been meant, and returns the exit code
// for it.
int FailUnknownCommand(const CLI::App& program, const std::string& name);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_COMMAND_NAMES_H_
