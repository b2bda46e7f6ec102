#ifndef WINDOWLM_TOOLS_HELP_BASH_COMPLETION_H_
#define WINDOWLM_TOOLS_HELP_BASH_COMPLETION_H_

#include <string>
#include <vector>

#include "tools/help/command_topics.h"

namespace windowlm {

// A script for bash, 4.0 or later, that completes the program's command lines: commands, options,
// the values of those that have a choice, files and folders. `topics` are all commands, the
// program first.
std::string BashCompletion(const std::vector<CommandTopic>& topics);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_HELP_BASH_COMPLETION_H_
