#ifndef WINDOWLM_TOOLS_HELP_OPTION_SCREENS_H_
#define WINDOWLM_TOOLS_HELP_OPTION_SCREENS_H_

#include <string>
#include <vector>

#include "src/config/option_table.h"
#include "tools/help/command_topics.h"

namespace windowlm {

// The whole help of a command, in lines of at most 80 columns where words allow it.
std::string WholeHelp(const CommandTopic& topic);

// The short help of a command with more options than a screen has lines: the options of `tables`
// that declare a purpose, in groups of one purpose, and the command's examples. Its end tells how
// to see all options.
std::string FirstScreen(const CommandTopic& topic, const std::vector<const OptionTable*>& tables);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_HELP_OPTION_SCREENS_H_
