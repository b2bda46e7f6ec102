#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "src/base/number_text.h"
#include "src/base/parallel_for.h"
#include "src/config/option_name.h"
#include "src/corpus/text_report.h"
#include "src/evaluate/text_scores.h"
#include "src/input/byte_input.h"
#include "tools/commands/command.h"
#include "tools/options/literal_arguments.h"
#include "tools/options/mix_options.h"
#include "tools/options/shared_arguments.h"
#include "tools/options/text_arguments.h"
#include "tools/results/exit_code.h"
#include "tools/results/json_text.h"
#include "tools/results/result_format.h"
#include "tools/results/results_output.h"
#include "tools/results/tsv_field.h"

namespace windowlm {
namespace {

struct ScoreOptions {
  std::string model;
  std::vector<std::string> texts;
  MixOptions mix;
  bool words = false;
  ResultFormat format = ResultFormat::kText;
  int threads = 0;
};

// Writes each score as soon as it is there, in whole lines:
//   text: a table; the rows of a line's words come before the row of the line
//   tsv:  "word", line, word, whether unknown (0 or 1), log-probability, or
//         "line", line, log-probability, words, unknown words, perplexity, or
//         "total", lines, log-probability, words, unknown words, perplexity
//   json: objects with these values
class ScoreWriter : public ScoreSink {
 public:
  ScoreWriter(ResultFormat format, ResultsOutput& output)
      : format_(format), output_(output), heading_due_(format == ResultFormat::kText) {}

  bool AddWord(absl::string_view word, bool unknown, double negative_log_likelihood) override {
    const double log_probability = -negative_log_likelihood;
    WriteHeading();
    if (format_ == ResultFormat::kText) {
      output_.Write(absl::StrFormat("%10s  %16.4f  %s%s\n", "", log_probability, word,
                                    unknown ? "  (unknown)" : ""));
    } else if (format_ == ResultFormat::kTsv) {
      output_.Write(absl::StrCat("word\t", line_, "\t", TsvField(word), "\t", unknown ? 1 : 0, "\t",
                                 NumberText(log_probability), "\n"));
    } else {
      JsonWriter json;
      json.BeginObject();
      json.IntegerField("line", line_);
      json.StringField("word", word);
      json.Key("unknown");
      json.Json(unknown ? "true" : "false");
      json.NumberField("log_probability", log_probability);
      json.EndObject();
      output_.Write(absl::StrCat(json.text(), "\n"));
    }
    return !output_.done();
  }

  bool AddLine(const LikelihoodSummary& line) override {
    WriteSums("line", line_, line);
    ++line_;
    return !output_.done();
  }

  void WriteTotal(const TextScores& scores) { WriteSums("total", scores.lines, scores.total); }

 private:
  // Writes the heading before the first row of a table.
  void WriteHeading() {
    if (!heading_due_) return;
    heading_due_ = false;
    output_.Write(absl::StrFormat("%10s  %16s  %10s  %10s  %14s\n", "line", "log-probability",
                                  "words", "unknown", "perplexity"));
  }

  void WriteSums(absl::string_view kind, uint64_t line, const LikelihoodSummary& sums) {
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
    json.EndObject();
    output_.Write(absl::StrCat(json.text(), "\n"));
  }

  const ResultFormat format_;
  ResultsOutput& output_;
  bool heading_due_;
  uint64_t line_ = 1;
};

int RunScore(const ScoreOptions& options) {
  SetThreads(options.threads);
  const absl::StatusOr<std::vector<std::string>> texts = TextsOrInput(options.texts);
  if (!texts.ok()) return Fail(texts.status());
  for (const std::string& text : *texts) {
    if (const absl::Status status = CheckReadable(text); !status.ok()) return Fail(status);
  }
  absl::StatusOr<AskedModel> asked = AskedModel::Load(options.model, options.mix);
  if (!asked.ok()) return Fail(asked.status());
  if (asked->model().corpus_config().boundaries() == BOUNDARIES_NONE) {
    std::cerr << "windowlm: note: contexts reach over the ends of lines ("
              << OptionWith(BOUNDARIES_NONE)
              << "): a "
                 "line's score depends on the lines before it"
              << std::endl;
  }
  ResultsOutput output;
  ScoreWriter writer(options.format, output);
  const absl::StatusOr<TextScores> scores =
      ScoreTexts(*texts, options.words, asked->model(), writer);
  if (scores.ok() && scores->lines > 0) writer.WriteTotal(*scores);
  absl::Status status = output.Finish();
  if (!scores.ok()) return Fail(scores.status());
  for (const std::string& warning : TextWarnings(scores->report)) {
    Warn(warning);
  }
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
      ->add_option("FILE", options->texts,
                   "Texts or folders of them, plain, .gz or .zst; - or none: standard input")
      ->type_name("")
      ->transform(Unshielded());
  command->add_flag("--words", options->words, "Tell it of each word, too");
  AddMixOptions(options->mix, *command);
  AddFormatOption({ResultFormat::kText, ResultFormat::kJson, ResultFormat::kTsv}, *command,
                  &options->format);
  AddThreadsOption(*command, &options->threads);
  command->footer(absl::StrCat(
      "A line's log-probability (natural) is the sum over its words, its end among them; a word\n"
      "that the model does not know counts as <unk>. The last row is the total, whose perplexity "
      "is\n"
      "that of windowlm evaluate perplexity. Lines are numbered through all files; the text is "
      "read\n"
      "in pieces of 256 kB, and the scores of a piece come when it is there. With a model of\n",
      OptionWith(BOUNDARIES_NONE),
      " a line is scored after the lines before it, those of other files too.\n"
      "The first column of tsv is word, line or total. The others, of a word: line, word, 1 if it\n"
      "is unknown, log-probability; of a line: its number, log-probability, words, unknown words,\n"
      "perplexity; of the total the same, but for the number of lines.\n"
      "Examples:\n"
      "  windowlm score model.wlm sentences.txt\n"
      "  windowlm score model.wlm --words --format=tsv < sentences.txt"));
  command->callback([options, exit_code] { *exit_code = RunScore(*options); });
}

}  // namespace windowlm
