#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "proto/option.pb.h"
#include "proto/run_options.pb.h"
#include "src/base/format_count.h"
#include "src/base/memory_limit.h"
#include "src/base/parallel_for.h"
#include "src/base/profile.h"
#include "src/config/option_name.h"
#include "src/corpus/corpus_preparation.h"
#include "src/corpus/text_report.h"
#include "src/model/model_config.h"
#include "src/model/subwords.h"
#include "src/store/output_claim.h"
#include "src/train/model_starts.h"
#include "src/train/observer_group.h"
#include "src/train/presets.h"
#include "src/train/profile_report.h"
#include "src/train/progress.h"
#include "src/train/read_labels.h"
#include "src/train/step_trace.h"
#include "src/train/train_config_check.h"
#include "src/train/trainer.h"
#include "src/train/training_log.h"
#include "src/train/training_output.h"
#include "src/train/unused_options.h"
#include "tools/commands/command.h"
#include "tools/commands/prepared_training.h"
#include "tools/commands/stop_signal.h"
#include "tools/commands/train_messages.h"
#include "tools/commands/train_mixture.h"
#include "tools/help/command_topics.h"
#include "tools/help/option_screens.h"
#include "tools/options/text_arguments.h"
#include "tools/options/text_rules.h"
#include "tools/options/train_checks.h"
#include "tools/options/train_options.h"
#include "tools/options/training_start.h"
#include "tools/options/word_lists.h"
#include "tools/results/exit_code.h"
#include "tools/results/messages.h"
#include "tools/results/results_output.h"

namespace windowlm {
namespace {

// Prints only warnings, for users who want no other output.
class WarningPrinter : public TrainingObserver {
 public:
  void OnWarning(absl::string_view warning) override { Warn(warning); }
};

// Prints what the first steps do, for `steps` of them.
class TracePrinter : public TrainingObserver {
 public:
  TracePrinter(uint64_t steps, const Vocabulary& vocabulary)
      : trace_(steps, vocabulary, [this](absl::string_view text) {
          output_.Write(text);
          output_.Flush();
        }) {}

  StepTrace* TraceOf(uint64_t step) override { return trace_.Tells(step) ? &trace_ : nullptr; }
  absl::Status Finish() { return output_.Finish(); }

 private:
  ResultsOutput output_;
  StepTrace trace_;
};

// Linux grants memory that the machine does not have, and ends the program when it is used.
void WarnOfMemory(int64_t needed) {
  const MemoryLimit limit = LeastMemoryLimit();
  if (needed <= limit.bytes) return;
  Warn(absl::StrCat("this takes about ", FormatCount(needed >> 20), " MB of memory, and ",
                    limit.is_machines ? "the machine has " : "the process may have ",
                    FormatCount(limit.bytes >> 20), " MB; a smaller ",
                    OptionName<CorpusConfig>(CorpusConfig::kVocabSizeFieldNumber), ", ",
                    OptionName<ModelConfig>(ModelConfig::kDimFieldNumber), " or ",
                    OptionName<ModelConfig>(ModelConfig::kHiddenFieldNumber), " takes less"));
}

// A user who gave an option believes that it does something.
void WarnOfUnusedOptions(const TrainConfig& config, bool validates,
                         const TrainCommandLine& command_line) {
  for (const UnusedOption& unused : UnusedOptions(config, validates)) {
    if (!command_line.IsGiven(*unused.option)) continue;
    Warn(absl::StrCat(unused.option->name(), " has no effect here: it needs ", unused.needs));
  }
}

// Takes the vocabulary of the model that training goes on from; if there is no such model, what the
// lists give of it.
absl::StatusOr<GivenVocabulary> TakeVocabulary(TrainingStart& start, const WordLists& lists) {
  if (!start.model.has_value()) return GivenBy(lists);
  GivenVocabulary given;
  given.counted = std::move(start.model->vocabulary);
  return given;
}

// Returns a function that sets the parameters that training starts from, or null if all start at
// random. Prints how many words the start covers. `start` must outlive the function.
ModelStart MakeStart(const TrainOptions& options, const PreparedCorpus& corpus,
                     absl::Span<const uint64_t> counts, TrainingStart& start) {
  const Vocabulary& vocabulary = corpus.vocabulary;
  if (start.model.has_value()) {
    if (!options.run.quiet()) {
      PrintLine(absl::StrFormat("%s words are <unk> to %s, from which training goes on",
                                FormatCount(counts[vocabulary.unknown_id()]),
                                options.run.continued_model()));
    }
    return [&start](WindowModel<float>& model) {
      CopyParameters(*start.model->model, model);
      start.model->model.reset();
    };
  }
  if (!start.vectors.has_value()) return nullptr;
  std::vector<SharedWord> shared = FindSharedWords(vocabulary, *start.vectors);
  if (shared.empty()) {
    Warn(absl::StrCat("no word of ", options.run.init_vectors(),
                      " is in the vocabulary, so that all embeddings start at random"));
  }
  if (!options.run.quiet()) {
    PrintLine(absl::StrFormat("%s of the vocabulary's %s words start from %s, which has %s",
                              FormatCount(shared.size()), FormatCount(vocabulary.size()),
                              options.run.init_vectors(),
                              FormatCount(start.vectors->words.size())));
  }
  return [&start, shared = std::move(shared)](WindowModel<float>& model) {
    SetEmbeddings(*start.vectors, shared, model);
    start.vectors.reset();
  };
}

int RunTrain(const TrainCommandLine& command_line) {
  absl::StatusOr<TrainOptions> read = command_line.Read();
  if (!read.ok()) return FailUsage(read.status());
  TrainOptions& options = *read;
  TrainConfig& config = options.config;
  if (!options.config_status.ok()) return Fail(options.config_status);
  if (const absl::Status status = FindTexts(options); !status.ok()) return Fail(status);
  absl::Status usage = CheckTrainFiles(options);
  // If training goes on from a model, the options can be checked only when the model is known.
  if (options.run.continued_model().empty()) usage.Update(CheckTrainOptions(options));
  if (!usage.ok()) return FailUsage(usage);
  const absl::StatusOr<TrainingOutput> output = FindTrainingOutput(options.run.output());
  if (!output.ok()) return Fail(output.status());
  const absl::StatusOr<std::unique_ptr<OutputClaim>> claim = OutputClaim::Take(output->model);
  if (!claim.ok()) return Fail(claim.status());
  if (const absl::Status status = CheckTrainOutputs(options, *output); !status.ok()) {
    return Fail(status);
  }
  SetThreads(options.run.threads());
  absl::StatusOr<TrainingStart> origin = ReadTrainingStart(options);
  if (!origin.ok()) return Fail(origin.status());
  usage = ApplyTrainingStart(
      *origin, [&](const Option& option) { return command_line.IsGiven(option); }, options);
  usage.Update(CheckTrainOptions(options));
  if (!usage.ok()) return FailUsage(usage);
  const absl::StatusOr<WordLists> lists = ReadWordLists(options);
  if (!lists.ok()) return Fail(lists.status());
  absl::StatusOr<GivenVocabulary> given = TakeVocabulary(*origin, *lists);
  if (!given.ok()) return Fail(given.status());
  const auto start = std::chrono::steady_clock::now();
  if (options.run.profile()) StartProfile();
  absl::StatusOr<PreparedTraining> prepared =
      PrepareTraining(command_line, *std::move(given), options);
  if (!prepared.ok()) return Fail(prepared.status());
  PreparedCorpus* const corpus = &prepared->corpus;
  const std::vector<uint64_t>& counts = prepared->counts;
  for (const std::string& warning : TextWarnings(corpus->corpus_report)) Warn(warning);
  for (const std::string& warning : TextWarnings(corpus->valid_report)) Warn(warning);
  const bool mixes = options.run.preset() == PRESET_MIXTURE;
  if (mixes && corpus->valid_ids().empty()) {
    return FailUsage(absl::InvalidArgumentError(absl::StrCat(
        PresetOption(PRESET_MIXTURE), " needs text that is held out, to fit the shares to")));
  }
  if (prepared->chosen_preset.has_value() && !options.run.quiet()) {
    PrintLine(absl::StrCat("chosen by the text's size: ", PresetOption(*prepared->chosen_preset)));
  }
  if (options.run.trace() > 0 && config.trainer() != TRAINER_WINDOW) {
    return FailUsage(absl::InvalidArgumentError(
        absl::StrCat(OptionName<RunOptions>(RunOptions::kTraceFieldNumber), " needs ",
                     OptionWith(TRAINER_WINDOW), ", whose steps can be told apart")));
  }
  if (const absl::Status fits =
          CheckResolvedConfig(config, static_cast<int64_t>(corpus->vocabulary.size()));
      !fits.ok()) {
    return FailUsage(fits);
  }

  // Until here Ctrl-C ends the program at once: there is nothing to save.
  CatchStopSignals();
  const int64_t ngrams = SubwordRows(config, *corpus);
  if (!options.run.quiet()) {
    PrintPlan(config, *corpus, ngrams);
    if (lists->vocabulary.has_value()) PrintListedWords(options, counts, corpus->vocabulary);
    PrintWordNotes(*lists, options, corpus->vocabulary);
  }
  const bool has_labels = corpus->labelled != nullptr;
  if (!options.run.quiet() && !has_labels) NoteWordsAlone(*corpus);
  WarnOfUnusedOptions(config, !corpus->valid_ids().empty(), command_line);
  WarnOfMemory(MemoryToTrain(config, *corpus, ngrams));
  const bool loss_is_likelihood = !HasNoiseWords(config.model()) && !has_labels;
  ObserverGroup observers;
  std::unique_ptr<TrainingLog> log;
  if (!options.run.log().empty()) {
    absl::StatusOr<std::unique_ptr<TrainingLog>> begun =
        TrainingLog::Create(options.run.log(), loss_is_likelihood);
    if (!begun.ok()) return Fail(begun.status());
    log = *std::move(begun);
    observers.Add(log.get());
  }
  TracePrinter trace(options.run.trace(), corpus->vocabulary);
  observers.Add(&trace);
  absl::StatusOr<TrainingResult> result;
  {
    ProgressPrinter progress(stderr, isatty(STDERR_FILENO) != 0, loss_is_likelihood,
                             std::chrono::steady_clock::now, has_labels ? "lines" : "words");
    WarningPrinter warnings;
    if (options.run.quiet()) {
      observers.Add(&warnings);
    } else {
      observers.Add(&progress);
    }
    result = Train(config, *corpus, *output, StopAsked(), observers,
                   MakeStart(options, *corpus, counts, *origin), options.checkpoints());
  }
  if (const absl::Status told = trace.Finish(); !told.ok()) Warn(told.message());
  if (log != nullptr && !log->status().ok()) {
    Warn(absl::StrCat("the training log is incomplete: ", log->status().message()));
  }
  if (!result.ok()) return Fail(result.status());
  PrintEnd(options, output->model.CurrentPath(), *result);
  if (mixes && result->end != TrainingEnd::kInterrupted) {
    const absl::Status mixed = MixWithNgrams(*corpus, output->model, options.run.quiet());
    if (!mixed.ok()) return Fail(mixed);
  }
  if (options.run.profile()) {
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    const Profile profile = TakeProfile();
    std::cerr << ProfileReport(profile, seconds.count(), Threads(),
                               MeasurePeak(config.precision()));
  }
  return result->end == TrainingEnd::kInterrupted ? StoppedExitCode() : kExitDone;
}

}  // namespace

void AddTrainCommand(CLI::App& program, int* exit_code) {
  CLI::App* command = program.add_subcommand("train", "Trains a model on text");
  auto command_line = std::make_shared<TrainCommandLine>(*command);
  command->formatter_fn([](const CLI::App* app, const std::string& path, CLI::AppFormatMode mode) {
    const CommandTopic topic = TopicOf(*app, path);
    if (mode == CLI::AppFormatMode::All) return WholeHelp(topic);
    return FirstScreen(topic, {&OptionTable::Of(*RunOptions::descriptor()),
                               &OptionTable::Of(*TrainConfig::descriptor())});
  });
  command->footer(RunOptions::descriptor()->options().GetExtension(manual));
  command->callback([command_line, exit_code] { *exit_code = RunTrain(*command_line); });
}

}  // namespace windowlm
