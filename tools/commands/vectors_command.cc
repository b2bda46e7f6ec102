#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "src/base/parallel_for.h"
#include "src/input/text_lines.h"
#include "src/model/vectors_file.h"
#include "src/query/text_vectors.h"
#include "tools/commands/command.h"
#include "tools/commands/query_command.h"
#include "tools/options/asked_text.h"
#include "tools/options/asked_word.h"
#include "tools/options/shared_arguments.h"
#include "tools/options/vectors_option.h"
#include "tools/results/exit_code.h"
#include "tools/results/messages.h"
#include "tools/results/result_format.h"
#include "tools/results/vector_text.h"

namespace windowlm {
namespace {

struct VectorsOptions {
  QueryOptions query;
  bool all = false;
  // A file, whose lines are the questions.
  std::string texts;
};

// Prints the vector of each line of a file, behind the line's number.
int PrintTextVectors(const VectorsOptions& options, const ModelVectors& vectors) {
  const TextVectors text_vectors(vectors.embeddings, vectors.vocabulary);
  AnswerForm form =
      FormOf(options.query, {}, {"line"}, static_cast<int>(vectors.embeddings.columns()));
  form.text = AnswerForm::Text::kData;
  form.asked_by_lines = false;
  QuestionAnswers answers(std::move(form));
  uint64_t without = 0;
  const absl::Status status =
      ForEachWholeLine(options.texts, [&](uint64_t number, absl::string_view line) {
        QuestionNotes ignored;
        const absl::StatusOr<std::vector<float>> vector =
            FindTextVector(line, vectors, text_vectors, options.query.model, &ignored);
        if (!vector.ok()) ++without;
        const std::vector<float> zeros(static_cast<size_t>(vectors.embeddings.columns()));
        answers.Write(absl::StrCat(number), QuestionNotes(),
                      VectorText(options.query.format, vector.ok() ? *vector : zeros));
        return answers.output().done() ? absl::CancelledError() : absl::OkStatus();
      });
  if (!status.ok() && !answers.output().done()) return Fail(status);
  if (without > 0) {
    PrintNote(absl::StrCat(without, without == 1 ? " line has" : " lines have",
                           " no word that the model knows, and zeros for a vector"));
  }
  return answers.Finish();
}

int RunVectors(const VectorsOptions& options) {
  const QueryOptions& query = options.query;
  SetThreads(query.threads);
  const absl::StatusOr<ModelVectors> vectors = LoadVectors(query.model, query.vectors);
  if (!vectors.ok()) return Fail(vectors.status());
  if (!options.texts.empty()) return PrintTextVectors(options, *vectors);
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
  CLI::App* command = program.add_subcommand("vectors", "Prints the vectors of words or texts");
  auto options = std::make_shared<VectorsOptions>();
  CLI::Option* const words = AddQueryArguments(
      AcceptedModels::kTrainOrImport, "WORD",
      "The words to look up; none: each line of standard input is one", options->query, *command);
  CLI::Option* const all = command
                               ->add_flag("--all", options->all,
                                          "Print the vectors of all words, the most frequent first")
                               ->excludes(words);
  command
      ->add_option("--texts", options->texts,
                   "Print the vectors of this file's lines; - is standard input")
      ->type_name("FILE")
      ->excludes(words)
      ->excludes(all);
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
      "is 1. The columns of tsv are the word and each number. Lines of --texts are named by their\n"
      "numbers; a line's vector is the mean of its words', rare words first (Arora et al. 2017).\n"
      "Examples:\n"
      "  windowlm vectors model.wlm dog cat\n"
      "  windowlm vectors model.wlm --format=json < words.txt\n"
      "  windowlm vectors model.wlm --all --format=tsv\n"
      "  windowlm vectors model.wlm --texts=reviews.txt --format=tsv");
  command->callback([options, exit_code] { *exit_code = RunVectors(*options); });
}

}  // namespace windowlm
