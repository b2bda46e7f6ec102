#ifndef WINDOWLM_TOOLS_COMMANDS_TEXT_NEIGHBORS_H_
#define WINDOWLM_TOOLS_COMMANDS_TEXT_NEIGHBORS_H_

#include <string>

#include "tools/commands/query_command.h"

namespace windowlm {

// Answers the questions of `options`, each a text, with the lines of a file that are nearest to it.
// `file` is plain or compressed, or "-" for standard input. Returns the exit code.
int AnswerWithLines(const QueryOptions& options, const std::string& file);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_COMMANDS_TEXT_NEIGHBORS_H_
