#include "tools/options/training_start.h"

#include <filesystem>
#include <map>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/types/span.h"
#include "src/config/train_command_line.h"
#include "src/input/file_checksum.h"
#include "src/model/vectors_file.h"
#include "src/train/train_defaults.h"
#include "src/vectors/vectors_input.h"

namespace windowlm {
namespace {

// What a model that training goes on with decides, as options by their names: {"--dim",
// "--dim=64"}.
std::map<std::string, std::string> KeptOptions(const TrainConfig& config) {
  TrainConfig kept;
  *kept.mutable_corpus() = config.corpus();
  // These are of the new text.
  kept.mutable_corpus()->clear_valid_fraction();
  kept.mutable_corpus()->clear_read_words();
  *kept.mutable_model() = config.model();
  std::map<std::string, std::string> options;
  for (const std::vector<std::string>& group : TrainCommandLine(kept)) {
    for (const std::string& option : group) {
      options[std::vector<std::string>(absl::StrSplit(option, absl::MaxSplits('=', 1)))[0]] =
          option;
    }
  }
  return options;
}

bool IsGiven(const CLI::App& command, const std::string& name) {
  const CLI::Option* option = command.get_option_no_throw(name);
  return option != nullptr && option->count() > 0;
}

std::string ValueOr(const std::map<std::string, std::string>& options, const std::string& name) {
  const auto found = options.find(name);
  return found == options.end() ? "" : found->second;
}

// windowlm's own vectors, as if they were another program's: those that export writes.
ForeignVectors AsForeign(const ModelVectors& model, const FileChecksum& checksum) {
  ForeignVectors vectors;
  const auto dimension = static_cast<size_t>(model.embeddings.columns());
  vectors.vectors = RowBlocks(dimension);
  for (const uint32_t id : model.exported_ids) {
    vectors.vectors.Append(absl::MakeConstSpan(model.embeddings.row(id), dimension));
    vectors.words.emplace_back(model.vocabulary.word(id));
  }
  vectors.bytes = checksum.bytes;
  vectors.crc32c = checksum.crc32c;
  return vectors;
}

absl::StatusOr<ForeignVectors> ReadAnyVectors(const std::string& path) {
  // A pipe can be opened only once.
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) {
    return ReadVectorsInput(path, absl::nullopt);
  }
  const absl::StatusOr<ModelVectors> own = LoadVectors(path);
  // Not windowlm's.
  if (absl::IsInvalidArgument(own.status())) return ReadVectorsInput(path, absl::nullopt);
  if (!own.ok()) return own.status();
  const absl::StatusOr<FileChecksum> checksum = ChecksumOfFile(path);
  if (!checksum.ok()) return checksum.status();
  return AsForeign(*own, *checksum);
}

absl::Status KeepModelConfig(const std::string& model, const TrainConfig& kept,
                             const CLI::App& command, TrainConfig& config) {
  const std::map<std::string, std::string> of_model = KeptOptions(kept);
  const std::map<std::string, std::string> defaults = KeptOptions(DefaultTrainConfig());
  std::map<std::string, std::string> asked = KeptOptions(config);
  // What the model has and nothing asks for.
  for (const auto& option : of_model) asked.emplace(option.first, "");
  for (const auto& option : asked) {
    const std::string& name = option.first;
    const std::string value = ValueOr(of_model, name);
    const bool chosen = IsGiven(command, name) || option.second != ValueOr(defaults, name);
    if (option.second == value || !chosen || option.second == name + "=auto") continue;
    return absl::InvalidArgumentError(
        absl::StrCat(option.second.empty() ? name : option.second, " contradicts ", model,
                     ", which has ", value.empty() ? absl::StrCat("no ", name) : value,
                     "; --continue keeps a model's text rules, vocabulary and shape"));
  }
  CorpusConfig& corpus = *config.mutable_corpus();
  *corpus.mutable_text() = kept.corpus().text();
  corpus.set_min_count(kept.corpus().min_count());
  corpus.set_vocab_size(kept.corpus().vocab_size());
  corpus.set_boundaries(kept.corpus().boundaries());
  *config.mutable_model() = kept.model();
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<TrainingStart> ReadTrainingStart(const TrainOptions& options) {
  TrainingStart start;
  if (!options.continued_model.empty()) {
    absl::StatusOr<TrainedModel> model = LoadModel(options.continued_model);
    if (!model.ok()) return model.status();
    const absl::StatusOr<FileChecksum> checksum = ChecksumOfFile(options.continued_model);
    if (!checksum.ok()) return checksum.status();
    start.model = *std::move(model);
    start.summary.set_bytes(checksum->bytes);
    start.summary.set_crc32c(checksum->crc32c);
  }
  if (!options.init_vectors.empty()) {
    absl::StatusOr<ForeignVectors> vectors = ReadAnyVectors(options.init_vectors);
    if (!vectors.ok()) return vectors.status();
    start.vectors = *std::move(vectors);
    start.summary.set_bytes(start.vectors->bytes);
    start.summary.set_crc32c(start.vectors->crc32c);
  }
  return start;
}

absl::Status ApplyTrainingStart(const TrainingStart& start, const CLI::App& command,
                                TrainOptions& options) {
  TrainConfig& config = options.config;
  config.clear_init_vectors();
  config.clear_continued_model();
  if (start.model.has_value()) {
    *config.mutable_continued_model() = start.summary;
    return KeepModelConfig(options.continued_model, start.model->provenance.config, command,
                           config);
  }
  if (!start.vectors.has_value()) return absl::OkStatus();
  *config.mutable_init_vectors() = start.summary;
  const auto dimension = static_cast<int64_t>(start.vectors->vectors.columns());
  if (dimension == config.model().dim()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(options.init_vectors, " has vectors of ",
                                                 dimension, " numbers, and --dim is ",
                                                 config.model().dim(), "; they must be the same"));
}

}  // namespace windowlm
