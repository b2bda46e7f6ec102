#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "src/base/parallel_for.h"
#include "src/model/mixture/language_model_file.h"
#include "src/query/next_words.h"
#include "tools/commands/command.h"
#include "tools/commands/query_command.h"
#include "tools/options/prompt_words.h"
#include "tools/results/exit_code.h"
#include "tools/results/ranked_words_text.h"

namespace windowlm {
namespace {

int RunPredict(const QueryOptions& options) {
  SetThreads(options.threads);
  const absl::StatusOr<std::unique_ptr<LanguageModel>> loaded = LoadLanguageModel(options.model);
  if (!loaded.ok()) return Fail(loaded.status());
  LanguageModel& model = **loaded;
  if (const absl::Status status = CheckPredictsNextWord(options.model, model); !status.ok()) {
    return Fail(status);
  }

  const std::vector<std::string> prompts = OneQuestion(options);
  QuestionAnswers answers(FormOf(options, prompts, {"prompt"}, RankedWordCells({})));
  const auto answer = [&](const std::string& prompt,
                          QuestionNotes* notes) -> absl::StatusOr<std::string> {
    const absl::StatusOr<std::vector<double>> probabilities = NextWordProbabilities(
        EncodePrompt({prompt}, model.vocabulary(), model.corpus_config(), Suggests(options), notes)
            .front(),
        model);
    if (!probabilities.ok()) return probabilities.status();
    return RankedWordsText(
        options.format, {"next_words", "probability"},
        MostProbableWords(*probabilities, options.top, options.show_unknown, model.vocabulary()),
        model.vocabulary());
  };
  return AnswerQuestions(prompts, answers, answer);
}

}  // namespace

void AddPredictCommand(CLI::App& program, int* exit_code) {
  CLI::App* command =
      program.add_subcommand("predict", "Tells which words come next, and how probable they are");
  auto options = std::make_shared<QueryOptions>();
  AddQueryOptions(AcceptedModels::kTrainOrNgram, "TEXT",
                  "The line so far; none: each line of standard input is one, and is answered "
                  "before the next is read",
                  *options, *command);
  command->footer(
      "An empty TEXT asks for a line's first word, as <s> at its start does; </s> is a line's "
      "end.\n"
      "Words that the model does not know are read as <unk>, and a note names them. The columns "
      "of\n"
      "tsv are prompt, rank, word and probability.\n"
      "Examples:\n"
      "  windowlm predict model.wlm the dog gets\n"
      "  windowlm predict model.wlm --top=3 --format=json < prompts.txt");
  command->callback([options, exit_code] { *exit_code = RunPredict(*options); });
}

}  // namespace windowlm
