#ifndef WINDOWLM_TOOLS_OPTIONS_TRAIN_OPTIONS_H_
#define WINDOWLM_TOOLS_OPTIONS_TRAIN_OPTIONS_H_

#include <CLI/CLI.hpp>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "proto/run_options.pb.h"
#include "proto/train_config.pb.h"
#include "src/train/checkpoint_schedule.h"
#include "tools/options/given_options.h"

namespace windowlm {

// What a training run is asked to do, and how. Only `config` has an influence on the model.
struct TrainOptions {
  std::vector<std::string> corpora;
  RunOptions run;
  TrainConfig config;
  // The result of reading the file that run.config() names.
  absl::Status config_status;

  CheckpointOptions checkpoints() const;
};

// The command line of `windowlm train`, and of other commands that train.
class TrainCommandLine {
 public:
  // Declares all of it on `command`, but for the options of RunOptions whose names are `left_out`;
  // this object must live as long as `command`.
  explicit TrainCommandLine(CLI::App& command, const std::set<std::string>& left_out = {});

  // Returns what was typed; call it after parsing. The configuration has the defaults; a preset's
  // options replace them, those of a file replace both, and those that were given replace all.
  // Where no preset was given, it is `unless_given`. kInvalidArgument names an option with a value
  // that it does not take.
  absl::StatusOr<TrainOptions> Read(Preset unless_given = PRESET_AUTO) const;

  // Whether the text is to decide about the preset: none is given, and no option that says what
  // model is wanted, or a mixture is to be made. `options` is what Read() returned.
  bool TextChoosesPreset(const TrainOptions& options) const;

  // Sets the options of the preset that a text of `train_words` has, but for those that were given,
  // in a configuration that Read() returned and of which the corpus is known.
  void ApplyPresetForText(Preset preset, TrainConfig& config) const;

  // Whether an option of TrainConfig was given.
  bool IsGiven(const Option& option) const { return config_.Has(option); }

 private:
  // The model's options that were given, without the others.
  ModelConfig GivenModel() const;

  std::vector<std::string> corpora_;
  GivenOptions run_;
  GivenOptions config_;
};

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_TRAIN_OPTIONS_H_
