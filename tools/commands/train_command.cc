#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "src/base/format_count.h"
#include "src/base/parallel_for.h"
#include "src/base/profile.h"
#include "src/corpus/corpus_preparation.h"
#include "src/corpus/text_report.h"
#include "src/model/model_config.h"
#include "src/train/idle_options.h"
#include "src/train/memory_estimate.h"
#include "src/train/model_starts.h"
#include "src/train/observer_group.h"
#include "src/train/profile_report.h"
#include "src/train/progress.h"
#include "src/train/train_defaults.h"
#include "src/train/trainer.h"
#include "src/train/training_log.h"
#include "tools/commands/command.h"
#include "tools/options/train_checks.h"
#include "tools/options/train_options.h"
#include "tools/options/training_start.h"
#include "tools/results/exit_code.h"

namespace windowlm {
namespace {

// Set by the first Ctrl-C or SIGTERM; the second has the system's effect.
std::atomic<bool> stop_asked{false};
std::atomic<int> stop_signal{0};

void AskToStop(int signal_number) {
  stop_signal.store(signal_number);
  stop_asked.store(true);
  signal(signal_number, SIG_DFL);
}

// A signal that whoever started the program has it ignore stays ignored.
void CatchToStop(int signal_number) {
  if (signal(signal_number, AskToStop) == SIG_IGN) signal(signal_number, SIG_IGN);
}

// Of all that training tells, what a user must know who wants to know nothing.
class WarningPrinter : public TrainingObserver {
 public:
  void OnWarning(absl::string_view warning) override { Warn(warning); }
};

// Linux grants memory that the machine does not have, and ends the program when it is used.
void WarnOfMemory(int64_t needed) {
  const int64_t available = int64_t{sysconf(_SC_PHYS_PAGES)} * sysconf(_SC_PAGESIZE);
  if (needed <= available) return;
  Warn(absl::StrCat("this takes about ", FormatCount(needed >> 20),
                    " MB of memory, and the machine has ", FormatCount(available >> 20),
                    " MB; a smaller --vocab-size, --dim or --hidden takes less"));
}

// Whoever gave an option believes that it does something.
void WarnOfIdleOptions(const TrainConfig& config, bool validates, const CLI::App& command) {
  for (const IdleOption& option : IdleOptions(config, validates)) {
    if (command.count(option.name) == 0) continue;
    Warn(absl::StrCat(option.name, " has no effect here: it needs ", option.needs));
  }
}

// What was read, what it makes, and which defaults followed from it.
void PrintPlan(const TrainConfig& config, const PreparedCorpus& corpus) {
  const int64_t vocabulary = static_cast<int64_t>(corpus.vocabulary.size());
  std::cerr << absl::StrFormat("%s in %s, vocabulary %s, %s parameters, about %s MB of memory\n",
                               Counted(corpus.train_words, "word"),
                               Counted(corpus.train_lines, "line"), FormatCount(vocabulary),
                               FormatCount(CountParameters(config.model(), vocabulary)),
                               FormatCount((EstimateMemory(config, vocabulary) >> 20) + 1));
  std::cerr << absl::StrFormat(
      "minimum count %d, batches of %d, learning rate %g after %s of warm-up; ",
      config.corpus().min_count(), config.batch_size(), config.optimizer().learning_rate(),
      Counted(static_cast<uint64_t>(config.warmup_steps()), "step"));
  if (corpus.valid_ids().empty()) {
    std::cerr << "nothing is held out, so all epochs are trained\n";
  } else {
    std::cerr << "validation on " << Counted(corpus.valid_ids().size(), "word") << "\n";
  }
}

void PrintEnd(const TrainOptions& options, const TrainingResult& result) {
  const std::string steps = Counted(result.steps, "step");
  if (!result.saved) {
    std::cerr << "stopped after " << steps << "; nothing was saved\n";
    return;
  }
  if (result.end == TrainingEnd::kInterrupted) {
    std::cerr << "stopped after " << steps << "; " << options.output << " holds the model"
              << (result.valid_perplexity > 0
                      ? absl::StrFormat(" of the best epoch (validation perplexity %.2f)",
                                        result.valid_perplexity)
                      : " as it was then")
              << (result.can_resume ? "; with --resume training goes on" : "") << "\n";
    return;
  }
  if (options.quiet) return;
  std::cerr << absl::StrFormat(
      "%s %s in %s%s: %s words/s; %s holds the %s\n",
      result.end == TrainingEnd::kNoImprovement ? "no longer improving;" : "done;",
      Counted(result.words, "word"), FormatDuration(result.training_seconds), " of training",
      FormatCount(static_cast<uint64_t>(static_cast<double>(result.words) /
                                        std::max(1e-9, result.training_seconds))),
      options.output,
      result.valid_perplexity > 0
          ? absl::StrFormat("best model: validation perplexity %.2f", result.valid_perplexity)
          : "model");
}

// How often the text to train on has each word of the vocabulary, whose own counts may be those of
// another text.
std::vector<uint64_t> CountWords(const PreparedCorpus& corpus) {
  std::vector<uint64_t> counts(corpus.vocabulary.size());
  for (const uint32_t id : corpus.train_ids()) ++counts[id];
  return counts;
}

// The vocabulary is taken: the model's, if training goes on from one.
absl::optional<Vocabulary> TakeVocabulary(TrainingStart& start) {
  if (!start.model.has_value()) return absl::nullopt;
  return std::move(start.model->vocabulary);
}

// How training is to start, after a word of how much of it there is. `start` must outlive it.
ModelStart MakeStart(const TrainOptions& options, const PreparedCorpus& corpus,
                     absl::Span<const uint64_t> counts, TrainingStart& start) {
  const Vocabulary& vocabulary = corpus.vocabulary;
  if (start.model.has_value()) {
    if (!options.quiet) {
      std::cerr << absl::StrFormat("%s words are <unk> to %s, from which training goes on\n",
                                   FormatCount(counts[vocabulary.unknown_id()]),
                                   options.continued_model);
    }
    return [&start](WindowModel<float>& model) {
      CopyParameters(*start.model->model, model);
      start.model->model.reset();
    };
  }
  if (!start.vectors.has_value()) return nullptr;
  std::vector<SharedWord> shared = FindSharedWords(vocabulary, *start.vectors);
  if (shared.empty()) {
    Warn(absl::StrCat("no word of ", options.init_vectors,
                      " is in the vocabulary, so that all embeddings start at random"));
  }
  if (!options.quiet) {
    std::cerr << absl::StrFormat("%s of the vocabulary's %s words start from %s, which has %s\n",
                                 FormatCount(shared.size()), FormatCount(vocabulary.size()),
                                 options.init_vectors, FormatCount(start.vectors->words.size()));
  }
  return [&start, shared = std::move(shared)](WindowModel<float>& model) {
    SetEmbeddings(*start.vectors, shared, model);
    start.vectors.reset();
  };
}

int RunTrain(const CLI::App& command, TrainOptions& options) {
  TrainConfig& config = options.config;
  if (!options.config_status.ok()) return Fail(options.config_status);
  absl::Status usage = CheckTrainFiles(options);
  // A model that training goes on with decides what fits together.
  if (options.continued_model.empty()) usage.Update(CheckTrainOptions(options));
  if (!usage.ok()) return FailUsage(usage);
  if (const absl::Status status = CheckTrainOutputs(options); !status.ok()) return Fail(status);
  SetThreads(options.threads);
  absl::StatusOr<TrainingStart> origin = ReadTrainingStart(options);
  if (!origin.ok()) return Fail(origin.status());
  usage = ApplyTrainingStart(*origin, command, options);
  usage.Update(CheckTrainOptions(options));
  if (!usage.ok()) return FailUsage(usage);
  ResolveCorpusConfig(config);
  const auto start = std::chrono::steady_clock::now();
  if (options.profile) StartProfile();
  const absl::StatusOr<PreparedCorpus> corpus = [&] {
    const PhaseTimer timer(Phase::kReading);
    return PrepareCorpus(options.corpora, options.valid, config.corpus(), TakeVocabulary(*origin));
  }();
  if (!corpus.ok()) return Fail(corpus.status());
  for (const std::string& warning : TextWarnings(corpus->corpus_report)) Warn(warning);
  for (const std::string& warning : TextWarnings(corpus->valid_report)) Warn(warning);
  *config.mutable_corpus() = corpus->config;
  const std::vector<uint64_t> counts = CountWords(*corpus);
  ResolveTrainConfig(counts, config);
  if (const absl::Status fits =
          CheckResolvedConfig(config, static_cast<int64_t>(corpus->vocabulary.size()));
      !fits.ok()) {
    return FailUsage(fits);
  }

  // Until here Ctrl-C ends the program at once: there is nothing to save.
  CatchToStop(SIGINT);
  CatchToStop(SIGTERM);
  if (!options.quiet) PrintPlan(config, *corpus);
  WarnOfIdleOptions(config, !corpus->valid_ids().empty(), command);
  WarnOfMemory(EstimateMemory(config, static_cast<int64_t>(corpus->vocabulary.size())));
  const bool loss_is_likelihood = !HasNoiseWords(config.model());
  ObserverGroup observers;
  std::unique_ptr<TrainingLog> log;
  if (!options.log.empty()) {
    absl::StatusOr<std::unique_ptr<TrainingLog>> begun =
        TrainingLog::Create(options.log, loss_is_likelihood);
    if (!begun.ok()) return Fail(begun.status());
    log = *std::move(begun);
    observers.Add(log.get());
  }
  absl::StatusOr<TrainingResult> result;
  {
    ProgressPrinter progress(stderr, isatty(STDERR_FILENO) != 0, loss_is_likelihood);
    WarningPrinter warnings;
    if (options.quiet) {
      observers.Add(&warnings);
    } else {
      observers.Add(&progress);
    }
    result = Train(config, *corpus, options.output, stop_asked, observers,
                   MakeStart(options, *corpus, counts, *origin), options.checkpoints);
  }
  if (log != nullptr && !log->status().ok()) {
    Warn(absl::StrCat("the training log is not whole: ", log->status().message()));
  }
  if (!result.ok()) return Fail(result.status());
  PrintEnd(options, *result);
  if (options.profile) {
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    const Profile profile = TakeProfile();
    std::cerr << ProfileReport(profile, seconds.count(), Threads(),
                               MeasurePeak(config.precision()));
  }
  return result->end == TrainingEnd::kInterrupted ? kExitSignal + stop_signal : kExitDone;
}

}  // namespace

void AddTrainCommand(CLI::App& program, int* exit_code) {
  CLI::App* command = program.add_subcommand("train", "Trains a model on text");
  auto options = std::make_shared<TrainOptions>();
  options->config = DefaultTrainConfig();
  AddTrainOptions(*options, *command);
  command->footer(
      "--continue goes on with new text from a model that windowlm train wrote. Its text rules,\n"
      "vocabulary, boundaries and shape are kept: words that it does not have are <unk>, noise\n"
      "words are drawn by the counts that it has, and an option that contradicts it is an error.\n"
      "All else, the optimizer's state too, starts afresh. --init-vectors gives words of the\n"
      "vocabulary that the file has, spelt alike, its vectors as first embeddings; --dim must be\n"
      "theirs.\n"
      "Examples:\n"
      "  windowlm train corpus.txt --output=model.wlm\n"
      "  windowlm train a.txt b.txt.gz --objective=masked --context=5 --output=masked.wlm\n"
      "  windowlm train corpus.txt --config=config.textproto --epochs=8 --output=model.wlm\n"
      "  windowlm train corpus.txt --output=model.wlm --resume\n"
      "Ctrl-C and SIGTERM end training after the current step and save the model, unless\n"
      "validation found an earlier one to be better, which is in the file already.\n"
      "All that training needs to go on is in MODEL.checkpoint, written now and then and at such\n"
      "an end. The same command with --resume goes on from it, to the same bytes as if nothing\n"
      "had happened, also after a crash and on another number of threads; without a checkpoint\n"
      "it starts from the beginning. Without --resume nothing is trained where a checkpoint\n"
      "lies: remove that file to start anew. Training that comes to its end removes it.");
  command->callback([options, command, exit_code] { *exit_code = RunTrain(*command, *options); });
}

}  // namespace windowlm
