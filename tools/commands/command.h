#ifndef WINDOWLM_TOOLS_COMMANDS_COMMAND_H_
#define WINDOWLM_TOOLS_COMMANDS_COMMAND_H_

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "absl/status/status.h"

namespace windowlm {

// Each command adds itself to the program's command line, in a file of its own
// (train_command.cc and so on). If the command line names it, it runs when the command line is
// parsed and leaves its exit code in *exit_code, which lives as long as `program`.
void AddTrainCommand(CLI::App& program, int* exit_code);
void AddTuneCommand(CLI::App& program, int* exit_code);
void AddNgramCommand(CLI::App& program, int* exit_code);
void AddMixCommand(CLI::App& program, int* exit_code);
void AddPredictCommand(CLI::App& program, int* exit_code);
void AddGenerateCommand(CLI::App& program, int* exit_code);
void AddFillCommand(CLI::App& program, int* exit_code);
void AddNeighborsCommand(CLI::App& program, int* exit_code);
void AddSimilarityCommand(CLI::App& program, int* exit_code);
void AddAnalogyCommand(CLI::App& program, int* exit_code);
void AddOddOneOutCommand(CLI::App& program, int* exit_code);
void AddAlignCommand(CLI::App& program, int* exit_code);
void AddVectorsCommand(CLI::App& program, int* exit_code);
void AddClassifyCommand(CLI::App& program, int* exit_code);
void AddContextsCommand(CLI::App& program, int* exit_code);
void AddEvaluateCommand(CLI::App& program, int* exit_code);
void AddScoreCommand(CLI::App& program, int* exit_code);
void AddExportCommand(CLI::App& program, int* exit_code);
void AddImportCommand(CLI::App& program, int* exit_code);
void AddInfoCommand(CLI::App& program, int* exit_code);
void AddPlotCommand(CLI::App& program, int* exit_code);
void AddTokenizeCommand(CLI::App& program, int* exit_code);
void AddPhrasesCommand(CLI::App& program, int* exit_code);
void AddSampleCorpusCommand(CLI::App& program, int* exit_code);
void AddCompletionCommand(CLI::App& program, int* exit_code);
void AddHelpCommand(CLI::App& program, int* exit_code);

// Each measure of `windowlm evaluate` adds itself to that command in the same way.
void AddEvaluatePerplexityCommand(CLI::App& evaluate, int* exit_code);
void AddEvaluateSimilarityCommand(CLI::App& evaluate, int* exit_code);
void AddEvaluateAnalogiesCommand(CLI::App& evaluate, int* exit_code);
void AddEvaluateCompletionCommand(CLI::App& evaluate, int* exit_code);
void AddEvaluateClassificationCommand(CLI::App& evaluate, int* exit_code);

// OK if `arguments`, which start with the program's name, name a measure, or at least an option,
// after the command `evaluate`, or if they name another command. Otherwise kInvalidArgument says
// which measures there are.
absl::Status CheckMeasureName(const CLI::App& program, const std::vector<std::string>& arguments);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_COMMANDS_COMMAND_H_
