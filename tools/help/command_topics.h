// What the command line's tree says of itself, for all who write it down: manual, reference,
// completion.

#ifndef WINDOWLM_TOOLS_HELP_COMMAND_TOPICS_H_
#define WINDOWLM_TOOLS_HELP_COMMAND_TOPICS_H_

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace windowlm {

struct OptionTopic {
  // As they are typed: {"-o", "--output"}, or {"CORPUS"} of a positional argument.
  std::vector<std::string> names;
  // What the value is called, as "N" or "next|masked"; empty for a flag.
  std::string value;
  // Empty for none.
  std::string default_value;
  std::string description;
  bool required;
};

// Under a heading of the help.
struct OptionGroup {
  std::string heading;
  std::vector<OptionTopic> options;
};

struct CommandTopic {
  // "windowlm evaluate perplexity".
  std::string path;
  // "windowlm evaluate perplexity [OPTIONS] MODEL FILE...".
  std::string usage;
  std::string description;
  std::vector<OptionTopic> arguments;
  std::vector<OptionGroup> groups;
  // Names of the commands below it.
  std::vector<std::string> commands;
  // Text in lines; those of examples are indented.
  std::string footer;
};

// The program itself, then each command, before the commands below it; in the order of the help.
std::vector<CommandTopic> CommandTopics(const CLI::App& program);

// A paragraph of a footer, or the lines of an example.
struct FooterPart {
  bool example;
  std::vector<std::string> lines;
};
std::vector<FooterPart> FooterParts(absl::string_view footer);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_HELP_COMMAND_TOPICS_H_
