// The program: reads the command line, runs the command that it names.

#include <signal.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <new>

#include "absl/strings/str_cat.h"
#include "src/base/processor.h"
#include "src/model/model_file.h"
#include "tools/command.h"

namespace windowlm {
namespace {

int Run(int argc, char** argv) {
  // A reader that goes away, or a limit on file sizes, is met where the write fails.
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);
  if (const absl::Status status = CheckProcessor(); !status.ok()) return Fail(status);

  CLI::App program(
      "windowlm trains neural language models and word vectors on a text, and answers with them.",
      "windowlm");
  program.set_version_flag("--version", std::string("windowlm ") + kProgramVersion);
  program.require_subcommand(1);
  program.get_formatter()->column_width(34);
  program.footer("windowlm help COMMAND tells more about a command.");
  int exit_code = kExitDone;
  AddTrainCommand(program, &exit_code);
  AddPredictCommand(program, &exit_code);
  AddNeighborsCommand(program, &exit_code);
  AddEvaluateCommand(program, &exit_code);
  AddExportCommand(program, &exit_code);
  AddInfoCommand(program, &exit_code);
  AddSampleCorpusCommand(program, &exit_code);
  AddHelpCommand(program, &exit_code);
  if (argc == 1) {
    std::cout << program.help();
    return kExitDone;
  }
  try {
    program.parse(argc, argv);
  } catch (const CLI::Success& asked_for) {
    // --help, --version.
    return program.exit(asked_for, std::cout, std::cerr);
  } catch (const CLI::ParseError& error) {
    return FailUsage(absl::InvalidArgumentError(
        absl::StrCat(error.what(), " (windowlm help shows what there is)")));
  }
  return exit_code;
}

}  // namespace
}  // namespace windowlm

int main(int argc, char** argv) {
  try {
    return windowlm::Run(argc, argv);
  } catch (const std::bad_alloc&) {
    return windowlm::Fail(absl::ResourceExhaustedError(
        "out of memory; a smaller vocabulary (--vocab-size, --min-count) or model (--dim, "
        "--hidden) takes less"));
  }
}
