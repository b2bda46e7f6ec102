#ifndef WINDOWLM_TOOLS_OPTIONS_OPTION_CHECK_H_
#define WINDOWLM_TOOLS_OPTIONS_OPTION_CHECK_H_

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "absl/status/status.h"

namespace windowlm {

// What CLI11 lets pass, or says in words of its own, of the long options among `arguments`, the
// program's name first, up to a lone "--". kInvalidArgument names the option: one that the command
// does not have, and the one that may have been meant; a value that is missing, be it that
// nothing follows "=", or that another option follows in its place; a flag with a value that is
// neither true nor false; one that may be given once only, and is given again.
absl::Status CheckOptions(const CLI::App& program, const std::vector<std::string>& arguments);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_OPTION_CHECK_H_
