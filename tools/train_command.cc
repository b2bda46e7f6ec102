#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "src/base/format_count.h"
#include "src/base/parallel_for.h"
#include "src/base/profile.h"
#include "src/corpus/corpus_preparation.h"
#include "src/corpus/text_report.h"
#include "src/model/model_config.h"
#include "src/store/atomic_file.h"
#include "src/train/profile_report.h"
#include "src/train/progress.h"
#include "src/train/train_defaults.h"
#include "src/train/trainer.h"
#include "tools/command.h"
#include "tools/corpus_options.h"
#include "tools/train_options.h"

namespace windowlm {
namespace {

// Set by the first Ctrl-C or SIGTERM; the second has the system's effect.
std::atomic<bool> stop_asked{false};

void AskToStop(int signal_number) {
  stop_asked.store(true);
  signal(signal_number, SIG_DFL);
}

// A signal that whoever started the program has it ignore stays ignored.
void CatchToStop(int signal_number) {
  if (signal(signal_number, AskToStop) == SIG_IGN) signal(signal_number, SIG_IGN);
}

void Warn(const std::string& warning) { std::cerr << "windowlm: warning: " << warning << "\n"; }

// Linux grants memory that the machine does not have, and ends the program when it is used.
void WarnOfMemory(int64_t needed) {
  const int64_t available = int64_t{sysconf(_SC_PHYS_PAGES)} * sysconf(_SC_PAGESIZE);
  if (needed <= available) return;
  Warn(absl::StrCat("this takes about ", FormatCount(needed >> 20),
                    " MB of memory, and the machine has ", FormatCount(available >> 20),
                    " MB; a smaller --vocab-size, --dim or --hidden takes less"));
}

// What was read, what it makes, and which defaults followed from it.
void PrintPlan(const TrainConfig& config, const PreparedCorpus& corpus) {
  const int64_t vocabulary = static_cast<int64_t>(corpus.vocabulary.size());
  std::cerr << absl::StrFormat(
      "%s words in %s lines, vocabulary %s, %s parameters, about %s MB of memory\n",
      FormatCount(corpus.train_words), FormatCount(corpus.train_lines), FormatCount(vocabulary),
      FormatCount(CountParameters(config.model(), vocabulary)),
      FormatCount((EstimateMemory(config, vocabulary) >> 20) + 1));
  std::cerr << absl::StrFormat(
      "minimum count %d, batches of %d, learning rate %g after %d steps of warm-up; ",
      config.corpus().min_count(), config.batch_size(), config.optimizer().learning_rate(),
      config.warmup_steps());
  if (corpus.valid_ids().empty()) {
    std::cerr << "nothing is held out, so all epochs are trained\n";
  } else {
    std::cerr << "validation on " << FormatCount(corpus.valid_ids().size()) << " words\n";
  }
}

void PrintEnd(const TrainOptions& options, const TrainingResult& result) {
  const std::string steps = absl::StrCat(FormatCount(result.steps), " steps");
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
              << "\n";
    return;
  }
  if (options.quiet) return;
  std::cerr << absl::StrFormat(
      "%s %s words in %s%s: %s words/s; %s holds the %s\n",
      result.end == TrainingEnd::kNoImprovement ? "no longer improving;" : "done;",
      FormatCount(result.words), FormatDuration(result.training_seconds), " of training",
      FormatCount(static_cast<uint64_t>(static_cast<double>(result.words) /
                                        std::max(1e-9, result.training_seconds))),
      options.output,
      result.valid_perplexity > 0
          ? absl::StrFormat("best model: validation perplexity %.2f", result.valid_perplexity)
          : "model");
}

int RunTrain(TrainOptions& options) {
  TrainConfig& config = options.config;
  absl::Status usage = CheckTrainConfig(config);
  usage.Update(CheckIsNoInput(options.output, options.corpora));
  usage.Update(CheckIsNoInput(options.output, options.valid));
  if (!usage.ok()) return FailUsage(usage);
  if (const absl::Status status = CheckWritable(options.output); !status.ok()) {
    return Fail(status);
  }
  ResolveCorpusConfig(config);
  SetThreads(options.threads);
  const auto start = std::chrono::steady_clock::now();
  if (options.profile) StartProfile();
  const absl::StatusOr<PreparedCorpus> corpus = [&] {
    const PhaseTimer timer(Phase::kReading);
    return PrepareCorpus(options.corpora, options.valid, config.corpus());
  }();
  if (!corpus.ok()) return Fail(corpus.status());
  for (const std::string& warning : TextWarnings(corpus->corpus_report)) Warn(warning);
  for (const std::string& warning : TextWarnings(corpus->valid_report)) Warn(warning);
  *config.mutable_corpus() = corpus->config;
  ResolveTrainConfig(corpus->vocabulary.counts(), config);
  if (const absl::Status fits =
          CheckResolvedConfig(config, static_cast<int64_t>(corpus->vocabulary.size()));
      !fits.ok()) {
    return FailUsage(fits);
  }

  // Until here Ctrl-C ends the program at once: there is nothing to save.
  CatchToStop(SIGINT);
  CatchToStop(SIGTERM);
  if (!options.quiet) PrintPlan(config, *corpus);
  WarnOfMemory(EstimateMemory(config, static_cast<int64_t>(corpus->vocabulary.size())));
  absl::StatusOr<TrainingResult> result;
  {
    ProgressPrinter progress(stderr, isatty(STDERR_FILENO) != 0, !HasNoiseWords(config.model()));
    TrainingObserver silence;
    result = Train(config, *corpus, options.output, stop_asked, options.quiet ? silence : progress);
  }
  if (!result.ok()) return Fail(result.status());
  PrintEnd(options, *result);
  if (options.profile) {
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    const Profile profile = TakeProfile();
    std::cerr << ProfileReport(profile, seconds.count(), Threads(),
                               MeasurePeak(config.precision()));
  }
  return result->end == TrainingEnd::kInterrupted ? kExitInterrupted : kExitDone;
}

}  // namespace

void AddTrainCommand(CLI::App& program, int* exit_code) {
  CLI::App* command = program.add_subcommand("train", "Trains a model on text");
  auto options = std::make_shared<TrainOptions>();
  options->config = DefaultTrainConfig();
  AddTrainOptions(*options, *command);
  command->footer(
      "Examples:\n"
      "  windowlm train corpus.txt --output=model.wlm\n"
      "  windowlm train a.txt b.txt.gz --objective=masked --context=5 --output=masked.wlm\n"
      "Ctrl-C ends training after the current step and saves the model, unless validation found\n"
      "an earlier one to be better, which is in the file already.");
  command->callback([options, exit_code] { *exit_code = RunTrain(*options); });
}

}  // namespace windowlm
