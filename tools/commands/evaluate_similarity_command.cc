#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "src/base/format_count.h"
#include "src/base/number_text.h"
#include "src/evaluate/rating_columns.h"
#include "src/evaluate/rating_table.h"
#include "src/evaluate/similarity.h"
#include "src/input/byte_input.h"
#include "src/input/shown_text.h"
#include "tools/commands/command.h"
#include "tools/commands/word_set_command.h"
#include "tools/options/number_option.h"
#include "tools/results/json_text.h"
#include "tools/results/messages.h"
#include "tools/results/result_format.h"

namespace windowlm {
namespace {

// Of words and their scores.
constexpr size_t kLeastColumns = 3;

struct SimilarityOptions : WordSetOptions {
  AskedColumns asked;
};

// "headings", "comments" and "blank lines", those that there are.
std::string PassedOver(const RatingLayout& layout) {
  std::vector<std::string> parts;
  const auto add = [&parts](uint64_t count, absl::string_view thing) {
    if (count > 0) parts.push_back(Counted(count, thing));
  };
  add(layout.headings, "heading");
  add(layout.comments, "comment line");
  add(layout.blank_lines, "blank line");
  return absl::StrJoin(parts, ", ");
}

// Tells what of a file was not taken for pairs, unless that is nothing or blank.
void NoteLayout(const std::string& file, const RatingLayout& layout) {
  const bool choice = layout.columns > kLeastColumns;
  const bool passed_over = layout.headings + layout.comments > 0;
  if (!choice && !passed_over && !layout.tagged) return;
  std::vector<std::string> notes;
  if (choice) {
    notes.push_back(absl::StrCat(
        "of ", layout.columns, " columns, ", layout.first_word, " and ", layout.second_word,
        " were taken for words and ", layout.score, " for the scores",
        layout.score_name.empty() ? ""
                                  : absl::StrCat(" (", QuotedExcerpt(layout.score_name), ")")));
  }
  if (passed_over) notes.push_back(absl::StrCat("passed over: ", PassedOver(layout)));
  if (layout.tagged) {
    notes.push_back(
        "words that are not known with the part of speech behind them are looked for "
        "without it");
  }
  PrintNote(absl::StrCat(file, ": ", absl::StrJoin(notes, "; ")));
}

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
  json.IntegerField("headings", summary.layout.headings);
  json.IntegerField("comments", summary.layout.comments);
  json.IntegerField("blank_lines", summary.layout.blank_lines);
  json.Key("word_columns");
  json.Json(absl::StrCat("[", summary.layout.first_word, ",", summary.layout.second_word, "]"));
  json.IntegerField("score_column", summary.layout.score);
  json.EndObject();
  return absl::StrCat(json.text(), "\n");
}

std::string Tsv(const std::string& file, const SimilaritySummary& summary) {
  return absl::StrCat(CellText(file), "\t", summary.pairs, "\t", summary.scored, "\t",
                      NumberText(summary.unknown_share()), "\t", NumberText(summary.spearman), "\t",
                      NumberText(summary.pearson), "\t", NumberText(summary.spearman_all), "\t",
                      summary.scored_with_ngrams, "\t", NumberText(summary.spearman_with_ngrams),
                      "\t", summary.layout.headings, "\t", summary.layout.comments, "\t",
                      summary.layout.blank_lines, "\t", summary.layout.score, "\n");
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

int RunSimilarity(const SimilarityOptions& options) {
  bool heading = true;
  const auto evaluate = [&](const std::string& file, const ModelVectors& vectors,
                            const CaselessWords& words) -> absl::StatusOr<std::string> {
    const Subwords* ngrams = vectors.unknown_words.has_value() ? &*vectors.unknown_words : nullptr;
    const absl::StatusOr<SimilaritySummary> summary =
        EvaluateSimilarity(file, vectors.embeddings, words, ngrams, options.asked);
    if (!summary.ok()) return summary.status();
    const std::string name = InputName(file);
    if (options.format == ResultFormat::kJson) return Json(name, *summary);
    if (options.format == ResultFormat::kTsv) return Tsv(name, *summary);
    NoteLayout(name, summary->layout);
    return Text(std::exchange(heading, false), ngrams != nullptr, name, *summary);
  };
  return EvaluateWordSets(options, evaluate);
}

void AddWordColumns(CLI::App& command, AskedColumns& asked) {
  const auto parse = [](const std::string& text, AskedColumns* columns) {
    const std::pair<absl::string_view, absl::string_view> both =
        absl::StrSplit(text, absl::MaxSplits(',', 1));
    uint64_t first = 0;
    uint64_t second = 0;
    if (!ParseNumber(both.first, &first) || !ParseNumber(both.second, &second)) return false;
    columns->first_word = first;
    columns->second_word = second;
    return first > 0 && second > 0 && first != second;
  };
  const auto check = [parse](const std::string& text) {
    AskedColumns columns;
    return parse(text, &columns)
               ? std::string()
               : absl::StrCat("\"", text, "\" is not two different numbers from 1 up, like 2,4");
  };
  command
      .add_option_function<std::string>(
          "--word-columns", [parse, &asked](const std::string& text) { parse(text, &asked); },
          "The columns of the two words, from 1 on; found if not given")
      ->check(CLI::Validator(check, ""))
      ->type_name("N,M");
}

}  // namespace

void AddEvaluateSimilarityCommand(CLI::App& evaluate, int* exit_code) {
  CLI::App* command = evaluate.add_subcommand(
      "similarity", "How well word vectors agree with people on which words are alike");
  auto options = std::make_shared<SimilarityOptions>();
  AddWordSetOptions("Files of pairs, plain, .gz, .zst, .xz or .bz2; - is standard input", *options,
                    *command);
  AddNumber<size_t>(*command, "--score-column", options->asked.score, "N",
                    "The column of the scores, from 1 on; found if not given",
                    {1, std::numeric_limits<size_t>::max()})
      ->default_str("");
  AddWordColumns(*command, options->asked);
  command->footer(
      "A line of a file has two words and a score, in columns that tabs, semicolons, commas,\n"
      "colons or spaces separate: the files of WordSim-353, SimLex-999, MEN, RareWord and\n"
      "others are read as they are published. Lines that start with # are passed over. The\n"
      "scores are in the column of numbers whose heading says so (mean, score, rating,\n"
      "SimLex999 and the like), in the only column of numbers, or in that of the means of the\n"
      "others; the words in columns named like word1 and word2, in the only two without\n"
      "numbers, or without a heading in the first two. Where that leaves a choice, the columns\n"
      "are asked for. Where all words end like sun-n, those that are not known so are looked\n"
      "for without the end.\n"
      "Shown are the number of pairs, how many of them were scored, the share of those with an\n"
      "unknown word, which were not, and the correlations, Spearman's and Pearson's, of the\n"
      "scores with the cosines of the words' vectors. Where the model has n-grams of\n"
      "characters, they make vectors of unknown words: with them more pairs are scored, and\n"
      "that number and Spearman's correlation follow. The one over all is Spearman's with the\n"
      "pairs that still were not scored, as ones of cosine 0: by it models that know different\n"
      "words can be compared. The case of letters does not matter: of words equal but for case\n"
      "the most frequent counts. The figures are those of gensim's evaluate_word_pairs, the one\n"
      "over all that of its dummy4unknown. The columns of tsv are file, pairs, scored, unknown\n"
      "share, Spearman, Pearson, over all, of n-grams the pairs scored and Spearman, then how\n"
      "many headings, comments and blank lines were passed over, and the column of the scores.\n"
      "Examples:\n"
      "  windowlm evaluate similarity model.wlm combined.csv SimLex-999.txt rw.txt\n"
      "  windowlm evaluate similarity model.wlm ratings.txt --score-column=8 --word-columns=2,4");
  command->callback([options, exit_code] { *exit_code = RunSimilarity(*options); });
}

}  // namespace windowlm
