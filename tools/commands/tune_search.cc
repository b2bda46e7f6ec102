#include "tools/commands/tune_search.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "proto/run_options.pb.h"
#include "src/base/crc32c.h"
#include "src/base/format_count.h"
#include "src/base/number_text.h"
#include "src/config/config_text.h"
#include "src/config/option_name.h"
#include "src/config/option_value.h"
#include "src/config/typed_options.h"
#include "src/corpus/corpus_summary.h"
#include "src/corpus/labelled_corpus.h"
#include "src/corpus/text_report.h"
#include "src/input/file_checksum.h"
#include "src/model/model_config.h"
#include "src/store/atomic_file.h"
#include "src/train/progress.h"
#include "src/train/train_config_check.h"
#include "src/train/trainer.h"
#include "tools/commands/stop_signal.h"
#include "tools/commands/train_messages.h"
#include "tools/commands/tune_report.h"
#include "tools/options/train_checks.h"
#include "tools/results/messages.h"
#include "tools/results/results_output.h"

namespace windowlm {
namespace {

namespace fs = std::filesystem;

// At most so many rungs have fewer words than the first trial reads, and so many have more.
struct Rungs {
  int below;
  int above;
};
constexpr Rungs kRungs = {2, 2};
// Vectors that are good after few passes are not those that are good after many, and after three
// times as many passes as are chosen for a text nearly all are worse.
constexpr Rungs kRungsOfVectors = {1, 0};

Rungs RungsFor(const ModelConfig& model) { return MakesVectors(model) ? kRungsOfVectors : kRungs; }

// The lowest rung has no fewer words than these: with fewer all options look alike.
constexpr double kLeastWords = 1e6;

// By fewer lines a search for labels says that it is chance which model is best.
constexpr uint64_t kFewLines = 200;

using Clock = std::chrono::steady_clock;

double SecondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// Shows on a terminal how far a trial is, in a line that is redrawn.
class TrialProgress : public TrainingObserver {
 public:
  TrialProgress(std::string trial, bool is_shown) : trial_(std::move(trial)), is_shown_(is_shown) {}
  ~TrialProgress() override {
    if (is_drawn_) std::fputs("\r\x1b[K", stderr);
  }

  void OnBegin(const TrainingPlan& plan) override { words_ = static_cast<double>(plan.words()); }
  void OnStep(const StepReport& report) override {
    done_ += static_cast<double>(report.windows.count);
    if (!is_shown_ || SecondsSince(last_) < 1) return;
    last_ = Clock::now();
    is_drawn_ = true;
    std::fputs(absl::StrFormat("\r\x1b[K%s: %.0f%%", trial_, 100 * done_ / words_).c_str(), stderr);
  }
  void OnWarning(absl::string_view warning) override { Warn(warning); }

 private:
  const std::string trial_;
  const bool is_shown_;
  bool is_drawn_ = false;
  double words_ = 1;
  double done_ = 0;
  Clock::time_point last_ = Clock::now();
};

}  // namespace

TuneSearch::TuneSearch(Task task)
    : task_(std::move(task)),
      model_path_((fs::path(task_.model.folder_name()) / task_.model.name()).string()),
      trial_path_(
          (fs::path(task_.model.folder_name()) / absl::StrCat(".", task_.model.name(), ".trial"))
              .string()),
      table_path_(absl::StrCat(output(), ".trials")) {}

absl::Status TuneSearch::CheckFiles() const {
  for (const std::string& path : {model_path_, trial_path_, table_path_}) {
    if (absl::Status status = CheckWritable(path); !status.ok()) return status;
  }
  std::error_code ignored;
  if (task_.tune.resume() || !fs::exists(table_path_, ignored)) return absl::OkStatus();
  return absl::AlreadyExistsError(
      absl::StrCat(table_path_, " has the trials of an earlier search: with ",
                   OptionName<TuneOptions>(TuneOptions::kResumeFieldNumber),
                   " it goes on; to start from the beginning, remove that file"));
}

absl::Status TuneSearch::Begin() {
  TrainOptions options = task_.base;
  absl::StatusOr<PreparedTraining> prepared = Prepare(nullptr, options);
  if (!prepared.ok()) return prepared.status();
  const PreparedCorpus& corpus = prepared->corpus;
  for (const std::string& warning : TextWarnings(corpus.corpus_report)) Warn(warning);
  for (const std::string& warning : TextWarnings(corpus.valid_report)) Warn(warning);
  if (task_.measure.needs_held_out_text() && corpus.valid_ids().empty()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "there is no text to choose by: ", OptionName<RunOptions>(RunOptions::kValidFieldNumber),
        "=FILE gives one"));
  }
  first_ = options.config;
  space_ = SearchSpaceFor(
      first_, [this](const Option& option) { return task_.command_line.IsGiven(option); });
  const double words = static_cast<double>(corpus.train_words) * first_.epochs();
  const Rungs rungs = RungsFor(first_.model());
  while (full_rung_ < rungs.below && words / std::pow(kRungRatio, full_rung_ + 1) >= kLeastWords) {
    ++full_rung_;
  }
  MakeSearch();
  if (!quiet()) {
    if (prepared->chosen_preset.has_value()) {
      PrintLine(
          absl::StrCat("chosen by the text's size: ", PresetOption(*prepared->chosen_preset)));
    }
    PrintPlan(first_, corpus, SubwordRows(first_, corpus));
    PrintSpace();
    if (corpus.labelled != nullptr && corpus.labelled->valid().size() < kFewLines) {
      PrintLine(absl::StrCat("by ", Counted(corpus.labelled->valid().size(), "line"),
                             " it is chance which model is best: ",
                             OptionName<RunOptions>(RunOptions::kValidFieldNumber), "=FILE or ",
                             OptionName<CorpusConfig>(CorpusConfig::kValidFractionFieldNumber),
                             "=0.2 gives more to choose by"));
    }
  }
  return MakeTable(corpus);
}

absl::Status TuneSearch::Run() {
  const Clock::time_point start = Clock::now();
  absl::Status status;
  while (status.ok() && !StopAsked() && !HasAllTrials()) {
    const absl::optional<Trial> next = search_->Next();
    all_tried_ = !next.has_value();
    if (all_tried_) break;
    const TrialResult* known = table_->Find(*next);
    if (known != nullptr) {
      search_->Record(*next, ScoreOf(*known, task_.measure));
      continue;
    }
    const double seconds_left = 60 * task_.tune.minutes() - SecondsSince(start);
    // Once the time will do for one more training of the best, it is not spent on others.
    const absl::optional<Trial> last = search_->Finisher();
    const bool finishes = last.has_value() && table_->Find(*last) == nullptr &&
                          SecondsFor(*next) + SecondsFor(*last) > seconds_left;
    const Trial trial = finishes ? *last : *next;
    if (!table_->results().empty() && SecondsFor(trial) > seconds_left) break;
    status = Try(trial);
    if (finishes) break;
  }
  std::error_code ignored;
  fs::remove(trial_path_, ignored);
  return status;
}

absl::Status TuneSearch::PrintEnd() const {
  const std::vector<TrialResult>& results = table_->results();
  if (results.empty()) return absl::OkStatus();
  ResultsOutput results_output;
  results_output.Write(BestTrialsText(*table_, task_.measure));
  absl::Status status = results_output.Finish();
  if (quiet()) return status;
  PrintLine(absl::StrCat(output(), " holds the model of trial ", table_->best() + 1, "; ",
                         table_path_, " has all of ", Counted(results.size(), "trial")));
  PrintLine(absl::StrCat("windowlm info ", output(),
                         " --config prints its options, which windowlm train ",
                         OptionName<RunOptions>(RunOptions::kConfigFieldNumber), "=FILE takes"));
  if (StopAsked()) {
    PrintLine(absl::StrCat("the search was stopped; with ",
                           OptionName<TuneOptions>(TuneOptions::kResumeFieldNumber),
                           " it goes on"));
  } else {
    PrintLine(all_tried_ ? "all that the search can vary has been tried"
                         : AdviceText(*table_, full_rung_));
  }
  return status;
}

absl::StatusOr<PreparedTraining> TuneSearch::Prepare(const Trial* trial,
                                                     TrainOptions& options) const {
  absl::StatusOr<GivenVocabulary> given = GivenBy(task_.lists);
  if (!given.ok()) return given.status();
  return PrepareTraining(task_.command_line, *std::move(given), options,
                         [this, trial](TrainConfig& config) {
                           if (trial != nullptr) SetTrial(*trial, config);
                         });
}

void TuneSearch::SetChoice(const HalvingSearch::Choice& choice, TrainConfig& config) const {
  for (size_t i = 0; i < space_.size(); ++i) {
    if (choice[i] == 0) continue;
    // The values are those of SearchSpaceFor, which the options take.
    SetOption(*space_[i].option, space_[i].values[choice[i] - 1], config).IgnoreError();
  }
}

void TuneSearch::SetTrial(const Trial& trial, TrainConfig& config) const {
  SetChoice(search_->ChoiceOf(trial.configuration), config);
  const double share = std::pow(kRungRatio, trial.rung - full_rung_);
  config.set_epochs(first_.epochs() * share);
  if (first_.max_words() == 0) return;
  const double words = std::round(static_cast<double>(first_.max_words()) * share);
  config.set_max_words(std::max(int64_t{1}, static_cast<int64_t>(words)));
}

std::string TuneSearch::OptionsOf(const Trial& trial) const {
  TrainConfig config = first_;
  SetTrial(trial, config);
  std::vector<std::string> typed;
  const HalvingSearch::Choice& choice = search_->ChoiceOf(trial.configuration);
  for (size_t i = 0; i < space_.size(); ++i) {
    if (choice[i] != 0) typed.push_back(TypedOption(*space_[i].option, config));
  }
  if (trial.rung != full_rung_) {
    typed.push_back(TypedOption(OptionOf<TrainConfig>(TrainConfig::kEpochsFieldNumber), config));
  }
  return absl::StrJoin(typed, " ");
}

void TuneSearch::MakeSearch() {
  const Rungs rungs = RungsFor(first_.model());
  HalvingSearch::Shape shape;
  for (const SearchedOption& option : space_) shape.values.push_back(option.values.size());
  shape.full = full_rung_;
  // Who says how much is to be read wants no more.
  bool is_bounded = false;
  for (const int field : {TrainConfig::kEpochsFieldNumber, TrainConfig::kMaxWordsFieldNumber,
                          TrainConfig::kMaxStepsFieldNumber}) {
    is_bounded |= task_.command_line.IsGiven(OptionOf<TrainConfig>(field));
  }
  shape.rungs = full_rung_ + 1 + (is_bounded ? 0 : rungs.above);
  shape.seed = first_.seed();
  search_ = std::make_unique<HalvingSearch>(std::move(shape),
                                            [this](const HalvingSearch::Choice& choice) {
                                              TrainConfig config = task_.base.config;
                                              SetChoice(choice, config);
                                              return CheckTrainConfig(config).ok();
                                            });
}

absl::Status TuneSearch::MakeTable(const PreparedCorpus& corpus) {
  const TuneOptions& tune = task_.tune;
  std::string identity = absl::StrCat(
      TrainConfigText(first_), Summarize(corpus).SerializeAsString(), "\n",
      corpus.valid_report.crc32c, "\n", task_.measure.name(), "\n", tune.label(), "\n");
  // Another program may vary other options, and its configurations have other numbers.
  for (const SearchedOption& option : space_) {
    absl::StrAppend(&identity, option.option->name(), "=", absl::StrJoin(option.values, "|"), "\n");
  }
  if (!tune.measure().empty()) {
    const absl::StatusOr<FileChecksum> checksum = ChecksumOfFile(tune.measure());
    if (!checksum.ok()) return checksum.status();
    absl::StrAppend(&identity, checksum->crc32c);
  }
  table_.emplace(Crc32c(identity), task_.measure.name());
  std::error_code ignored;
  if (!tune.resume()) return absl::OkStatus();
  if (!fs::exists(table_path_, ignored)) {
    if (!quiet()) {
      PrintLine(
          absl::StrCat("there is no ", table_path_, ": the search starts from the beginning"));
    }
    return absl::OkStatus();
  }
  if (absl::Status status = table_->Read(table_path_); !status.ok()) return status;
  if (!table_->results().empty() && !fs::exists(model_path_, ignored)) {
    return absl::NotFoundError(
        absl::StrCat(output(), ", the best model of the trials in ", table_path_,
                     ", is not there; remove that file to start from the beginning"));
  }
  if (!quiet()) {
    PrintLine(absl::StrCat("the search goes on from the ",
                           Counted(table_->results().size(), "trial"), " of ", table_path_));
  }
  return absl::OkStatus();
}

absl::Status TuneSearch::Try(const Trial& trial) {
  const Clock::time_point start = Clock::now();
  const std::vector<TrialResult>& results = table_->results();
  const std::string name = absl::StrCat("trial ", results.size() + 1);
  TrialResult result;
  result.trial = trial;
  result.options = OptionsOf(trial);
  const absl::StatusOr<TuneMeasure::Measured> measured =
      TrainAndMeasure(trial, name, &result.words);
  if (StopAsked()) return absl::OkStatus();
  // The first trial's options are the user's.
  const bool are_options_at_fault =
      !results.empty() &&
      (absl::IsOutOfRange(measured.status()) || absl::IsInvalidArgument(measured.status()));
  if (!measured.ok() && !are_options_at_fault) return measured.status();
  if (measured.ok()) {
    result.figure = measured->figure;
    result.kept =
        results.empty() || task_.measure.IsBetter(*measured, *results[table_->best()].figure);
  }
  if (result.kept) {
    // After a crash before the trial is noted, it is made again, to the same model.
    if (absl::Status status = KeepModel(); !status.ok()) return status;
  }
  result.seconds = SecondsSince(start);
  table_->Add(std::move(result));
  const absl::StatusOr<OutputPlace> place = OutputPlace::Find(table_path_);
  if (!place.ok()) return place.status();
  if (absl::Status status = table_->Write(*place); !status.ok()) return status;
  PrintTrial(name, results.back(), measured.status());
  return absl::OkStatus();
}

absl::StatusOr<TuneMeasure::Measured> TuneSearch::TrainAndMeasure(const Trial& trial,
                                                                  const std::string& name,
                                                                  uint64_t* words) {
  TrainOptions options = task_.base;
  absl::StatusOr<PreparedTraining> prepared = Prepare(&trial, options);
  if (!prepared.ok()) return prepared.status();
  const absl::Status fits =
      CheckResolvedConfig(options.config, static_cast<int64_t>(prepared->corpus.vocabulary.size()));
  if (!fits.ok()) return fits;
  TrialProgress progress(name, !quiet() && isatty(STDERR_FILENO) != 0);
  const absl::StatusOr<TrainingResult> trained =
      Train(options.config, prepared->corpus, trial_path_, StopAsked(), progress);
  if (!trained.ok()) return trained.status();
  *words = trained->words;
  if (StopAsked()) return TuneMeasure::Measured();
  const PreparedCorpus& corpus = prepared->corpus;
  const uint64_t held_out = corpus.labelled == nullptr ? 0 : corpus.labelled->valid().size();
  return task_.measure.Of(*trained, held_out, trial_path_);
}

absl::Status TuneSearch::KeepModel() const {
  std::error_code error;
  fs::rename(trial_path_, model_path_, error);
  if (!error) return absl::OkStatus();
  return absl::InternalError(
      absl::StrCat("cannot rename ", trial_path_, " to ", model_path_, ": ", error.message()));
}

bool TuneSearch::HasAllTrials() const {
  const int64_t trials = task_.tune.trials();
  return trials > 0 && table_->results().size() >= static_cast<size_t>(trials);
}

double TuneSearch::SecondsFor(const Trial& trial) const {
  double first = 0;
  double own = 0;
  for (const TrialResult& result : table_->results()) {
    const double scaled = result.seconds * std::pow(kRungRatio, trial.rung - result.trial.rung);
    if (result.trial.configuration == 0 && first == 0) first = scaled;
    if (result.trial.configuration == trial.configuration) own = scaled;
  }
  return own > 0 ? own : first;
}

void TuneSearch::PrintSpace() const {
  std::vector<std::string> names;
  for (const SearchedOption& option : space_) names.push_back(option.option->name());
  PrintLine(absl::StrCat("the search varies ", absl::StrJoin(names, ", "), ", for ",
                         NumberText(task_.tune.minutes()),
                         task_.tune.minutes() == 1 ? " minute" : " minutes"));
}

void TuneSearch::PrintTrial(const std::string& name, const TrialResult& result,
                            const absl::Status& error) const {
  if (quiet()) return;
  const std::string figure =
      result.figure.has_value()
          ? absl::StrCat(task_.measure.name(), " ", task_.measure.Text(*result.figure))
          : absl::StrCat("failed (", error.message(), ")");
  PrintLine(absl::StrCat(name, ": ", figure, result.kept ? ", the best so far" : "", ", ",
                         Counted(result.words, task_.measure.example()), ", ",
                         FormatDuration(result.seconds), result.options.empty() ? "" : ": ",
                         result.options));
}

}  // namespace windowlm
