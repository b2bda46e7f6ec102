// What the program's commands and options say of themselves, for the manual, the reference and
// shell completion.

#ifndef WINDOWLM_TOOLS_HELP_COMMAND_TOPICS_H_
#define WINDOWLM_TOOLS_HELP_COMMAND_TOPICS_H_

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace windowlm {

// A value that an option may have.
struct OptionChoice {
  std::string name;
  std::string description;
};

// An option or a positional argument.
struct OptionTopic {
  // The names as they are typed: {"-o", "--output"}, or {"CORPUS"} for a positional argument.
  std::vector<std::string> names;
  // What the value is called, such as "N" or "next|masked"; empty for a flag.
  std::string value;
  // Empty if there is none.
  std::string default_value;
  std::string description;
  // The choices that are declared with a description.
  std::vector<OptionChoice> choices;
  bool required;
};

// The options under a heading of the help.
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
  // Lines of text; those of examples are indented.
  std::string footer;
};

// What a command says of itself; `path` is how it is called: "windowlm train".
CommandTopic TopicOf(const CLI::App& command, std::string path);

// What the program and all its commands say of themselves, in the order of the help. A command
// comes before the commands below it.
std::vector<CommandTopic> CommandTopics(const CLI::App& program);

// A paragraph of a footer, or the lines of an example.
struct FooterPart {
  bool example;
  std::vector<std::string> lines;
};

// Cuts a footer into its parts.
std::vector<FooterPart> FooterParts(absl::string_view footer);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_HELP_COMMAND_TOPICS_H_
