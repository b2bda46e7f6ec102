#ifndef WINDOWLM_TOOLS_UNKNOWN_OPTION_H_
#define WINDOWLM_TOOLS_UNKNOWN_OPTION_H_

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace windowlm {

// The first of `arguments`, the program's name first, that is spelt as an option and is none of the
// command that they name: what an error says of it, with the options that may have been meant.
// Empty where there is none.
std::string UnknownOptionText(const CLI::App& program, const std::vector<std::string>& arguments);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_UNKNOWN_OPTION_H_
