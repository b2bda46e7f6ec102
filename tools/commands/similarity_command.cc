#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_format.h"
#include "src/base/number_text.h"
#include "src/base/parallel_for.h"
#include "src/input/shown_text.h"
#include "src/model/vectors_file.h"
#include "src/model/word_vectors.h"
#include "tools/commands/command.h"
#include "tools/commands/query_command.h"
#include "tools/options/asked_word.h"
#include "tools/options/shared_arguments.h"
#include "tools/options/vectors_option.h"
#include "tools/results/exit_code.h"
#include "tools/results/json_text.h"
#include "tools/results/result_format.h"

namespace windowlm {
namespace {

constexpr size_t kWords = 2;

// The answer for QuestionAnswers. In text it names the words.
std::string SimilarityText(const std::string& first, const std::string& second, double cosine,
                           ResultFormat format) {
  switch (format) {
    case ResultFormat::kTsv:
      return NumberText(cosine);
    case ResultFormat::kJson: {
      JsonWriter json;
      json.NumberField("cosine", cosine);
      return json.text();
    }
    case ResultFormat::kText:
      break;
  }
  return absl::StrFormat("%9.4f  %s %s\n", cosine, ShownText(first), ShownText(second));
}

int RunSimilarity(const QueryOptions& options) {
  SetThreads(options.threads);
  const absl::StatusOr<ModelVectors> vectors = LoadVectors(options.model, options.vectors);
  if (!vectors.ok()) return Fail(vectors.status());

  const std::vector<std::string> pairs = OneQuestion(options);
  AnswerForm form = FormOf(options, pairs, {"first", "second"}, /*answer_cells=*/1);
  form.text = AnswerForm::Text::kInAnswer;
  QuestionAnswers answers(std::move(form));
  const auto answer = [&](const std::string& pair,
                          QuestionNotes* notes) -> absl::StatusOr<std::string> {
    const absl::StatusOr<std::vector<AskedWord>> words =
        FindAskedWords(pair, kWords, *vectors, options.model, notes);
    if (!words.ok()) return words.status();
    const AskedWord& first = (*words)[0];
    const AskedWord& second = (*words)[1];
    return SimilarityText(
        first.typed, second.typed,
        Cosine(first.vector.data(), second.vector.data(), vectors->embeddings.columns()),
        options.format);
  };
  return AnswerQuestions(pairs, answers, answer);
}

}  // namespace

void AddSimilarityCommand(CLI::App& program, int* exit_code) {
  CLI::App* command = program.add_subcommand("similarity", "Tells how similar two words are");
  auto options = std::make_shared<QueryOptions>();
  AddQueryArguments(AcceptedModels::kTrainOrImport, "WORD",
                    "The two words; none: each line of standard input has two", *options, *command)
      ->expected(kWords);
  AddFormatOption({ResultFormat::kText, ResultFormat::kJson, ResultFormat::kTsv}, *command,
                  &options->format);
  AddVectorsOption(*command, &options->vectors);
  AddThreadsOption(*command, &options->threads);
  command->footer(
      "The cosine of the words' vectors, from -1 to 1. The columns of tsv are the words and the\n"
      "cosine. windowlm evaluate similarity compares with people's scores.\n"
      "Examples:\n"
      "  windowlm similarity model.wlm dog cat\n"
      "  windowlm similarity model.wlm --format=tsv < pairs.txt");
  command->callback([options, exit_code] { *exit_code = RunSimilarity(*options); });
}

}  // namespace windowlm
