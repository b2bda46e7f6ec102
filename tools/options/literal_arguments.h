#ifndef WINDOWLM_TOOLS_OPTIONS_LITERAL_ARGUMENTS_H_
#define WINDOWLM_TOOLS_OPTIONS_LITERAL_ARGUMENTS_H_

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace windowlm {

// CLI11 takes an argument such as "[UNK]" or "[a,b]" of an option or a positional argument with
// many values for a list in brackets. Here it is a word or a file name: the program shields such
// arguments before they are parsed, and each declaration that takes many values removes the shield.

// Returns the arguments, argv[0] included, shielded.
std::vector<std::string> ShieldBrackets(int argc, const char* const* argv);

// Removes the shield from a value. For CLI::Option::transform.
CLI::Validator Unshielded();

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_LITERAL_ARGUMENTS_H_
