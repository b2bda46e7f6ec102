#include "tools/options/train_checks.h"

#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "src/base/format_count.h"
#include "src/store/atomic_file.h"
#include "src/store/event_file.h"
#include "src/train/build_identity.h"
#include "src/train/checkpoint.h"
#include "src/train/train_defaults.h"
#include "src/vectors/vector_format.h"
#include "tools/options/output_path.h"
#include "tools/results/exit_code.h"

namespace windowlm {
namespace {

// Whether the log that is asked for can be written.
absl::Status CheckLog(const TrainOptions& options) {
  const std::string& folder = options.log;
  if (folder.empty()) return absl::OkStatus();
  const absl::StatusOr<std::vector<std::string>> files = EventFilesIn(folder);
  if (files.ok() && !files->empty() && !options.checkpoints.resume) {
    Warn(absl::StrCat("there is a log in ", folder,
                      " already, and this run's will be taken for its continuation"));
  }
  return CheckEventFolder(folder);
}

// Whether training may start, as far as a checkpoint of an earlier one is concerned: hours of work
// are neither replaced nor taken up unasked.
absl::Status CheckCheckpoint(const TrainOptions& options) {
  const std::string path = CheckpointPath(options.output);
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    if (options.checkpoints.resume && !options.quiet) {
      std::cerr << "there is no " << path << ": training starts from the beginning\n";
    }
    return options.checkpoints.kept() ? CheckWritable(path) : absl::OkStatus();
  }
  const absl::StatusOr<FileHeader> header = ReadCheckpointHeader(path);
  if (!header.ok()) {
    return options.checkpoints.resume
               ? header.status()
               : absl::AlreadyExistsError(absl::StrCat("an earlier checkpoint is in the way: ",
                                                       header.status().message()));
  }
  if (!options.checkpoints.resume) {
    return absl::AlreadyExistsError(absl::StrCat(
        path, " is the checkpoint of a training that was interrupted after ",
        FormatCount(header->training().steps()),
        " steps: with --resume it goes on; to start from the beginning, remove that file"));
  }
  if (header->checkpoint().processor() != ProcessorType()) {
    Warn(absl::StrCat("the checkpoint was written on another type of processor, ",
                      header->checkpoint().processor(), ", and this is ", ProcessorType(),
                      ": the model may differ in its last digits from an uninterrupted one's"));
  }
  return CheckWritable(path);
}

}  // namespace

absl::Status CheckTrainFiles(const TrainOptions& options) {
  constexpr char kText[] = "a text that is to be read";
  absl::Status status =
      CheckIsNoInput(options.output, options.init_vectors, "the vectors that are to be read");
  status.Update(CheckIsNoInput(options.output,
                               WordsPath(VectorFormat::kNumpy, options.init_vectors),
                               "the vectors' words that are to be read"));
  status.Update(
      CheckIsNoInput(options.output, options.config_file, "the configuration that is to be read"));
  // After the first epoch an interrupted training could not go on.
  status.Update(CheckIsNoInput(options.output, options.continued_model,
                               "the model that training goes on from; choose another --output"));
  for (const std::string& text : options.corpora) {
    status.Update(CheckIsNoInput(options.output, text, kText));
  }
  for (const std::string& text : options.valid) {
    status.Update(CheckIsNoInput(options.output, text, kText));
  }
  return status;
}

absl::Status CheckTrainOptions(const TrainOptions& options) {
  if (options.config.model().objective() == OBJECTIVE_SKIPGRAM && !options.valid.empty()) {
    return NothingToValidate("--valid");
  }
  const absl::Status status = CheckTrainConfig(options.config);
  if (status.ok() || options.config_file.empty()) return status;
  return absl::InvalidArgumentError(
      absl::StrCat("with --config=", options.config_file, ": ", status.message()));
}

absl::Status CheckTrainOutputs(const TrainOptions& options) {
  absl::Status status = CheckWritable(options.output);
  if (status.ok()) status = CheckLog(options);
  if (status.ok()) status = CheckCheckpoint(options);
  return status;
}

}  // namespace windowlm
