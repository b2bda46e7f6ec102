#ifndef WINDOWLM_TOOLS_OPTIONS_LITERAL_ARGUMENTS_H_
#define WINDOWLM_TOOLS_OPTIONS_LITERAL_ARGUMENTS_H_

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace windowlm {

// CLI11 takes an argument such as "[UNK]" or "[a,b]" for a list in brackets, where an option or
// a positional argument has many values. Words and file names mean themselves: the program
// shields such arguments before they are parsed, and whoever has many values unshields them.

// The arguments, argv[0] included, shielded.
std::vector<std::string> ShieldBrackets(int argc, const char* const* argv);

// For CLI::Option::transform.
CLI::Validator Unshielded();

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_LITERAL_ARGUMENTS_H_
