// The program: reads the command line, runs the command that it names.

#include <signal.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <cstdlib>
#include <exception>
#include <new>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "src/base/processor.h"
#include "src/model/model_file.h"
#include "tools/commands/command.h"
#include "tools/options/command_names.h"
#include "tools/options/literal_arguments.h"
#include "tools/options/option_check.h"
#include "tools/results/exit_code.h"
#include "tools/results/results_output.h"

namespace windowlm {
namespace {

int Print(const std::string& text) {
  ResultsOutput output;
  output.Write(text);
  const absl::Status status = output.Finish();
  return status.ok() ? kExitDone : Fail(status);
}

int Run(int argc, char** argv) {
  // Without these signals a write fails, and its error is reported, if the reader has gone or the
  // file is as large as the system allows.
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
  AddTuneCommand(program, &exit_code);
  AddNgramCommand(program, &exit_code);
  AddMixCommand(program, &exit_code);
  AddPredictCommand(program, &exit_code);
  AddGenerateCommand(program, &exit_code);
  AddFillCommand(program, &exit_code);
  AddNeighborsCommand(program, &exit_code);
  AddSimilarityCommand(program, &exit_code);
  AddAnalogyCommand(program, &exit_code);
  AddOddOneOutCommand(program, &exit_code);
  AddAlignCommand(program, &exit_code);
  AddVectorsCommand(program, &exit_code);
  AddClassifyCommand(program, &exit_code);
  AddContextsCommand(program, &exit_code);
  AddEvaluateCommand(program, &exit_code);
  AddScoreCommand(program, &exit_code);
  AddExportCommand(program, &exit_code);
  AddImportCommand(program, &exit_code);
  AddInfoCommand(program, &exit_code);
  AddPlotCommand(program, &exit_code);
  AddTokenizeCommand(program, &exit_code);
  AddPhrasesCommand(program, &exit_code);
  AddSampleCorpusCommand(program, &exit_code);
  AddCompletionCommand(program, &exit_code);
  AddHelpCommand(program, &exit_code);
  if (argc == 1) {
    return Print(program.help());
  }
  const std::vector<std::string> arguments = ShieldBrackets(argc, argv);
  // The parser would only say that a command is required.
  if (arguments[1].empty() ||
      (arguments[1][0] != '-' && FindCommand(program, arguments[1]) == nullptr)) {
    return FailUnknownCommand(program, argv[1]);
  }
  if (const absl::Status status = CheckMeasureName(program, arguments); !status.ok()) {
    return FailUsage(status);
  }
  if (const absl::Status status = CheckOptions(program, arguments); !status.ok()) {
    return FailUsage(absl::InvalidArgumentError(
        absl::StrCat(status.message(), " (windowlm help shows what there is)")));
  }
  try {
    // CLI11 wants the last argument first, and not the program's name.
    program.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend() - 1));
  } catch (const CLI::Success& asked_for) {
    // The user asked for --help or --version.
    std::ostringstream text;
    program.exit(asked_for, text, text);
    return Print(text.str());
  } catch (const CLI::ParseError& error) {
    return FailUsage(absl::InvalidArgumentError(
        absl::StrCat(error.what(), " (windowlm help shows what there is)")));
  }
  return exit_code;
}

// Reports the exception that is being handled, or has ended a thread.
int FailUnexpectedly() {
  // Where an exception leaves a thread, it cannot always be asked for.
  if (std::current_exception() == nullptr) {
    return Fail(absl::ResourceExhaustedError(
        "a thread has failed, for lack of memory perhaps; fewer --threads take less"));
  }
  try {
    throw;
  } catch (const std::bad_alloc&) {
    return Fail(absl::ResourceExhaustedError(
        "out of memory; models with a smaller vocabulary, dimension or hidden "
        "layers, and fewer --threads, take less"));
  } catch (const std::exception& error) {
    // oneDNN and oneTBB throw exceptions of their own.
    if (absl::StrContains(error.what(), "pthread_create")) {
      return Fail(absl::ResourceExhaustedError(
          absl::StrCat("no thread could be started, for lack of memory perhaps (", error.what(),
                       "); fewer --threads take less")));
    }
    return Fail(absl::InternalError(error.what()));
  }
}

// Ends the program with one message, whichever threads call it.
[[noreturn]] void EndUnexpectedly() noexcept {
  static std::atomic_flag has_begun = ATOMIC_FLAG_INIT;
  while (has_begun.test_and_set()) sleep(1);
  int exit_code = kExitFailed;
  try {
    exit_code = FailUnexpectedly();
  } catch (...) {
    // There is no memory for the message.
    constexpr char kMessage[] = "windowlm: out of memory\n";
    if (write(STDERR_FILENO, kMessage, sizeof(kMessage) - 1) < 0) exit_code = kExitFailed;
  }
  std::_Exit(exit_code);
}

}  // namespace
}  // namespace windowlm

int main(int argc, char** argv) {
  // oneTBB's threads start each other, and nobody catches what they throw.
  std::set_terminate(windowlm::EndUnexpectedly);
  try {
    return windowlm::Run(argc, argv);
  } catch (const std::exception&) {
    // Other threads may be about to fail, too.
    windowlm::EndUnexpectedly();
  }
}
