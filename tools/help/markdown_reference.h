#ifndef WINDOWLM_TOOLS_HELP_MARKDOWN_REFERENCE_H_
#define WINDOWLM_TOOLS_HELP_MARKDOWN_REFERENCE_H_

#include <string>
#include <vector>

#include "tools/help/command_topics.h"

namespace windowlm {

// All commands with all their options, as a page of Markdown. `topics` are all commands, the
// program first.
std::string MarkdownReference(const std::vector<CommandTopic>& topics);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_HELP_MARKDOWN_REFERENCE_H_
