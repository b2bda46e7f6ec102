#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "src/base/number_text.h"
#include "src/evaluate/similarity.h"
#include "src/input/byte_input.h"
#include "src/input/shown_text.h"
#include "tools/commands/command.h"
#include "tools/commands/word_set_command.h"
#include "tools/results/json_text.h"
#include "tools/results/result_format.h"

namespace windowlm {
namespace {

std::string Json(const std::string& file, const SimilaritySummary& summary) {
  JsonWriter json;
  json.BeginObject();
  json.StringField("file", file);
  json.IntegerField("pairs", summary.pairs);
  json.IntegerField("scored", summary.scored);
  json.NumberField("unknown_share", summary.unknown_share());
  json.NumberField("spearman", summary.spearman);
  json.NumberField("pearson", summary.pearson);
  json.IntegerField("scored_with_ngrams", summary.scored_with_ngrams);
  json.NumberField("spearman_with_ngrams", summary.spearman_with_ngrams);
  json.NumberField("spearman_all", summary.spearman_all);
  json.EndObject();
  return absl::StrCat(json.text(), "\n");
}

std::string Tsv(const std::string& file, const SimilaritySummary& summary) {
  return absl::StrCat(CellText(file), "\t", summary.pairs, "\t", summary.scored, "\t",
                      NumberText(summary.unknown_share()), "\t", NumberText(summary.spearman), "\t",
                      NumberText(summary.pearson), "\t", NumberText(summary.spearman_all), "\t",
                      summary.scored_with_ngrams, "\t", NumberText(summary.spearman_with_ngrams),
                      "\n");
}

// The columns of n-grams are shown if the model has them.
std::string Text(bool heading, bool ngrams, const std::string& file,
                 const SimilaritySummary& summary) {
  return absl::StrCat(
      heading ? absl::StrCat("  pairs  scored  unknown  Spearman  Pearson",
                             ngrams ? "  with n-grams" : "", "  over all  file\n")
              : "",
      absl::StrFormat("%7d %7d %7.2f%% %9.4f %8.4f", summary.pairs, summary.scored,
                      100 * summary.unknown_share(), summary.spearman, summary.pearson),
      ngrams
          ? absl::StrFormat(" %6d %6.4f", summary.scored_with_ngrams, summary.spearman_with_ngrams)
          : "",
      absl::StrFormat(" %9.4f  %s\n", summary.spearman_all, ShownText(file)));
}

int RunSimilarity(const WordSetOptions& options) {
  bool heading = true;
  const auto evaluate = [&](const std::string& file, const ModelVectors& vectors,
                            const CaselessWords& words) -> absl::StatusOr<std::string> {
    const Subwords* ngrams = vectors.unknown_words.has_value() ? &*vectors.unknown_words : nullptr;
    const absl::StatusOr<SimilaritySummary> summary =
        EvaluateSimilarity(file, vectors.embeddings, words, ngrams);
    if (!summary.ok()) return summary.status();
    const std::string name = InputName(file);
    if (options.format == ResultFormat::kJson) return Json(name, *summary);
    if (options.format == ResultFormat::kTsv) return Tsv(name, *summary);
    return Text(std::exchange(heading, false), ngrams != nullptr, name, *summary);
  };
  return EvaluateWordSets(options, evaluate);
}

}  // namespace

void AddEvaluateSimilarityCommand(CLI::App& evaluate, int* exit_code) {
  CLI::App* command = evaluate.add_subcommand(
      "similarity", "How well word vectors agree with people on which words are alike");
  auto options = std::make_shared<WordSetOptions>();
  AddWordSetOptions("Files of pairs, plain, .gz or .zst; - is standard input", *options, *command);
  command->footer(
      "A line of a file is \"word word score\", separated by tabs, commas or spaces; lines that\n"
      "start with # are passed over. Shown are the number of pairs, how many of them were scored,\n"
      "the share of those with an unknown word, which were not, and the correlations, Spearman's\n"
      "and Pearson's, of the scores with the cosines of the words' vectors. Where the model has\n"
      "n-grams of characters, they make vectors of unknown words: with them more pairs are "
      "scored,\n"
      "and that number and Spearman's correlation follow. The one over all is Spearman's with the\n"
      "pairs that still were not scored, as ones of cosine 0: by it models that know different\n"
      "words can be compared. The case of letters does not matter: of words equal but for case "
      "the\n"
      "most frequent counts. The figures are those of gensim's evaluate_word_pairs, the one over\n"
      "all that of its dummy4unknown. The columns of tsv are file, pairs, scored, unknown share,\n"
      "Spearman, Pearson, over all, and of n-grams the pairs scored and Spearman.\n"
      "Example:\n"
      "  windowlm evaluate similarity model.wlm wordsim353.txt simlex999.txt");
  command->callback([options, exit_code] { *exit_code = RunSimilarity(*options); });
}

}  // namespace windowlm
