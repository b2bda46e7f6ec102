#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "src/base/format_count.h"
#include "src/base/number_text.h"
#include "src/base/parallel_for.h"
#include "src/config/option_name.h"
#include "src/config/option_table.h"
#include "src/corpus/text_columns.h"
#include "src/evaluate/classification.h"
#include "src/input/shown_text.h"
#include "src/model/label_model.h"
#include "tools/commands/command.h"
#include "tools/options/number_option.h"
#include "tools/options/shared_arguments.h"
#include "tools/options/text_arguments.h"
#include "tools/results/exit_code.h"
#include "tools/results/json_text.h"
#include "tools/results/messages.h"
#include "tools/results/result_format.h"
#include "tools/results/results_output.h"

namespace windowlm {
namespace {

// The most labels whose confusions are shown to people: a wider table nobody reads.
constexpr size_t kMostShownLabels = 12;

struct ClassificationOptions {
  std::string model;
  std::vector<std::string> texts;
  std::string text_column;
  std::string label_column;
  size_t mistakes = 5;
  ResultFormat format = ResultFormat::kText;
  int threads = 0;
};

std::string Percent(double share) { return absl::StrFormat("%.2f%%", 100 * share); }

std::string MeasuresText(const ClassificationSummary& summary) {
  std::string text = absl::StrFormat("accuracy %s: %s of %s; mean F1 of the labels %s\n\n",
                                     Percent(summary.accuracy()), FormatCount(summary.correct),
                                     Counted(summary.lines, "line"), Percent(summary.macro_f1()));
  absl::StrAppendFormat(&text, "%10s  %10s  %10s  %10s  %10s  label\n", "lines", "answers",
                        "precision", "recall", "F1");
  for (const LabelMeasure& label : summary.labels) {
    absl::StrAppendFormat(&text, "%10s  %10s  %10s  %10s  %10s  %s\n", FormatCount(label.lines),
                          FormatCount(label.answers), Percent(label.precision()),
                          Percent(label.recall()), Percent(label.f1()), ShownText(label.name));
  }
  return text;
}

std::string ConfusionText(const ClassificationSummary& summary) {
  const size_t labels = summary.labels.size();
  if (labels < 2 || labels > kMostShownLabels) return "";
  std::string text = "\nlines by their label (rows) and the likeliest one (columns):\n";
  std::vector<int> widths;
  for (const LabelMeasure& label : summary.labels) {
    widths.push_back(std::max(8, static_cast<int>(label.name.size())));
    absl::StrAppendFormat(&text, "%*s  ", widths.back(), ShownText(label.name));
  }
  text += "label\n";
  for (uint32_t i = 0; i < labels; ++i) {
    for (uint32_t j = 0; j < labels; ++j) {
      const auto found = summary.confusion.find({i, j});
      absl::StrAppendFormat(&text, "%*s  ", widths[j],
                            FormatCount(found == summary.confusion.end() ? 0 : found->second));
    }
    absl::StrAppend(&text, ShownText(summary.labels[i].name), "\n");
  }
  return text;
}

std::string MistakesText(const ClassificationSummary& summary) {
  if (summary.mistakes.empty()) return "";
  std::string text = "\nmistakes of which the model was surest:\n";
  for (const LabelMistake& mistake : summary.mistakes) {
    absl::StrAppendFormat(&text, "%10s  line %d: %s, not %s: %s\n",
                          absl::StrFormat("%.4f", mistake.probability), mistake.line,
                          ShownText(mistake.answer), ShownText(mistake.labels),
                          QuotedExcerpt(mistake.text));
  }
  return text;
}

std::string TsvText(const ClassificationSummary& summary) {
  std::string text =
      absl::StrCat("total\t", summary.lines, "\t", summary.correct, "\t",
                   NumberText(summary.accuracy()), "\t", NumberText(summary.macro_f1()), "\n");
  for (const LabelMeasure& label : summary.labels) {
    absl::StrAppend(&text, "label\t", CellText(label.name), "\t", label.lines, "\t", label.answers,
                    "\t", label.correct, "\t", NumberText(label.precision()), "\t",
                    NumberText(label.recall()), "\t", NumberText(label.f1()), "\n");
  }
  for (const auto& [labels, lines] : summary.confusion) {
    absl::StrAppend(&text, "confusion\t", CellText(summary.labels[labels.first].name), "\t",
                    CellText(summary.labels[labels.second].name), "\t", lines, "\n");
  }
  for (const LabelMistake& mistake : summary.mistakes) {
    absl::StrAppend(&text, "mistake\t", mistake.line, "\t", CellText(mistake.labels), "\t",
                    CellText(mistake.answer), "\t", NumberText(mistake.probability), "\t",
                    CellText(mistake.text), "\n");
  }
  return text;
}

std::string SummaryJson(const ClassificationSummary& summary) {
  JsonWriter json;
  json.BeginObject();
  json.IntegerField("lines", summary.lines);
  json.IntegerField("correct", summary.correct);
  json.NumberField("accuracy", summary.accuracy());
  json.NumberField("macro_f1", summary.macro_f1());
  json.IntegerField("without_labels", summary.without_labels);
  json.IntegerField("with_unknown_labels", summary.with_unknown_labels);
  json.Key("labels");
  json.BeginArray();
  for (const LabelMeasure& label : summary.labels) {
    json.BeginObject();
    json.StringField("label", label.name);
    json.IntegerField("lines", label.lines);
    json.IntegerField("answers", label.answers);
    json.IntegerField("correct", label.correct);
    json.NumberField("precision", label.precision());
    json.NumberField("recall", label.recall());
    json.NumberField("f1", label.f1());
    json.EndObject();
  }
  json.EndArray();
  json.Key("confusion");
  json.BeginArray();
  for (const auto& [labels, lines] : summary.confusion) {
    json.BeginObject();
    json.StringField("label", summary.labels[labels.first].name);
    json.StringField("answer", summary.labels[labels.second].name);
    json.IntegerField("lines", lines);
    json.EndObject();
  }
  json.EndArray();
  json.Key("mistakes");
  json.BeginArray();
  for (const LabelMistake& mistake : summary.mistakes) {
    json.BeginObject();
    json.IntegerField("line", mistake.line);
    json.StringField("labels", mistake.labels);
    json.StringField("answer", mistake.answer);
    json.NumberField("probability", mistake.probability);
    json.StringField("text", mistake.text);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
  return absl::StrCat(json.text(), "\n");
}

int RunClassification(const ClassificationOptions& options) {
  SetThreads(options.threads);
  const absl::StatusOr<std::vector<std::string>> texts =
      TextsOf(options.texts, options.text_column, /*quiet=*/false);
  if (!texts.ok()) return Fail(texts.status());
  absl::StatusOr<LabelModel> model = LabelModel::Load(options.model);
  if (!model.ok()) return Fail(model.status());
  TextColumns columns(options.text_column);
  columns.label = options.label_column;
  columns.label_prefix = model->provenance().config.corpus().text().label_prefix();
  const absl::StatusOr<ClassificationSummary> summary =
      EvaluateClassification(*texts, columns, options.mistakes, *model);
  if (!summary.ok()) return Fail(summary.status());
  ResultsOutput output;
  switch (options.format) {
    case ResultFormat::kText:
      output.Write(MeasuresText(*summary));
      output.Write(ConfusionText(*summary));
      output.Write(MistakesText(*summary));
      break;
    case ResultFormat::kTsv:
      output.Write(TsvText(*summary));
      break;
    case ResultFormat::kJson:
      output.Write(SummaryJson(*summary));
      break;
  }
  const absl::Status status = output.Finish();
  if (summary->without_labels > 0) {
    PrintNote(absl::StrCat(Counted(summary->without_labels, "line"),
                           summary->without_labels == 1 ? " has no label, and is passed over"
                                                        : " have no label, and are passed over"));
  }
  if (summary->with_unknown_labels > 0) {
    PrintNote(absl::StrCat(Counted(summary->with_unknown_labels, "line"),
                           summary->with_unknown_labels == 1 ? " has" : " have",
                           " a label that the model does not know, which it cannot tell"));
  }
  return status.ok() ? kExitDone : Fail(status);
}

}  // namespace

void AddEvaluateClassificationCommand(CLI::App& evaluate, int* exit_code) {
  CLI::App* command = evaluate.add_subcommand(
      "classification",
      "How many lines a model of labels gives their label, and which it does not");
  auto options = std::make_shared<ClassificationOptions>();
  AddModelArgument(AcceptedModels::kTrain, *command, &options->model);
  AddTextsArgument(*command, &options->texts);
  const Option& text = OptionOf<CorpusConfig>(CorpusConfig::kTextColumnFieldNumber);
  CLI::Option* const text_column =
      command->add_option(text.name(), options->text_column, text.declaration().help())
          ->type_name(text.declaration().value());
  const Option& label = OptionOf<CorpusConfig>(CorpusConfig::kLabelColumnFieldNumber);
  command->add_option(label.name(), options->label_column, label.declaration().help())
      ->type_name(label.declaration().value())
      ->needs(text_column);
  AddNumber<size_t>(*command, "--mistakes", options->mistakes, "N", "How many mistakes to show",
                    {0, 1000000});
  AddFormatOption({ResultFormat::kText, ResultFormat::kJson, ResultFormat::kTsv}, *command,
                  &options->format);
  AddThreadsOption(*command, &options->threads);
  AddQuietOption(*command);
  command->footer(absl::StrCat(
      "Lines have their labels as training's had. A line is right if the likeliest label is one "
      "of\n"
      "its own. Precision is the share of a label's answers that are right, recall that of its\n"
      "lines that are found, and F1 their harmonic mean. With ",
      OptionWith(LOSS_SIGMOID),
      " each label that is\n"
      "more probable than not is an answer. The first column of tsv is total, label, confusion or\n"
      "mistake. The others: lines, right ones, accuracy, mean F1; label, its lines, answers, "
      "right\n"
      "ones, precision, recall, F1; label, likeliest label, lines; line, labels, answer,\n"
      "probability, text.\n"
      "Examples:\n"
      "  windowlm evaluate classification reviews.wlm test.txt\n"
      "  windowlm evaluate classification reviews.wlm test.csv ",
      text.name(), "=review ", label.name(), "=stars"));
  command->callback([options, exit_code] { *exit_code = RunClassification(*options); });
}

}  // namespace windowlm
