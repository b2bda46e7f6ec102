#include "tools/options/train_options.h"

#include <utility>

#include "src/config/option_ranges.h"
#include "src/config/option_value.h"
#include "src/model/model_config.h"
#include "src/train/presets.h"
#include "src/train/train_defaults.h"
#include "tools/options/config_file.h"
#include "tools/options/shared_arguments.h"

namespace windowlm {
namespace {

// Whether who gives this option of a TrainConfig, no option of its CorpusConfig, may still want the
// text to decide what model is trained.
bool IsChosenBeside(const google::protobuf::FieldDescriptor& field) {
  if (field.containing_type() == ModelConfig::descriptor()) {
    return field.number() == ModelConfig::kObjectiveFieldNumber;
  }
  if (field.containing_type() != TrainConfig::descriptor()) return false;
  switch (field.number()) {
    case TrainConfig::kEpochsFieldNumber:
    case TrainConfig::kPatienceFieldNumber:
    case TrainConfig::kMaxStepsFieldNumber:
    case TrainConfig::kMaxWordsFieldNumber:
    case TrainConfig::kSeedFieldNumber:
    case TrainConfig::kPrecisionFieldNumber:
      return true;
    default:
      return false;
  }
}

}  // namespace

CheckpointOptions TrainOptions::checkpoints() const {
  return {run.checkpoint_minutes(), run.checkpoint_steps(), run.resume()};
}

TrainCommandLine::TrainCommandLine(CLI::App& command, const std::set<std::string>& left_out)
    : run_(OptionTable::Of(*RunOptions::descriptor()), {}, command, left_out),
      config_(OptionTable::Of(*TrainConfig::descriptor()), {}, command) {
  AddCorpusArgument(command, &corpora_);
}

absl::StatusOr<TrainOptions> TrainCommandLine::Read(Preset unless_given) const {
  TrainOptions options;
  options.corpora = corpora_;
  SetDefaults(options.run);
  options.run.set_preset(unless_given);
  absl::Status status = run_.SetIn(options.run);
  status.Update(CheckGivenRanges(options.run));
  options.config = DefaultTrainConfig();
  const ModelConfig given = GivenModel();
  const Preset preset = options.run.preset() == PRESET_AUTO && given.objective() == OBJECTIVE_LABEL
                            ? PRESET_LABELS
                            : options.run.preset();
  // Until the text is known, any of the presets that it may choose stands for all.
  if (TextChoosesPreset(options)) {
    ApplyPreset(PresetForText(0), &options.config);
  } else if (preset != PRESET_AUTO) {
    ApplyPreset(preset, &options.config);
    if (preset == PRESET_LABELS && HasConvolution(given)) ApplyConvolution(&options.config);
  }
  if (!options.run.config().empty()) {
    options.config_status = MergeTrainConfigFile(options.run.config(), &options.config);
  }
  status.Update(config_.SetIn(options.config));
  if (!status.ok()) return status;
  return options;
}

bool TrainCommandLine::TextChoosesPreset(const TrainOptions& options) const {
  const RunOptions& run = options.run;
  if (run.preset() == PRESET_MIXTURE) return true;
  if (run.preset() != PRESET_AUTO || !run.config().empty() || !run.continued_model().empty() ||
      !run.init_vectors().empty()) {
    return false;
  }
  const OptionTable& corpus = OptionTable::Of(*CorpusConfig::descriptor());
  for (const Option& option : OptionTable::Of(*TrainConfig::descriptor()).options()) {
    if (!config_.Has(option) || corpus.Find(option.field()) != nullptr) continue;
    if (!IsChosenBeside(option.field())) return false;
  }
  const Objective objective = GivenModel().objective();
  return objective != OBJECTIVE_SKIPGRAM && objective != OBJECTIVE_LABEL;
}

ModelConfig TrainCommandLine::GivenModel() const {
  TrainConfig given;
  return config_.SetIn(given).ok() ? given.model() : ModelConfig();
}

void TrainCommandLine::ApplyPresetForText(Preset preset, TrainConfig& config) const {
  TrainConfig chosen = DefaultTrainConfig();
  ApplyPreset(preset, &chosen);
  // What was typed has been found to be right before.
  config_.SetIn(chosen).IgnoreError();
  *chosen.mutable_corpus() = config.corpus();
  if (config.has_vocabulary()) *chosen.mutable_vocabulary() = config.vocabulary();
  if (config.has_keep_words()) *chosen.mutable_keep_words() = config.keep_words();
  config = std::move(chosen);
}

}  // namespace windowlm
