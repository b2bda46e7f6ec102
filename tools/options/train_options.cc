#include "tools/options/train_options.h"

#include "src/config/option_ranges.h"
#include "src/config/option_value.h"
#include "src/train/presets.h"
#include "src/train/train_defaults.h"
#include "tools/options/config_file.h"
#include "tools/options/shared_arguments.h"

namespace windowlm {

CheckpointOptions TrainOptions::checkpoints() const {
  return {run.checkpoint_minutes(), run.checkpoint_steps(), run.resume()};
}

TrainCommandLine::TrainCommandLine(CLI::App& command)
    : run_(OptionTable::Of(*RunOptions::descriptor()), {}, command),
      config_(OptionTable::Of(*TrainConfig::descriptor()), {}, command) {
  AddCorpusArgument(command, &corpora_);
}

absl::StatusOr<TrainOptions> TrainCommandLine::Read() const {
  TrainOptions options;
  options.corpora = corpora_;
  SetDefaults(options.run);
  absl::Status status = run_.SetIn(options.run);
  status.Update(CheckGivenRanges(options.run));
  options.config = DefaultTrainConfig();
  if (options.run.preset() != PRESET_NONE) ApplyPreset(options.run.preset(), &options.config);
  if (!options.run.config().empty()) {
    options.config_status = MergeTrainConfigFile(options.run.config(), &options.config);
  }
  status.Update(config_.SetIn(options.config));
  if (!status.ok()) return status;
  return options;
}

}  // namespace windowlm
