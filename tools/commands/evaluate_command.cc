#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tools/commands/command.h"
#include "tools/options/command_names.h"
#include "tools/options/did_you_mean.h"

namespace windowlm {
namespace {

constexpr char kName[] = "evaluate";

}  // namespace

void AddEvaluateCommand(CLI::App& program, int* exit_code) {
  CLI::App* command = program.add_subcommand(kName, "Measures how good a model is");
  AddEvaluatePerplexityCommand(*command, exit_code);
  AddEvaluateSimilarityCommand(*command, exit_code);
  AddEvaluateAnalogiesCommand(*command, exit_code);
  AddEvaluateCompletionCommand(*command, exit_code);
  AddEvaluateClassificationCommand(*command, exit_code);
  command->require_subcommand(1);
  command->footer(
      "windowlm evaluate MEASURE --help tells more about a measure.\n"
      "Examples:\n"
      "  windowlm evaluate perplexity model.wlm test.txt\n"
      "  windowlm evaluate similarity model.wlm pairs.txt\n"
      "  windowlm evaluate analogies model.wlm questions-words.txt\n"
      "  windowlm evaluate completion model.wlm questions.tsv\n"
      "  windowlm evaluate classification model.wlm test.txt");
}

absl::Status CheckMeasureName(const CLI::App& program, const std::vector<std::string>& arguments) {
  if (arguments.size() < 2 || arguments[1] != kName) return absl::OkStatus();
  const CLI::App& evaluate = *FindCommand(program, kName);
  const bool given = arguments.size() > 2;
  if (given &&
      (absl::StartsWith(arguments[2], "-") || FindCommand(evaluate, arguments[2]) != nullptr)) {
    return absl::OkStatus();
  }
  const std::vector<std::string> measures = CommandNames(evaluate);
  const std::string names = absl::StrJoin(measures, ", ");
  return absl::InvalidArgumentError(
      given ? absl::StrCat("there is no measure ", arguments[2],
                           DidYouMeanOneOf(measures, arguments[2]), " (there are: ", names, ")")
            : absl::StrCat("evaluate needs the name of a measure: ", names));
}

}  // namespace windowlm
