#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "proto/option.pb.h"
#include "proto/run_options.pb.h"
#include "proto/tune_options.pb.h"
#include "src/base/parallel_for.h"
#include "src/config/option_name.h"
#include "src/config/option_ranges.h"
#include "src/config/option_table.h"
#include "src/config/option_value.h"
#include "src/store/output_claim.h"
#include "tools/commands/command.h"
#include "tools/commands/prepared_training.h"
#include "tools/commands/stop_signal.h"
#include "tools/commands/tune_measure.h"
#include "tools/commands/tune_search.h"
#include "tools/help/command_topics.h"
#include "tools/help/option_screens.h"
#include "tools/options/given_options.h"
#include "tools/options/output_path.h"
#include "tools/options/train_checks.h"
#include "tools/options/train_options.h"
#include "tools/options/word_lists.h"
#include "tools/results/exit_code.h"

namespace windowlm {
namespace {

// The options of one training that make no sense for many.
std::set<std::string> LeftOut() {
  std::set<std::string> names;
  for (const int field :
       {RunOptions::kLogFieldNumber, RunOptions::kInitVectorsFieldNumber,
        RunOptions::kContinuedModelFieldNumber, RunOptions::kCheckpointMinutesFieldNumber,
        RunOptions::kCheckpointStepsFieldNumber, RunOptions::kResumeFieldNumber,
        RunOptions::kProfileFieldNumber, RunOptions::kTraceFieldNumber}) {
    names.insert(OptionName<RunOptions>(field));
  }
  return names;
}

// The command line of `windowlm tune`.
struct TuneCommandLine {
  explicit TuneCommandLine(CLI::App& command)
      : train(command, LeftOut()), tune(OptionTable::Of(*TuneOptions::descriptor()), {}, command) {}

  TrainCommandLine train;
  GivenOptions tune;
};

// Each trial reads all texts again, which standard input does not allow.
absl::Status CheckNoStandardInput(const TrainOptions& options, const TuneOptions& tune) {
  std::vector<std::string> files = options.corpora;
  files.insert(files.end(), options.run.valid().begin(), options.run.valid().end());
  files.push_back(tune.measure());
  if (std::count(files.begin(), files.end(), "-") == 0) return absl::OkStatus();
  return absl::InvalidArgumentError(
      "standard input (-) can be read once, and a search reads its texts for each trial: a file is "
      "needed");
}

int RunTune(const TuneCommandLine& command_line) {
  TuneOptions tune;
  SetDefaults(tune);
  absl::Status usage = command_line.tune.SetIn(tune);
  usage.Update(CheckGivenRanges(tune));
  absl::StatusOr<TrainOptions> options =
      command_line.train.Read(tune.measure().empty() ? PRESET_AUTO : PRESET_VECTORS);
  if (!options.ok()) return FailUsage(options.status());
  if (!options->config_status.ok()) return Fail(options->config_status);
  usage.Update(CheckNoStandardInput(*options, tune));
  if (options->run.preset() == PRESET_MIXTURE) {
    usage.Update(absl::InvalidArgumentError(absl::StrCat(
        PresetOption(PRESET_MIXTURE), " is not searched for: tune a model, then windowlm mix")));
  }
  if (!usage.ok()) return FailUsage(usage);
  if (const absl::Status status = FindTexts(*options); !status.ok()) return Fail(status);
  usage.Update(CheckTrainFiles(*options));
  usage.Update(CheckTrainOptions(*options));
  if (!tune.measure().empty()) {
    usage.Update(CheckIsNoInput(options->run.output(), tune.measure(),
                                "what word vectors are to be measured by"));
  }
  if (!usage.ok()) return FailUsage(usage);
  absl::StatusOr<TuneMeasure> measure = TuneMeasure::For(tune, *options);
  if (!measure.ok()) return FailUsage(measure.status());
  absl::StatusOr<OutputPlace> place = OutputPlace::Find(options->run.output());
  if (!place.ok()) return Fail(place.status());
  const absl::StatusOr<std::unique_ptr<OutputClaim>> claim = OutputClaim::Take(*place);
  if (!claim.ok()) return Fail(claim.status());
  SetThreads(options->run.threads());
  absl::StatusOr<WordLists> lists = ReadWordLists(*options);
  if (!lists.ok()) return Fail(lists.status());
  TuneSearch search({command_line.train, *std::move(options), std::move(tune), *std::move(measure),
                     *std::move(lists), *std::move(place)});
  absl::Status status = search.CheckFiles();
  if (status.ok()) status = search.Begin();
  if (!status.ok()) return Fail(status);
  // Until here there is nothing to save.
  CatchStopSignals();
  status = search.Run();
  status.Update(search.PrintEnd());
  if (!status.ok()) return Fail(status);
  return StopAsked() ? StoppedExitCode() : kExitDone;
}

}  // namespace

void AddTuneCommand(CLI::App& program, int* exit_code) {
  CLI::App* command = program.add_subcommand(
      "tune", "Searches for the options of the best model, for so many minutes");
  auto command_line = std::make_shared<TuneCommandLine>(*command);
  command->formatter_fn([](const CLI::App* app, const std::string& path, CLI::AppFormatMode mode) {
    const CommandTopic topic = TopicOf(*app, path);
    if (mode == CLI::AppFormatMode::All) return WholeHelp(topic);
    return FirstScreen(topic, {&OptionTable::Of(*TuneOptions::descriptor()),
                               &OptionTable::Of(*RunOptions::descriptor()),
                               &OptionTable::Of(*TrainConfig::descriptor())});
  });
  command->footer(TuneOptions::descriptor()->options().GetExtension(manual));
  command->callback([command_line, exit_code] { *exit_code = RunTune(*command_line); });
}

}  // namespace windowlm
