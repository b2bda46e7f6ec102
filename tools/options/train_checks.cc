#include "tools/options/train_checks.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "proto/run_options.pb.h"
#include "src/base/format_count.h"
#include "src/config/option_name.h"
#include "src/store/atomic_file.h"
#include "src/store/event_file.h"
#include "src/train/build_identity.h"
#include "src/train/checkpoint.h"
#include "src/train/train_config_check.h"
#include "src/vectors/vector_format.h"
#include "tools/options/output_path.h"
#include "tools/results/messages.h"

namespace windowlm {
namespace {

// Checks that the log can be written, if one is asked for.
absl::Status CheckLog(const TrainOptions& options) {
  const std::string& folder = options.run.log();
  if (folder.empty()) return absl::OkStatus();
  const absl::StatusOr<std::vector<std::string>> files = EventFilesIn(folder);
  if (files.ok() && !files->empty() && !options.run.resume()) {
    Warn(absl::StrCat("there is a log in ", folder,
                      " already, and this run's will be taken for its continuation"));
  }
  return CheckEventFolder(folder);
}

// Checks that a checkpoint of an earlier training does not stand against this one: hours of work
// are neither replaced nor continued unless the user asks for it.
absl::Status CheckCheckpoint(const TrainOptions& options, const OutputPlace& place) {
  const std::string& path = place.path();
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    if (options.run.resume() && !options.run.quiet()) {
      PrintLine(absl::StrCat("there is no ", path, ": training starts from the beginning"));
    }
    return options.checkpoints().kept() ? CheckWritable(place) : absl::OkStatus();
  }
  const absl::StatusOr<FileHeader> header = ReadCheckpointHeader(path);
  if (!header.ok()) {
    return options.run.resume()
               ? header.status()
               : absl::AlreadyExistsError(absl::StrCat("an earlier checkpoint is in the way: ",
                                                       header.status().message()));
  }
  if (!options.run.resume()) {
    return absl::AlreadyExistsError(
        absl::StrCat(path, " is the checkpoint of a training that was interrupted after ",
                     FormatCount(header->training().steps()), " steps: with ",
                     OptionName<RunOptions>(RunOptions::kResumeFieldNumber),
                     " it goes on; to start from the beginning, remove that file"));
  }
  if (header->checkpoint().processor() != ProcessorType()) {
    Warn(absl::StrCat("the checkpoint was written on another type of processor, ",
                      header->checkpoint().processor(), ", and this is ", ProcessorType(),
                      ": the model may differ in its last digits from an uninterrupted one's"));
  }
  return CheckWritable(place);
}

// Checks that standard input is not to be read as two files.
absl::Status CheckStandardInput(const TrainOptions& options) {
  std::vector<std::string> files = options.corpora;
  const RunOptions& run = options.run;
  files.insert(files.end(), run.valid().begin(), run.valid().end());
  for (const std::string* file :
       {&run.config(), &run.init_vectors(), &run.vocabulary(), &run.keep_words()}) {
    files.push_back(*file);
  }
  if (std::count(files.begin(), files.end(), "-") <= 1) return absl::OkStatus();
  return absl::InvalidArgumentError("standard input (-) was given twice; it can be read once");
}

// Checks what labels demand of a run.
absl::Status CheckLabelOptions(const TrainOptions& options) {
  const RunOptions& run = options.run;
  const bool vectors_without_hidden =
      !run.init_vectors().empty() && options.config.model().hidden().empty();
  for (const auto& [is_set, field] :
       {std::pair(!run.continued_model().empty(), RunOptions::kContinuedModelFieldNumber),
        std::pair(vectors_without_hidden, RunOptions::kInitVectorsFieldNumber),
        std::pair(run.trace() > 0, RunOptions::kTraceFieldNumber)}) {
    if (!is_set) continue;
    return absl::InvalidArgumentError(absl::StrCat(
        OptionName<RunOptions>(field), " does not go with ", OptionWith(OBJECTIVE_LABEL),
        vectors_without_hidden ? " without hidden layers, where words have no vectors" : ""));
  }
  return absl::OkStatus();
}

}  // namespace

std::string PresetOption(Preset preset) {
  return absl::StrCat(
      OptionName<RunOptions>(RunOptions::kPresetFieldNumber), "=",
      ChoiceName(*google::protobuf::GetEnumDescriptor<Preset>()->FindValueByNumber(preset)));
}

absl::Status CheckTrainFiles(const TrainOptions& options) {
  constexpr char kText[] = "a text that is to be read";
  absl::Status status = CheckIsNoStream(options.run.output());
  status.Update(CheckIsNoInput(options.run.output(), options.run.init_vectors(),
                               "the vectors that are to be read"));
  status.Update(CheckIsNoInput(options.run.output(),
                               WordsPath(VectorFormat::kNumpy, options.run.init_vectors()),
                               "the vectors' words that are to be read"));
  status.Update(CheckIsNoInput(options.run.output(), options.run.config(),
                               "the configuration that is to be read"));
  // If the model were replaced after the first epoch, an interrupted training could not go on.
  status.Update(
      CheckIsNoInput(options.run.output(), options.run.continued_model(),
                     absl::StrCat("the model that training goes on from; choose another ",
                                  OptionName<RunOptions>(RunOptions::kOutputFieldNumber))));
  for (const std::string& list : {options.run.vocabulary(), options.run.keep_words()}) {
    status.Update(CheckIsNoInput(options.run.output(), list, "a list of words that is to be read"));
  }
  for (const std::string& text : options.corpora) {
    status.Update(CheckIsNoInput(options.run.output(), text, kText));
  }
  for (const std::string& text : options.run.valid()) {
    status.Update(CheckIsNoInput(options.run.output(), text, kText));
  }
  status.Update(CheckStandardInput(options));
  return status;
}

absl::Status CheckTrainOptions(const TrainOptions& options) {
  if (options.config.model().objective() == OBJECTIVE_SKIPGRAM && !options.run.valid().empty()) {
    return NothingToValidate(OptionName<RunOptions>(RunOptions::kValidFieldNumber));
  }
  absl::Status status = CheckTrainConfig(options.config);
  if (options.config.model().objective() == OBJECTIVE_LABEL) {
    status.Update(CheckLabelOptions(options));
  }
  if (options.run.preset() == PRESET_MIXTURE) {
    if (options.config.model().objective() != OBJECTIVE_NEXT) {
      return absl::InvalidArgumentError(absl::StrCat(
          PresetOption(PRESET_MIXTURE), " does not go with ",
          OptionWith(options.config.model().objective()), ": n-grams predict next words"));
    }
    for (const auto& [path, field] :
         {std::pair(&options.run.config(), RunOptions::kConfigFieldNumber),
          std::pair(&options.run.continued_model(), RunOptions::kContinuedModelFieldNumber)}) {
      if (path->empty()) continue;
      return absl::InvalidArgumentError(absl::StrCat(
          PresetOption(PRESET_MIXTURE), " does not go with ", OptionName<RunOptions>(field)));
    }
  }
  if (status.ok() || options.run.config().empty()) return status;
  return absl::InvalidArgumentError(
      absl::StrCat("with ", OptionName<RunOptions>(RunOptions::kConfigFieldNumber), "=",
                   options.run.config(), ": ", status.message()));
}

absl::Status CheckTrainOutputs(const TrainOptions& options, const TrainingOutput& output) {
  absl::Status status = CheckWritable(output.model);
  if (status.ok()) status = CheckLog(options);
  if (status.ok()) status = CheckCheckpoint(options, output.checkpoint);
  return status;
}

}  // namespace windowlm
