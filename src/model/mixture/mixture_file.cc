#include "src/model/mixture/mixture_file.h"

#include <utility>

#include "src/model/mixture/language_model_file.h"
#include "src/model/model_file.h"
#include "src/model/stored_vocabulary.h"
#include "src/store/tensor_records.h"

namespace windowlm {

absl::StatusOr<ModelsForMixing> LoadForMixing(const std::string& path) {
  absl::StatusOr<std::unique_ptr<LanguageModel>> model = LoadLanguageModel(path);
  if (!model.ok()) return model.status();
  const absl::StatusOr<std::unique_ptr<SealedFileReader>> reader = SealedFileReader::Open(path);
  if (!reader.ok()) return reader.status();
  const FileHeader& header = (*reader)->header();
  ModelsForMixing result;
  if (header.has_mixture()) {
    result.models = static_cast<MixtureModel&>(**model).TakeModels();
    result.part.headers.assign(header.mixture().models().begin(), header.mixture().models().end());
  } else {
    result.models.push_back(*std::move(model));
    result.part.headers.push_back(header);
  }
  result.part.write_tensors = [path](SealedFileWriter& writer) {
    const absl::StatusOr<std::unique_ptr<SealedFileReader>> again = SealedFileReader::Open(path);
    return again.ok() ? CopyTensors("", {}, **again, writer) : again.status();
  };
  return result;
}

absl::Status SaveMixture(const OutputPlace& place, absl::Span<const MixturePart> parts,
                         const MixtureModel& model, const FittedText& fitted) {
  FileHeader header = parts.front().headers.front();
  header.set_program_version(kProgramVersion);
  header.set_tensor_count(0);
  MixtureSummary& mixture = *header.mutable_mixture();
  for (const MixturePart& part : parts) {
    for (const FileHeader& of_model : part.headers) {
      *mixture.add_models() = of_model;
      header.set_tensor_count(header.tensor_count() + of_model.tensor_count());
    }
  }
  mixture.set_cache_words(static_cast<uint64_t>(model.cache().words));
  if (model.cache().words > 0) {
    mixture.set_cache_decay(model.cache().decay);
    mixture.set_cache_common_share(model.cache().common_share);
  }
  for (const std::vector<double>& row : model.weights()) {
    mixture.add_weights()->mutable_weights()->Add(row.begin(), row.end());
  }
  mixture.set_fit_words(fitted.words);
  mixture.set_fit_perplexity(fitted.perplexity);
  const absl::StatusOr<std::unique_ptr<SealedFileWriter>> writer =
      SealedFileWriter::Create(place, std::move(header));
  if (!writer.ok()) return writer.status();
  absl::Status status = StoreVocabulary(model.vocabulary(), **writer);
  for (const MixturePart& part : parts) {
    if (status.ok()) status = part.write_tensors(**writer);
  }
  return status.ok() ? (*writer)->Finish() : status;
}

}  // namespace windowlm
