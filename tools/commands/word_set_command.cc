#include "tools/commands/word_set_command.h"

#include <limits>

#include "absl/status/status.h"
#include "src/base/parallel_for.h"
#include "src/model/vectors_file.h"
#include "tools/options/number_option.h"
#include "tools/options/shared_arguments.h"
#include "tools/options/vectors_option.h"
#include "tools/results/exit_code.h"
#include "tools/results/results_output.h"

namespace windowlm {

void AddWordSetOptions(const std::string& files_help, WordSetOptions& options, CLI::App& command) {
  AddModelArgument(AcceptedModels::kTrainOrImport, command, &options.model);
  AddFilesArgument("FILE", files_help, command, &options.files);
  AddNumber<int64_t>(command, "--restrict-vocabulary", options.restrict_vocabulary, "N",
                     "Know only the N most frequent words",
                     {1, std::numeric_limits<int64_t>::max()});
  AddFormatOption({ResultFormat::kText, ResultFormat::kJson, ResultFormat::kTsv}, command,
                  &options.format);
  AddVectorsOption(command, &options.vectors);
  AddThreadsOption(command, &options.threads);
}

int EvaluateWordSets(
    const WordSetOptions& options,
    absl::FunctionRef<absl::StatusOr<std::string>(
        const std::string& file, const ModelVectors& vectors, const CaselessWords& words)>
        evaluate) {
  SetThreads(options.threads);
  const absl::StatusOr<ModelVectors> vectors = LoadVectors(options.model, options.vectors);
  if (!vectors.ok()) return Fail(vectors.status());
  const CaselessWords words(vectors->vocabulary, options.restrict_vocabulary);
  int exit_code = kExitDone;
  ResultsOutput output;
  for (const std::string& file : options.files) {
    const absl::StatusOr<std::string> text = evaluate(file, *vectors, words);
    if (text.ok()) {
      output.Write(*text);
      output.Flush();
    } else {
      exit_code = Fail(text.status());
    }
    if (output.done()) break;
  }
  const absl::Status status = output.Finish();
  return status.ok() ? exit_code : Fail(status);
}

}  // namespace windowlm
