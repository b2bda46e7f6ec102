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
    const CLI::App* topic = name->empty() ? &program : nullptr;
    for (const CLI::App* candidate :
         program.get_subcommands([](const CLI::App*) { return true; })) {
      if (candidate->get_name() == *name) topic = candidate;
    }
    if (topic == nullptr) {
      *exit_code = FailUsage(absl::InvalidArgumentError(
          absl::StrCat("there is no command ", *name, "; windowlm help lists them")));
      return;
    }
    ResultsOutput output;
    output.Write(topic->help(name->empty() ? "" : absl::StrCat("windowlm ", *name)));
    const absl::Status status = output.Finish();
    *exit_code = status.ok() ? kExitDone : Fail(status);
  });
}

}  // namespace windowlm
