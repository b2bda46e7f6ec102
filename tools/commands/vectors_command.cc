#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/types/span.h"
#include "src/base/parallel_for.h"
#include "src/model/vectors_file.h"
#include "tools/commands/command.h"
#include "tools/commands/query_command.h"
#include "tools/options/asked_word.h"
#include "tools/options/shared_arguments.h"
#include "tools/options/vectors_option.h"
#include "tools/results/exit_code.h"
#include "tools/results/result_format.h"
#include "tools/results/vector_text.h"

namespace windowlm {
namespace {

struct VectorsOptions {
  QueryOptions query;
  bool all = false;
};

int RunVectors(const VectorsOptions& options) {
  const QueryOptions& query = options.query;
  SetThreads(query.threads);
  const absl::StatusOr<ModelVectors> vectors = LoadVectors(query.model, query.vectors);
  if (!vectors.ok()) return Fail(vectors.status());
  const Matrix<float>& embeddings = vectors->embeddings;

  const auto size = static_cast<size_t>(embeddings.columns());
  AnswerForm form = FormOf(query, query.queries, {"word"}, static_cast<int>(size));
  form.text = AnswerForm::Text::kData;
  QuestionAnswers answers(std::move(form));
  if (options.all) {
    for (const uint32_t id : vectors->exported_ids) {
      if (answers.output().done()) break;
      answers.Write(std::string(vectors->vocabulary.word(id)), QuestionNotes(),
                    VectorText(query.format, absl::MakeConstSpan(embeddings.row(id), size)));
    }
    return answers.Finish();
  }
  const auto answer = [&](const std::string& asked,
                          QuestionNotes* notes) -> absl::StatusOr<std::string> {
    const absl::StatusOr<AskedWord> found =
        FindAskedWord(std::string(absl::StripAsciiWhitespace(asked)), *vectors, query.model, notes);
    if (!found.ok()) return found.status();
    return VectorText(query.format, found->vector);
  };
  return AnswerQuestions(query.queries, answers, answer);
}

}  // namespace

void AddVectorsCommand(CLI::App& program, int* exit_code) {
  CLI::App* command = program.add_subcommand("vectors", "Prints the vectors of words");
  auto options = std::make_shared<VectorsOptions>();
  CLI::Option* const words = AddQueryArguments(
      AcceptedModels::kTrainOrImport, "WORD",
      "The words to look up; none: each line of standard input is one", options->query, *command);
  command
      ->add_flag("--all", options->all, "Print the vectors of all words, the most frequent first")
      ->excludes(words);
  AddFormatOption({ResultFormat::kText, ResultFormat::kJson, ResultFormat::kTsv}, *command,
                  &options->query.format);
  AddVectorsOption(*command, &options->query.vectors);
  AddThreadsOption(*command, &options->query.threads);
  command->footer(
      "A line is the word, as it was asked for, and the numbers of its vector, all digits, so "
      "that\n"
      "they read back as the same floats. All words are those that windowlm export writes. In the\n"
      "text form words that the model does not know are named on standard error, and the exit "
      "code\n"
      "is 1. The columns of tsv are the word and each number.\n"
      "Examples:\n"
      "  windowlm vectors model.wlm dog cat\n"
      "  windowlm vectors model.wlm --format=json < words.txt\n"
      "  windowlm vectors model.wlm --all --format=tsv");
  command->callback([options, exit_code] { *exit_code = RunVectors(*options); });
}

}  // namespace windowlm
