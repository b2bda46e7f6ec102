#include <algorithm>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "src/base/parallel_for.h"
#include "src/model/vectors_file.h"
#include "src/query/odd_one_out.h"
#include "tools/commands/command.h"
#include "tools/commands/query_command.h"
#include "tools/options/asked_word.h"
#include "tools/options/shared_arguments.h"
#include "tools/options/vectors_option.h"
#include "tools/results/exit_code.h"
#include "tools/results/fit_text.h"
#include "tools/results/result_format.h"
#include "tools/results/results_output.h"

namespace windowlm {
namespace {

// Of two words neither is odder than the other.
constexpr size_t kLeastWords = 3;

int RunOddOneOut(const QueryOptions& options) {
  SetThreads(options.threads);
  const absl::StatusOr<ModelVectors> vectors = LoadVectors(options.model, options.vectors);
  if (!vectors.ok()) return Fail(vectors.status());

  std::vector<std::string> sets;
  if (!options.queries.empty()) sets.push_back(absl::StrJoin(options.queries, " "));
  ResultsOutput output;
  return AnswerEachQuery(sets, output, [&](const std::string& set) {
    if (sets.empty() && absl::StripAsciiWhitespace(set).empty()) return absl::OkStatus();
    const absl::StatusOr<std::vector<AskedWord>> words =
        FindAskedWordsAtLeast(set, kLeastWords, *vectors, options.model);
    if (!words.ok()) return words.status();
    Matrix<float> rows(static_cast<int64_t>(words->size()), vectors->embeddings.columns());
    std::vector<std::string> names;
    for (const AskedWord& word : *words) {
      std::copy(word.vector.begin(), word.vector.end(),
                rows.row(static_cast<int64_t>(names.size())));
      names.push_back(word.word);
    }
    output.Write(FitText(options.format, sets.empty(), TypedText(*words), RankByFit(rows), names));
    return absl::OkStatus();
  });
}

}  // namespace

void AddOddOneOutCommand(CLI::App& program, int* exit_code) {
  CLI::App* command =
      program.add_subcommand("odd-one-out", "Tells which of some words does not fit the others");
  auto options = std::make_shared<QueryOptions>();
  AddQueryArguments(AcceptedModels::kTrainOrImport, "WORD",
                    "Three words or more; none: each line of standard input has so many", *options,
                    *command)
      ->expected(kLeastWords, std::numeric_limits<int>::max());
  AddFormatOption({ResultFormat::kText, ResultFormat::kJson, ResultFormat::kTsv}, *command,
                  &options->format);
  AddVectorsOption(*command, &options->vectors);
  AddThreadsOption(*command, &options->threads);
  command->footer(
      "The odd one, marked with a star, is the word whose vector has the least cosine with the\n"
      "mean of the others' vectors, each scaled to length 1. All words are shown with that "
      "cosine,\n"
      "the least first. Lines with a word that the model does not know are named on standard\n"
      "error, and the exit code is 1. The columns of tsv are the words together, 1 for the odd "
      "one\n"
      "and 0 for the others, the word and its cosine.\n"
      "Examples:\n"
      "  windowlm odd-one-out model.wlm dog cat rabbit kettle\n"
      "  windowlm odd-one-out model.wlm --format=json < sets.txt");
  command->callback([options, exit_code] { *exit_code = RunOddOneOut(*options); });
}

}  // namespace windowlm
