#include "tools/options/training_start.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "src/config/option_name.h"
#include "src/input/file_checksum.h"
#include "src/model/vectors_file.h"
#include "src/train/continued_config.h"
#include "src/vectors/vectors_input.h"

namespace windowlm {
namespace {

// Returns windowlm's own vectors, of the words that export writes, in the form of another
// program's.
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
  const absl::StatusOr<ModelVectors> own = LoadVectors(path, VECTORS_INPUT);
  // The vectors are not windowlm's.
  if (absl::IsInvalidArgument(own.status())) return ReadVectorsInput(path, absl::nullopt);
  if (!own.ok()) return own.status();
  const absl::StatusOr<FileChecksum> checksum = ChecksumOfFile(path);
  if (!checksum.ok()) return checksum.status();
  return AsForeign(*own, *checksum);
}

}  // namespace

absl::StatusOr<TrainingStart> ReadTrainingStart(const TrainOptions& options) {
  TrainingStart start;
  if (!options.run.continued_model().empty()) {
    absl::StatusOr<TrainedModel> model = LoadModel(options.run.continued_model());
    if (!model.ok()) return model.status();
    const absl::StatusOr<FileChecksum> checksum = ChecksumOfFile(options.run.continued_model());
    if (!checksum.ok()) return checksum.status();
    start.model = *std::move(model);
    start.summary.set_bytes(checksum->bytes);
    start.summary.set_crc32c(checksum->crc32c);
  }
  if (!options.run.init_vectors().empty()) {
    absl::StatusOr<ForeignVectors> vectors = ReadAnyVectors(options.run.init_vectors());
    if (!vectors.ok()) return vectors.status();
    start.vectors = *std::move(vectors);
    start.summary.set_bytes(start.vectors->bytes);
    start.summary.set_crc32c(start.vectors->crc32c);
  }
  return start;
}

absl::Status ApplyTrainingStart(const TrainingStart& start,
                                absl::FunctionRef<bool(const Option&)> is_given,
                                TrainOptions& options) {
  TrainConfig& config = options.config;
  config.clear_init_vectors();
  config.clear_continued_model();
  if (start.model.has_value()) {
    *config.mutable_continued_model() = start.summary;
    return KeepModelConfig(options.run.continued_model(), start.model->provenance.config, is_given,
                           config);
  }
  if (!start.vectors.has_value()) return absl::OkStatus();
  *config.mutable_init_vectors() = start.summary;
  const auto dimension = static_cast<int64_t>(start.vectors->vectors.columns());
  if (!config.model().has_dim()) config.mutable_model()->set_dim(static_cast<int32_t>(dimension));
  if (dimension == config.model().dim()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(options.run.init_vectors(), " has vectors of ", dimension, " numbers, and ",
                   OptionName<ModelConfig>(ModelConfig::kDimFieldNumber), " is ",
                   config.model().dim(), "; they must be the same"));
}

}  // namespace windowlm
