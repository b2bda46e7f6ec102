#include <algorithm>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
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

namespace windowlm {
namespace {

// Of two words neither is odder than the other.
constexpr size_t kLeastWords = 3;

int RunOddOneOut(const QueryOptions& options) {
  SetThreads(options.threads);
  const absl::StatusOr<ModelVectors> vectors = LoadVectors(options.model, options.vectors);
  if (!vectors.ok()) return Fail(vectors.status());

  const std::vector<std::string> sets = OneQuestion(options);
  QuestionAnswers answers(FormOf(options, sets, {"words"}, /*answer_cells=*/3));
  const auto answer = [&](const std::string& set,
                          QuestionNotes* notes) -> absl::StatusOr<std::string> {
    const absl::StatusOr<std::vector<AskedWord>> words =
        FindAskedWordsAtLeast(set, kLeastWords, *vectors, options.model, notes);
    if (!words.ok()) return words.status();
    Matrix<float> rows(static_cast<int64_t>(words->size()), vectors->embeddings.columns());
    std::vector<std::string> names;
    for (const AskedWord& word : *words) {
      std::copy(word.vector.begin(), word.vector.end(),
                rows.row(static_cast<int64_t>(names.size())));
      names.push_back(word.word);
    }
    return FitText(options.format, RankByFit(rows), names);
  };
  return AnswerQuestions(sets, answers, answer);
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
      "the least first. The columns of tsv are the words together, 1 for the odd one and 0 for "
      "the\n"
      "others, the word and its cosine.\n"
      "Examples:\n"
      "  windowlm odd-one-out model.wlm dog cat rabbit kettle\n"
      "  windowlm odd-one-out model.wlm --format=json < sets.txt");
  command->callback([options, exit_code] { *exit_code = RunOddOneOut(*options); });
}

}  // namespace windowlm
