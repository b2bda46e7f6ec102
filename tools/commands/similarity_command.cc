#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "src/base/number_text.h"
#include "src/base/parallel_for.h"
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
#include "tools/results/results_output.h"

namespace windowlm {
namespace {

constexpr size_t kWords = 2;

std::string SimilarityText(const std::string& first, const std::string& second, double cosine,
                           ResultFormat format) {
  if (format == ResultFormat::kTsv) {
    return absl::StrCat(first, "\t", second, "\t", NumberText(cosine), "\n");
  }
  if (format == ResultFormat::kJson) {
    JsonWriter json;
    json.BeginObject();
    json.StringField("first", first);
    json.StringField("second", second);
    json.NumberField("cosine", cosine);
    json.EndObject();
    return absl::StrCat(json.text(), "\n");
  }
  return absl::StrFormat("%9.4f  %s %s\n", cosine, first, second);
}

int RunSimilarity(const QueryOptions& options) {
  SetThreads(options.threads);
  const absl::StatusOr<ModelVectors> vectors = LoadVectors(options.model, options.vectors);
  if (!vectors.ok()) return Fail(vectors.status());

  std::vector<std::string> pairs;
  if (!options.queries.empty()) pairs.push_back(absl::StrJoin(options.queries, " "));
  ResultsOutput output;
  return AnswerEachQuery(pairs, output, [&](const std::string& pair) {
    if (pairs.empty() && absl::StripAsciiWhitespace(pair).empty()) return absl::OkStatus();
    const absl::StatusOr<std::vector<AskedWord>> words =
        FindAskedWords(pair, kWords, *vectors, options.model);
    if (!words.ok()) return words.status();
    const AskedWord& first = (*words)[0];
    const AskedWord& second = (*words)[1];
    const double cosine =
        Cosine(first.vector.data(), second.vector.data(), vectors->embeddings.columns());
    output.Write(SimilarityText(first.typed, second.typed, cosine, options.format));
    return absl::OkStatus();
  });
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
      "The cosine of the words' vectors, from -1 to 1. Pairs with a word that the model does\n"
      "not know are named on standard error, and the exit code is 1. The columns of tsv are the\n"
      "words and the cosine. windowlm evaluate similarity compares with people's scores.\n"
      "Examples:\n"
      "  windowlm similarity model.wlm dog cat\n"
      "  windowlm similarity model.wlm --format=tsv < pairs.txt");
  command->callback([options, exit_code] { *exit_code = RunSimilarity(*options); });
}

}  // namespace windowlm
