#include <sys/stat.h>
#include <unistd.h>

#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/types/span.h"
#include "src/base/number_text.h"
#include "src/base/parallel_for.h"
#include "src/config/option_name.h"
#include "src/corpus/text_report.h"
#include "src/evaluate/text_scores.h"
#include "src/input/byte_input.h"
#include "src/input/shown_text.h"
#include "tools/commands/command.h"
#include "tools/options/literal_arguments.h"
#include "tools/options/mix_options.h"
#include "tools/options/shared_arguments.h"
#include "tools/options/text_arguments.h"
#include "tools/options/text_rules.h"
#include "tools/results/exit_code.h"
#include "tools/results/json_text.h"
#include "tools/results/messages.h"
#include "tools/results/result_format.h"
#include "tools/results/results_output.h"

namespace windowlm {
namespace {

struct ScoreOptions {
  std::string model;
  std::vector<std::string> texts;
  MixOptions mix;
  bool words = false;
  bool unrelated = false;
  ResultFormat format = ResultFormat::kText;
  int threads = 0;
};

double SurprisalBits(double negative_log_likelihood) {
  return negative_log_likelihood / std::log(2);
}

// Writes each score as soon as it is there, in whole lines:
//   text: a table; the rows of a line's words come before the row of the line
//   tsv:  "word", line, word, whether unknown (0 or 1), log-probability, spelling, offset,
//         probability, surprisal, or
//         "line", line, log-probability, words, unknown words, perplexity, or
//         "total", lines, log-probability, words, unknown words, perplexity
//   json: objects with these values
class ScoreWriter : public ScoreSink {
 public:
  ScoreWriter(ResultFormat format, bool by_line, ResultsOutput& output)
      : format_(format),
        by_line_(by_line),
        output_(output),
        heading_due_(format == ResultFormat::kText) {}

  bool AddWord(const WordScore& score) override {
    const double log_probability = -score.negative_log_likelihood;
    const double surprisal = SurprisalBits(score.negative_log_likelihood);
    const std::string& spelling = score.place.spelling;
    WriteHeading();
    if (format_ == ResultFormat::kText) {
      const bool as_written = spelling.empty() || spelling == score.word;
      output_.Write(absl::StrFormat("%10s  %16.4f  %s%s  (%s%.2f bits)\n", "", log_probability,
                                    ShownText(score.word),
                                    as_written ? "" : absl::StrCat("  ", QuotedExcerpt(spelling)),
                                    score.unknown ? "unknown, " : "", surprisal));
    } else if (format_ == ResultFormat::kTsv) {
      output_.Write(absl::StrCat(
          "word\t", line_, "\t", CellText(score.word), "\t", score.unknown ? 1 : 0, "\t",
          NumberText(log_probability), "\t", CellText(spelling), "\t", score.place.offset, "\t",
          NumberText(std::exp(log_probability)), "\t", NumberText(surprisal), "\n"));
    } else {
      JsonWriter json;
      json.BeginObject();
      json.IntegerField("line", line_);
      json.StringField("word", score.word);
      json.Key("unknown");
      json.Json(score.unknown ? "true" : "false");
      json.NumberField("log_probability", log_probability);
      json.StringField("spelling", spelling);
      json.IntegerField("offset", score.place.offset);
      json.NumberField("probability", std::exp(log_probability));
      json.NumberField("surprisal", surprisal);
      json.EndObject();
      output_.Write(absl::StrCat(json.text(), "\n"));
    }
    return !output_.done();
  }

  bool AddLine(const LineScore& line) override {
    WriteSums("line", line_, line.sums, line.unknown_words);
    ++line_;
    if (by_line_) output_.Flush();
    return !output_.done();
  }

  void WriteTotal(const TextScores& scores) { WriteSums("total", scores.lines, scores.total, {}); }

 private:
  // Writes the heading before the first row of a table.
  void WriteHeading() {
    if (!heading_due_) return;
    heading_due_ = false;
    output_.Write(absl::StrFormat("%10s  %16s  %10s  %10s  %14s\n", "line", "log-probability",
                                  "words", "unknown", "perplexity"));
  }

  void WriteSums(absl::string_view kind, uint64_t line, const LikelihoodSummary& sums,
                 const std::vector<std::string>& unknown_words) {
    const double log_probability = -sums.negative_log_likelihood;
    WriteHeading();
    if (format_ == ResultFormat::kText) {
      output_.Write(absl::StrFormat("%10s  %16.4f  %10d  %10d  %14.4f\n",
                                    kind == "line" ? absl::StrCat(line) : std::string(kind),
                                    log_probability, sums.words, sums.unknown_words,
                                    sums.perplexity()));
      return;
    }
    if (format_ == ResultFormat::kTsv) {
      output_.Write(absl::StrCat(kind, "\t", line, "\t", NumberText(log_probability), "\t",
                                 sums.words, "\t", sums.unknown_words, "\t",
                                 NumberText(sums.perplexity()), "\n"));
      return;
    }
    JsonWriter json;
    json.BeginObject();
    json.IntegerField(kind == "line" ? "line" : "lines", line);
    json.NumberField("log_probability", log_probability);
    json.IntegerField("words", sums.words);
    json.IntegerField("unknown_words", sums.unknown_words);
    json.NumberField("perplexity", sums.perplexity());
    if (!unknown_words.empty()) {
      json.Key("unknown");
      json.BeginArray();
      for (const std::string& word : unknown_words) json.String(word);
      json.EndArray();
    }
    json.EndObject();
    output_.Write(absl::StrCat(json.text(), "\n"));
  }

  const ResultFormat format_;
  const bool by_line_;
  ResultsOutput& output_;
  bool heading_due_;
  uint64_t line_ = 1;
};

// Whether lines may be written one by one, each after the answer to the one before.
bool IsAskedByLine(absl::Span<const std::string> texts) {
  struct stat input;
  return texts.size() == 1 && texts[0] == "-" && fstat(STDIN_FILENO, &input) == 0 &&
         !S_ISREG(input.st_mode);
}

int RunScore(const ScoreOptions& options) {
  SetThreads(options.threads);
  const absl::StatusOr<std::vector<std::string>> texts = TextsOrInput(options.texts);
  if (!texts.ok()) return Fail(texts.status());
  for (const std::string& text : *texts) {
    if (const absl::Status status = CheckReadable(text); !status.ok()) return Fail(status);
  }
  absl::StatusOr<AskedModel> asked = AskedModel::Load(options.model, options.mix);
  if (!asked.ok()) return Fail(asked.status());
  if (!options.unrelated && asked->reaches_over_lines()) {
    PrintNote(
        "contexts reach over the ends of lines: a line's score depends on the lines before it; "
        "with --unrelated it does not");
  }
  ResultsOutput output;
  const bool by_line = IsAskedByLine(*texts);
  ScoreWriter writer(options.format, by_line, output);
  const absl::StatusOr<TextScores> scores =
      ScoreTexts(*texts, options.words, by_line ? Arrival::kByLine : Arrival::kWhole,
                 options.unrelated ? Lines::kUnrelated : Lines::kOneText, asked->model(), writer);
  if (scores.ok() && scores->lines > 0) writer.WriteTotal(*scores);
  absl::Status status = output.Finish();
  if (!scores.ok()) return Fail(scores.status());
  for (const std::string& warning : TextWarnings(scores->report)) {
    Warn(warning);
  }
  PrintTextRules(asked->model().corpus_config().text(), scores->report);
  if (scores->lines == 0 && !output.done()) {
    status.Update(
        absl::InvalidArgumentError(absl::StrCat("there are no words in ", InputNames(*texts))));
  }
  return status.ok() ? kExitDone : Fail(status);
}

}  // namespace

void AddScoreCommand(CLI::App& program, int* exit_code) {
  CLI::App* command = program.add_subcommand("score", "Tells how probable the lines of a text are");
  auto options = std::make_shared<ScoreOptions>();
  AddModelArgument(AcceptedModels::kTrainOrNgram, *command, &options->model);
  command
      ->add_option(
          "FILE", options->texts,
          "Texts or folders of them, plain, .gz, .zst, .xz or .bz2; - or none: standard input")
      ->type_name("")
      ->transform(Unshielded());
  command->add_flag("--words", options->words,
                    "Tell it of each word, too, as it is written and where, and its surprisal");
  AddUnrelatedOption(*command, &options->unrelated);
  AddMixOptions(options->mix, *command);
  AddFormatOption({ResultFormat::kText, ResultFormat::kJson, ResultFormat::kTsv}, *command,
                  &options->format);
  AddThreadsOption(*command, &options->threads);
  AddQuietOption(*command);
  command->footer(absl::StrCat(
      "A line's log-probability (natural) is the sum over its words, its end among them; a word\n"
      "that the model does not know counts as <unk>. The last row is the total, whose perplexity "
      "is\n"
      "that of windowlm evaluate perplexity. Lines are numbered through all files. A line that "
      "comes\n"
      "through a pipe is scored before the next one is waited for; of files the last digits may\n"
      "differ, since more is calculated at once. With a model of ",
      OptionWith(BOUNDARIES_NONE),
      ", and with a\n"
      "cache, a line is scored after the lines before it, those of other files too, but with\n"
      "--unrelated. Surprisal is in bits; a word's offset is the byte of its line, in UTF-8, that "
      "it\n"
      "begins with.\n"
      "The first column of tsv is word, line or total. The others, of a word: line, word, 1 if it\n"
      "is unknown, log-probability, the word as it is written, its offset, probability, "
      "surprisal;\n"
      "of a line: its number, log-probability, words, unknown words, perplexity; of the total the\n"
      "same, but for the number of lines.\n"
      "Examples:\n"
      "  windowlm score model.wlm sentences.txt\n"
      "  windowlm score model.wlm --words --format=tsv < sentences.txt"));
  command->callback([options, exit_code] { *exit_code = RunScore(*options); });
}

}  // namespace windowlm
