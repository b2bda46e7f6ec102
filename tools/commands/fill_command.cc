#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "src/base/parallel_for.h"
#include "src/config/option_name.h"
#include "src/corpus/blank.h"
#include "src/model/mixture/language_model_file.h"
#include "src/query/blanks.h"
#include "tools/commands/command.h"
#include "tools/commands/query_command.h"
#include "tools/options/prompt_words.h"
#include "tools/results/exit_code.h"
#include "tools/results/messages.h"
#include "tools/results/ranked_words_text.h"

namespace windowlm {
namespace {

int RunFill(const QueryOptions& options) {
  SetThreads(options.threads);
  const absl::StatusOr<std::unique_ptr<LanguageModel>> loaded = LoadLanguageModel(options.model);
  if (!loaded.ok()) return Fail(loaded.status());
  LanguageModel& model = **loaded;
  if (model.words_after() == 0) {
    PrintNote(absl::StrCat(options.model, " predicts next words: its ", kMostBlankCandidates,
                           " most probable words for a blank are judged anew by what follows, and "
                           "the probabilities are those among these words"));
  }

  const std::vector<std::string> lines = OneQuestion(options);
  QuestionAnswers answers(FormOf(options, lines, {"line"}, RankedWordCells({})));
  const auto answer = [&](const std::string& line,
                          QuestionNotes* notes) -> absl::StatusOr<std::string> {
    const absl::StatusOr<LineWithBlank> parts = CutAtBlank(line);
    if (!parts.ok()) return parts.status();
    const std::vector<std::vector<uint32_t>> ids =
        EncodePrompt({parts->before, parts->after}, model.vocabulary(), model.corpus_config(),
                     Suggests(options), notes);
    const absl::StatusOr<std::vector<RankedWord>> words =
        FillBlank(ids[0], ids[1], options.top, options.show_unknown, model);
    if (!words.ok()) return words.status();
    return RankedWordsText(options.format, {"words", "probability"}, *words, model.vocabulary());
  };
  return AnswerQuestions(lines, answers, answer);
}

}  // namespace

void AddFillCommand(CLI::App& program, int* exit_code) {
  CLI::App* command =
      program.add_subcommand("fill", "Tells which words fill a blank, and how probable they are");
  auto options = std::make_shared<QueryOptions>();
  AddQueryOptions(AcceptedModels::kTrainOrNgram, "TEXT",
                  "A line with one blank, ___; none: each line of standard input is one, and is "
                  "answered before the next is read",
                  *options, *command);
  command->footer(absl::StrCat(
      "A masked model (train ", OptionWith(OBJECTIVE_MASKED),
      ") knows the words on both sides of the blank. A\n"
      "model of the next word knows those before it; its 200 most probable words are judged anew\n"
      "by how well the words after the blank follow them, and the probabilities are those among\n"
      "these words. The columns of tsv are line, rank, word and probability.\n"
      "Examples:\n"
      "  windowlm fill model.wlm \"the ___ gets fed\"\n"
      "  windowlm fill model.wlm --top=3 --format=json < lines.txt"));
  command->callback([options, exit_code] { *exit_code = RunFill(*options); });
}

}  // namespace windowlm
