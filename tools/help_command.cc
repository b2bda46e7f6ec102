#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "tools/command.h"
#include "tools/results_output.h"

namespace windowlm {

void AddHelpCommand(CLI::App& program, int* exit_code) {
  CLI::App* command = program.add_subcommand("help", "Shows how to use windowlm, or one command");
  auto name = std::make_shared<std::string>();
  command->add_option("COMMAND", *name, "The command to tell about");
  command->callback([&program, name, exit_code] {
    const CLI::App* topic = name->empty() ? &program : FindCommand(program, *name);
    if (topic == nullptr) {
      *exit_code = FailUnknownCommand(program, *name);
      return;
    }
    ResultsOutput output;
    // App::help would tell about the command that is being run: this one.
    output.Write(topic->get_formatter()->make_help(
        topic, name->empty() ? "windowlm" : absl::StrCat("windowlm ", *name),
        CLI::AppFormatMode::Normal));
    const absl::Status status = output.Finish();
    *exit_code = status.ok() ? kExitDone : Fail(status);
  });
}

}  // namespace windowlm
