#include <memory>
#include <string>

#include "tools/commands/command.h"
#include "tools/help/bash_completion.h"
#include "tools/help/command_topics.h"
#include "tools/results/exit_code.h"
#include "tools/results/results_output.h"

namespace windowlm {

void AddCompletionCommand(CLI::App& program, int* exit_code) {
  CLI::App* command =
      program.add_subcommand("completion", "Prints a script that completes command lines");
  auto shell = std::make_shared<std::string>();
  command->add_option("SHELL", *shell, "The shell that the script is for: bash")
      ->required()
      ->check(CLI::IsMember({"bash"}).description(""))
      ->type_name("");
  command->footer(
      "Example:\n"
      "  source <(windowlm completion bash)");
  command->callback([&program, shell, exit_code] {
    ResultsOutput output;
    output.Write(BashCompletion(CommandTopics(program)));
    const absl::Status status = output.Finish();
    *exit_code = status.ok() ? kExitDone : Fail(status);
  });
}

}  // namespace windowlm
