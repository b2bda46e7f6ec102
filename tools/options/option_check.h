#ifndef WINDOWLM_TOOLS_OPTIONS_OPTION_CHECK_H_
#define WINDOWLM_TOOLS_OPTIONS_OPTION_CHECK_H_

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "absl/status/status.h"

namespace windowlm {

// Checks the options among `arguments`, which start with the program's name, up to a lone "--", for
// mistakes that CLI11 lets pass or reports in words of its own. kInvalidArgument names the option
// and says what is wrong:
//   - the command has no such option; the message suggests one that may have been meant, or says
//     what windowlm calls an option of another program
//   - its value is missing: nothing follows "=", or another option follows instead
//   - it is one letter and "=" follows
//   - it is a flag with a value that is neither true nor false
//   - it may be given only once, and is given again
absl::Status CheckOptions(const CLI::App& program, const std::vector<std::string>& arguments);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_OPTION_CHECK_H_
