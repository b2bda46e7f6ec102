#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "src/base/number_text.h"
#include "src/base/parallel_for.h"
#include "src/input/shown_text.h"
#include "src/model/vectors_file.h"
#include "src/model/word_vectors.h"
#include "src/query/text_vectors.h"
#include "tools/commands/command.h"
#include "tools/commands/query_command.h"
#include "tools/options/asked_text.h"
#include "tools/options/asked_word.h"
#include "tools/options/shared_arguments.h"
#include "tools/options/vectors_option.h"
#include "tools/results/exit_code.h"
#include "tools/results/json_text.h"
#include "tools/results/result_format.h"

namespace windowlm {
namespace {

constexpr size_t kWords = 2;
constexpr char kSpaces[] = " \t\r\n\v\f";

// Two texts, which a tab stands between.
using Texts = std::pair<absl::string_view, absl::string_view>;

bool HasSpace(absl::string_view text) {
  return absl::StripAsciiWhitespace(text).find_first_of(kSpaces) != absl::string_view::npos;
}

// The texts of a pair; none if it is one of words.
absl::optional<Texts> FindTexts(absl::string_view pair) {
  const size_t tab = pair.find('\t');
  if (tab == absl::string_view::npos) return absl::nullopt;
  const Texts texts = {pair.substr(0, tab), pair.substr(tab + 1)};
  if (!HasSpace(texts.first) && !HasSpace(texts.second)) return absl::nullopt;
  return texts;
}

// The arguments as a pair, if there are any.
std::vector<std::string> PairOf(const std::vector<std::string>& arguments) {
  if (arguments.empty()) return {};
  const bool texts = std::any_of(arguments.begin(), arguments.end(), HasSpace);
  return {absl::StrJoin(arguments, texts ? "\t" : " ")};
}

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
  return absl::StrFormat("%9.4f  %s%s%s\n", cosine, ShownText(first),
                         HasSpace(first) || HasSpace(second) ? " | " : " ", ShownText(second));
}

int RunSimilarity(const QueryOptions& options) {
  SetThreads(options.threads);
  const absl::StatusOr<ModelVectors> vectors = LoadVectors(options.model, options.vectors);
  if (!vectors.ok()) return Fail(vectors.status());

  const TextVectors text_vectors(vectors->embeddings, vectors->vocabulary);

  const std::vector<std::string> pairs = PairOf(options.queries);
  AnswerForm form = FormOf(options, pairs, {"first", "second"}, /*answer_cells=*/1);
  form.text = AnswerForm::Text::kInAnswer;
  QuestionAnswers answers(std::move(form));
  const auto answer = [&](const std::string& pair,
                          QuestionNotes* notes) -> absl::StatusOr<std::string> {
    if (const absl::optional<Texts> texts = FindTexts(pair); texts.has_value()) {
      const auto vector_of = [&](absl::string_view text) {
        return FindTextVector(text, *vectors, text_vectors, options.model, notes);
      };
      const absl::StatusOr<std::vector<float>> first = vector_of(texts->first);
      if (!first.ok()) return first.status();
      const absl::StatusOr<std::vector<float>> second = vector_of(texts->second);
      if (!second.ok()) return second.status();
      return SimilarityText(std::string(absl::StripAsciiWhitespace(texts->first)),
                            std::string(absl::StripAsciiWhitespace(texts->second)),
                            Cosine(first->data(), second->data(), vectors->embeddings.columns()),
                            options.format);
    }
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
  CLI::App* command =
      program.add_subcommand("similarity", "Tells how similar two words or texts are");
  auto options = std::make_shared<QueryOptions>();
  AddQueryArguments(AcceptedModels::kTrainOrImport, "WORD",
                    "The two words or texts; none: each line of standard input has two", *options,
                    *command)
      ->expected(kWords);
  AddFormatOption({ResultFormat::kText, ResultFormat::kJson, ResultFormat::kTsv}, *command,
                  &options->format);
  AddVectorsOption(*command, &options->vectors);
  AddThreadsOption(*command, &options->threads);
  command->footer(
      "The cosine of the words' vectors, from -1 to 1. Texts of several words stand in quotes, or "
      "on\n"
      "a line with a tab between the two; a text's vector is the mean of its words', rare words "
      "first\n"
      "(Arora et al. 2017). The columns of tsv are the words or texts, and the cosine. windowlm\n"
      "evaluate similarity compares with people's scores.\n"
      "Examples:\n"
      "  windowlm similarity model.wlm dog cat\n"
      "  windowlm similarity model.wlm \"a dog barks\" \"the cat sleeps\"\n"
      "  windowlm similarity model.wlm --format=tsv < pairs.txt");
  command->callback([options, exit_code] { *exit_code = RunSimilarity(*options); });
}

}  // namespace windowlm
