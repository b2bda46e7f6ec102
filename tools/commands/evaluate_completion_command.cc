#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "src/base/number_text.h"
#include "src/base/parallel_for.h"
#include "src/evaluate/completion.h"
#include "src/input/byte_input.h"
#include "src/input/shown_text.h"
#include "src/model/model_file.h"
#include "tools/commands/command.h"
#include "tools/options/choice_option.h"
#include "tools/options/number_option.h"
#include "tools/options/shared_arguments.h"
#include "tools/results/exit_code.h"
#include "tools/results/json_text.h"
#include "tools/results/result_format.h"
#include "tools/results/results_output.h"

namespace windowlm {
namespace {

struct CompletionOptions {
  std::string model;
  std::vector<std::string> files;
  CompletionScore score = CompletionScore::kAuto;
  // The path of the second model; empty if there is none.
  std::string mix;
  double mix_weight = 0.5;
  ResultFormat format = ResultFormat::kText;
  int threads = 0;
};

// Loads a model that can score candidates.
absl::StatusOr<TrainedModel> LoadScorer(const std::string& path) {
  absl::StatusOr<TrainedModel> trained = LoadModel(path);
  if (trained.ok() && trained->provenance.config.model().objective() == OBJECTIVE_SKIPGRAM) {
    return absl::FailedPreconditionError(absl::StrCat(
        path, " is a skip-gram model: it predicts from single words, not from a sentence"));
  }
  return trained;
}

std::string SummaryText(const std::string& file, const CompletionSummary& summary,
                        ResultFormat format) {
  if (format == ResultFormat::kTsv) {
    return absl::StrCat(CellText(file), "\t", summary.questions, "\t", summary.correct, "\t",
                        summary.tied, "\t", summary.unknown_candidates, "\t",
                        NumberText(summary.accuracy), "\n");
  }
  if (format == ResultFormat::kJson) {
    JsonWriter json;
    json.BeginObject();
    json.StringField("file", file);
    json.IntegerField("questions", summary.questions);
    json.IntegerField("correct", summary.correct);
    json.IntegerField("tied", summary.tied);
    json.IntegerField("unknown_candidates", summary.unknown_candidates);
    json.NumberField("accuracy", summary.accuracy);
    json.EndObject();
    return absl::StrCat(json.text(), "\n");
  }
  return absl::StrFormat("%11d %8d %5d %19d %8.2f%%  %s\n", summary.questions, summary.correct,
                         summary.tied, summary.unknown_candidates, 100 * summary.accuracy,
                         ShownText(file));
}

// Answers the questions of a file. `mix` is null if there is no second model.
absl::StatusOr<CompletionSummary> Evaluate(const CompletionOptions& options,
                                           const std::string& file, TrainedModel& trained,
                                           TrainedModel* mix) {
  const absl::StatusOr<std::vector<CompletionQuestion>> questions = ReadCompletionQuestions(file);
  if (!questions.ok()) return questions.status();
  absl::StatusOr<CompletionScores> scores = ScoreCandidates(*questions, options.score, trained);
  if (!scores.ok()) return scores.status();
  if (mix != nullptr) {
    const absl::StatusOr<CompletionScores> other = ScoreCandidates(*questions, options.score, *mix);
    if (!other.ok()) return other.status();
    scores = MixScores(*scores, *other, options.mix_weight);
  }
  return SummarizeCompletion(*questions, *scores);
}

int RunCompletion(const CompletionOptions& options) {
  if (!(options.mix_weight >= 0 && options.mix_weight <= 1)) {
    return FailUsage(absl::InvalidArgumentError(
        absl::StrCat("--mix-weight must be from 0 to 1, and is ", options.mix_weight)));
  }
  SetThreads(options.threads);
  absl::StatusOr<TrainedModel> trained = LoadScorer(options.model);
  if (!trained.ok()) return Fail(trained.status());
  std::unique_ptr<TrainedModel> mix;
  if (!options.mix.empty()) {
    absl::StatusOr<TrainedModel> other = LoadScorer(options.mix);
    if (!other.ok()) return Fail(other.status());
    mix = std::make_unique<TrainedModel>(*std::move(other));
  }
  int exit_code = kExitDone;
  ResultsOutput output;
  bool heading_due = options.format == ResultFormat::kText;
  for (const std::string& file : options.files) {
    const absl::StatusOr<CompletionSummary> summary = Evaluate(options, file, *trained, mix.get());
    if (!summary.ok()) {
      exit_code = Fail(summary.status());
      continue;
    }
    if (std::exchange(heading_due, false)) {
      output.Write("  questions  correct  tied  unknown candidates  accuracy  file\n");
    }
    output.Write(SummaryText(InputName(file), *summary, options.format));
    output.Flush();
    if (output.done()) break;
  }
  const absl::Status status = output.Finish();
  return status.ok() ? exit_code : Fail(status);
}

}  // namespace

void AddEvaluateCompletionCommand(CLI::App& evaluate, int* exit_code) {
  CLI::App* command = evaluate.add_subcommand(
      "completion", "How many sentences with a blank a model completes by the right word");
  auto options = std::make_shared<CompletionOptions>();
  AddModelArgument(AcceptedModels::kTrain, *command, &options->model);
  AddFilesArgument("FILE", "Files of questions, plain, .gz, .zst, .xz or .bz2; - is standard input",
                   *command, &options->files);
  AddChoice<CompletionScore>(
      *command, "--score",
      {{"auto", CompletionScore::kAuto},
       {"sentence", CompletionScore::kSentence},
       {"word", CompletionScore::kWord},
       {"association", CompletionScore::kAssociation}},
      options->score,
      "association: how much likelier the candidate is there than anywhere; sentence: how likely "
      "it and each word are that is predicted from it; word: it alone; auto: by the model",
      [options](CompletionScore score) { options->score = score; });
  command
      ->add_option("--mix", options->mix, "A second model, whose scores are added to the first's")
      ->type_name("MODEL");
  AddNumber<double>(*command, "--mix-weight", options->mix_weight, "W",
                    "The second model's weight; the first has the rest of 1", {0, 1});
  AddFormatOption({ResultFormat::kText, ResultFormat::kJson, ResultFormat::kTsv}, *command,
                  &options->format);
  AddThreadsOption(*command, &options->threads);
  command->footer(
      "A line of a file is a question, in columns that tabs separate: its name, a sentence with\n"
      "a blank (___), two or more candidates, and the letter of the right one, a for the first. "
      "A\n"
      "first line whose first column is id is a heading. The candidate with the highest score is\n"
      "the answer; one that the model does not know is never better than one that it knows. A\n"
      "tie between the right candidate and others counts as its share. Scores are log\n"
      "probabilities; of association, less the log of the candidate's share of the training\n"
      "text, which auto chooses where that was thinned out, as it is for word vectors. --mix\n"
      "adds scores in units of each model's standard deviation. The columns of tsv are file,\n"
      "questions, correct, tied, unknown candidates and accuracy.\n"
      "Example:\n"
      "  windowlm evaluate completion model.wlm questions.tsv --mix=other.wlm --mix-weight=0.3");
  command->callback([options, exit_code] { *exit_code = RunCompletion(*options); });
}

}  // namespace windowlm
