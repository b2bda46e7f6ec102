#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tools/commands/command.h"
#include "tools/help/command_topics.h"
#include "tools/help/man_page.h"
#include "tools/help/markdown_reference.h"
#include "tools/options/command_names.h"
#include "tools/results/exit_code.h"
#include "tools/results/results_output.h"

namespace windowlm {
namespace {

struct Options {
  // The name of a command, and that of one below it.
  std::vector<std::string> names;
  bool all = false;
  bool man = false;
  bool markdown = false;
};

int Print(const std::string& text) {
  ResultsOutput output;
  output.Write(text);
  const absl::Status status = output.Finish();
  return status.ok() ? kExitDone : Fail(status);
}

int RunHelp(const Options& options, const CLI::App& program) {
  if (options.man) return Print(ManPage(CommandTopics(program), program.version()));
  if (options.markdown) return Print(MarkdownReference(CommandTopics(program)));
  const CLI::App* topic = &program;
  std::string path = program.get_name();
  for (const std::string& name : options.names) {
    const CLI::App* below = FindCommand(*topic, name);
    if (below == nullptr && topic == &program) return FailUnknownCommand(program, name);
    if (below == nullptr) {
      return FailUsage(absl::InvalidArgumentError(
          absl::StrCat("there is no command ", absl::StrJoin(options.names, " "),
                       "; windowlm help ", topic->get_name(), " tells about ", topic->get_name())));
    }
    topic = below;
    absl::StrAppend(&path, " ", name);
  }
  // App::help would tell about the command that is being run, which is this one.
  return Print(topic->get_formatter()->make_help(
      topic, path, options.all ? CLI::AppFormatMode::All : CLI::AppFormatMode::Normal));
}

}  // namespace

void AddHelpCommand(CLI::App& program, int* exit_code) {
  CLI::App* command = program.add_subcommand("help", "Shows how to use windowlm, or one command");
  auto options = std::make_shared<Options>();
  command->add_option("COMMAND", options->names, "The command to tell about")->type_name("");
  command->add_flag("--all", options->all, "Tell of every option, where the help is one screen");
  CLI::Option* man =
      command->add_flag("--man", options->man, "Print a manual page of all commands, for man");
  command->add_flag("--markdown", options->markdown, "Print a reference of all commands")
      ->excludes(man);
  command->footer(
      "Examples:\n"
      "  windowlm help train\n"
      "  windowlm help train --all\n"
      "  windowlm help evaluate perplexity\n"
      "  windowlm help --man | man -l -");
  command->callback([&program, options, exit_code] { *exit_code = RunHelp(*options, program); });
}

}  // namespace windowlm
