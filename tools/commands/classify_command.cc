#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/types/span.h"
#include "src/base/matrix.h"
#include "src/base/number_text.h"
#include "src/base/parallel_for.h"
#include "src/config/option_name.h"
#include "src/input/shown_text.h"
#include "src/model/label_model.h"
#include "tools/commands/command.h"
#include "tools/commands/query_command.h"
#include "tools/options/number_option.h"
#include "tools/options/shared_arguments.h"
#include "tools/results/exit_code.h"
#include "tools/results/json_text.h"
#include "tools/results/result_format.h"
#include "tools/results/results_output.h"

namespace windowlm {
namespace {

constexpr int64_t kMostLabels = 1000000;

// An answer for QuestionAnswers: the labels, likeliest first, and their probabilities.
//   text: probability and label a line
//   tsv:  rank from 1 on, label and probability a line
//   json: "labels": [{"label": ..., "probability": ...}, ...]
std::string LabelsText(const Labels& labels, absl::Span<const double> log_probabilities,
                       size_t most, ResultFormat format) {
  std::vector<uint32_t> order(labels.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    return log_probabilities[a] > log_probabilities[b];
  });
  if (order.size() > most) order.resize(most);
  std::string text;
  JsonWriter json;
  json.Key("labels");
  json.BeginArray();
  size_t rank = 0;
  for (const uint32_t label : order) {
    const double probability = std::exp(log_probabilities[label]);
    const std::string& name = labels.name(label);
    if (format == ResultFormat::kText) {
      absl::StrAppendFormat(&text, "%9.4f  %s\n", probability, ShownText(name));
    } else if (format == ResultFormat::kTsv) {
      absl::StrAppend(&text, ++rank, "\t", CellText(name), "\t", NumberText(probability), "\n");
    } else {
      json.BeginObject();
      json.StringField("label", name);
      json.NumberField("probability", probability);
      json.EndObject();
    }
  }
  json.EndArray();
  return format == ResultFormat::kJson ? json.text() : text;
}

// What speaks for each label, the strongest first, and its bias:
//   text: a heading a label, weight and words a line
//   tsv:  label, rank from 1 on, words and weight a line; the bias has rank 0 and no words
//   json: an object a label
std::string EvidenceText(const std::string& label, double bias,
                         const std::vector<LabelEvidence>& evidence, ResultFormat format) {
  if (format == ResultFormat::kJson) {
    JsonWriter json;
    json.BeginObject();
    json.StringField("label", label);
    json.NumberField("bias", bias);
    json.Key("words");
    json.BeginArray();
    for (const LabelEvidence& words : evidence) {
      json.BeginObject();
      json.StringField("words", words.words);
      json.NumberField("weight", words.weight);
      json.EndObject();
    }
    json.EndArray();
    json.EndObject();
    return absl::StrCat(json.text(), "\n");
  }
  const bool text_format = format == ResultFormat::kText;
  std::string text = text_format ? absl::StrFormat("%s (bias %.4f)\n", ShownText(label), bias)
                                 : absl::StrCat(CellText(label), "\t0\t\t", NumberText(bias), "\n");
  size_t rank = 0;
  for (const LabelEvidence& words : evidence) {
    if (text_format) {
      absl::StrAppendFormat(&text, "%9.4f  %s\n", words.weight, ShownText(words.words));
    } else {
      absl::StrAppend(&text, CellText(label), "\t", ++rank, "\t", CellText(words.words), "\t",
                      NumberText(words.weight), "\n");
    }
  }
  return text;
}

int ShowEvidence(const QueryOptions& options, const LabelModel& model) {
  ResultsOutput output;
  for (uint32_t label = 0; label < model.labels().size() && !output.done(); ++label) {
    const absl::StatusOr<std::vector<LabelEvidence>> evidence =
        model.EvidenceFor(label, static_cast<size_t>(options.top));
    if (!evidence.ok()) {
      return Fail(absl::Status(evidence.status().code(),
                               absl::StrCat(options.model, " ", evidence.status().message())));
    }
    output.Write(
        EvidenceText(model.labels().name(label), model.BiasOf(label), *evidence, options.format));
  }
  const absl::Status status = output.Finish();
  return status.ok() ? kExitDone : Fail(status);
}

int RunClassify(const QueryOptions& options, bool shows_weights) {
  SetThreads(options.threads);
  absl::StatusOr<LabelModel> model = LabelModel::Load(options.model);
  if (!model.ok()) return Fail(model.status());
  if (shows_weights) return ShowEvidence(options, *model);
  const std::vector<std::string> texts = OneQuestion(options);
  QuestionAnswers answers(FormOf(options, texts, {"text"}, /*answer_cells=*/3));
  Matrix<double> log_probabilities(1, model->labels().size());
  const auto answer = [&](const std::string& text,
                          QuestionNotes* notes) -> absl::StatusOr<std::string> {
    const LabelledWords read = model->Read(text);
    if (model->KnowsNothingOf(read)) {
      notes->remarks.push_back(
          "nothing in the text tells the model of labels, so that it answers as for an empty one");
    }
    model->LogProbabilities(absl::MakeConstSpan(&read, 1), log_probabilities.view());
    return LabelsText(model->labels(),
                      absl::MakeConstSpan(log_probabilities.row(0), model->labels().size()),
                      static_cast<size_t>(options.top), options.format);
  };
  return AnswerQuestions(texts, answers, answer);
}

}  // namespace

void AddClassifyCommand(CLI::App& program, int* exit_code) {
  CLI::App* command =
      program.add_subcommand("classify", "Tells which label a text has, and how probable it is");
  auto options = std::make_shared<QueryOptions>();
  auto weights = std::make_shared<bool>(false);
  options->top = 5;
  CLI::Option* const text = AddQueryArguments(
      AcceptedModels::kTrain, "TEXT",
      "The text; none: each line of standard input is one, and is answered before "
      "the next is read",
      *options, *command);
  AddNumber<int64_t>(*command, "--top", options->top, "N", "How many labels to show, or words",
                     {1, kMostLabels});
  command
      ->add_flag("--weights", *weights,
                 "Show what speaks most for each label: words and pairs of words, with their "
                 "weights")
      ->excludes(text);
  AddFormatOption({ResultFormat::kText, ResultFormat::kJson, ResultFormat::kTsv}, *command,
                  &options->format);
  AddThreadsOption(*command, &options->threads);
  command->footer(
      absl::StrCat("The model is one of windowlm train ", OptionWith(OBJECTIVE_LABEL),
                   ". Labels that stand in the text\n"
                   "are passed over. With ",
                   OptionWith(LOSS_SIGMOID),
                   " each label has a probability of its own, and they do not\n"
                   "sum up to 1. The columns of tsv are text, rank, label and probability; with "
                   "--weights label,\n"
                   "rank, words and weight, the bias first, with rank 0.\n"
                   "Examples:\n"
                   "  windowlm classify reviews.wlm a film that one cannot forget\n"
                   "  windowlm classify reviews.wlm --weights --top=20\n"
                   "  windowlm classify reviews.wlm --top=1 --format=tsv < reviews.txt"));
  command->callback(
      [options, weights, exit_code] { *exit_code = RunClassify(*options, *weights); });
}

}  // namespace windowlm
