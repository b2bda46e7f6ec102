#ifndef WINDOWLM_TOOLS_HELP_MAN_PAGE_H_
#define WINDOWLM_TOOLS_HELP_MAN_PAGE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "tools/help/command_topics.h"

namespace windowlm {

// The program's manual page, for man(1): the macros of man(7), ASCII. `topics` are all commands,
// the program first; `version` looks like "windowlm 1.0".
std::string ManPage(const std::vector<CommandTopic>& topics, absl::string_view version);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_HELP_MAN_PAGE_H_
