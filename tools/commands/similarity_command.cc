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
#include "tools/options/known_word.h"
#include "tools/options/shared_arguments.h"
#include "tools/options/vectors_option.h"
#include "tools/results/exit_code.h"
#include "tools/results/json_text.h"
#include "tools/results/result_format.h"
#include "tools/results/results_output.h"

namespace windowlm {
namespace {

constexpr size_t kWords = 2;

std::string SimilarityText(const std::vector<std::string>& words, double cosine,
                           ResultFormat format) {
  if (format == ResultFormat::kTsv) {
    return absl::StrCat(words[0], "\t", words[1], "\t", NumberText(cosine), "\n");
  }
  if (format == ResultFormat::kJson) {
    JsonWriter json;
    json.BeginObject();
    json.StringField("first", words[0]);
    json.StringField("second", words[1]);
    json.NumberField("cosine", cosine);
    json.EndObject();
    return absl::StrCat(json.text(), "\n");
  }
  return absl::StrFormat("%9.4f  %s %s\n", cosine, words[0], words[1]);
}

int RunSimilarity(const QueryOptions& options) {
  SetThreads(options.threads);
  const absl::StatusOr<ModelVectors> vectors = LoadVectors(options.model, options.vectors);
  if (!vectors.ok()) return Fail(vectors.status());
  const Matrix<float>& embeddings = vectors->embeddings;

  std::vector<std::string> pairs;
  if (!options.queries.empty()) pairs.push_back(absl::StrJoin(options.queries, " "));
  ResultsOutput output;
  return AnswerEachQuery(pairs, output, [&](const std::string& pair) {
    if (pairs.empty() && absl::StripAsciiWhitespace(pair).empty()) return absl::OkStatus();
    const absl::StatusOr<KnownWords> words = FindKnownWords(pair, kWords, *vectors, options.model);
    if (!words.ok()) return words.status();
    const double cosine =
        Cosine(embeddings.row(words->ids[0]), embeddings.row(words->ids[1]), embeddings.columns());
    output.Write(SimilarityText(words->words, cosine, options.format));
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
