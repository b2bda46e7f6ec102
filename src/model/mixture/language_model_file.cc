#include "src/model/mixture/language_model_file.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "src/model/mixture/mixture_header.h"
#include "src/model/mixture/mixture_model.h"
#include "src/model/model_file.h"
#include "src/model/ngram/ngram_file.h"
#include "src/model/stored_vocabulary.h"
#include "src/model/window_language_model.h"
#include "src/store/sealed_file.h"

namespace windowlm {
namespace {

// A window model that owns all that it needs.
class LoadedWindowModel : public LanguageModel {
 public:
  explicit LoadedWindowModel(TrainedModel trained)
      : trained_(std::move(trained)),
        model_(trained_.provenance.config, trained_.vocabulary, *trained_.model) {}

  const Vocabulary& vocabulary() const override { return model_.vocabulary(); }
  const CorpusConfig& corpus_config() const override { return model_.corpus_config(); }
  int64_t words_before() const override { return model_.words_before(); }
  int64_t words_after() const override { return model_.words_after(); }
  void NegativeLogLikelihood(absl::Span<const uint32_t> ids, uint64_t first,
                             absl::Span<double> result) override {
    model_.NegativeLogLikelihood(ids, first, result);
  }
  void LogProbabilitiesAt(absl::Span<const uint32_t> ids, uint64_t position,
                          absl::Span<double> result) override {
    model_.LogProbabilitiesAt(ids, position, result);
  }

 private:
  TrainedModel trained_;
  WindowLanguageModel model_;
};

using LoadedLanguageModel = absl::StatusOr<std::unique_ptr<LanguageModel>>;

LoadedLanguageModel WindowModelOf(absl::StatusOr<TrainedModel> trained, absl::string_view name) {
  if (!trained.ok()) return trained.status();
  if (trained->provenance.config.model().objective() == OBJECTIVE_SKIPGRAM) {
    return absl::FailedPreconditionError(
        absl::StrCat(name,
                     " is a skip-gram model: it predicts from single words, not from a text's "
                     "contexts; neighbors, evaluate similarity and evaluate analogies use its "
                     "vectors"));
  }
  return std::make_unique<LoadedWindowModel>(*std::move(trained));
}

LoadedLanguageModel ReadMixture(SealedFileReader& reader) {
  const FileHeader& header = reader.header();
  if (const absl::Status status = CheckMixtureHeader(header); !status.ok()) {
    return reader.Damaged(absl::StrCat("in its header ", status.message()));
  }
  const absl::StatusOr<Vocabulary> vocabulary = ReadStoredVocabulary(reader);
  if (!vocabulary.ok()) return vocabulary.status();
  std::vector<std::unique_ptr<LanguageModel>> models;
  for (const FileHeader& part : header.mixture().models()) {
    LoadedLanguageModel model =
        part.has_ngram()
            ? LoadedLanguageModel(ReadNgramTensors(part, vocabulary->Copy(), reader))
            : WindowModelOf(ReadModelTensors(part, vocabulary->Copy(), reader), reader.name());
    if (!model.ok()) return model.status();
    models.push_back(*std::move(model));
  }
  if (absl::Status status = reader.ReadEnd(); !status.ok()) return status;
  return std::make_unique<MixtureModel>(std::move(models), CacheOf(header.mixture()),
                                        WeightsOf(header.mixture()));
}

}  // namespace

absl::StatusOr<std::unique_ptr<LanguageModel>> LoadLanguageModel(absl::string_view path) {
  absl::StatusOr<std::unique_ptr<ByteSource>> source = ByteSource::OpenFile(path);
  if (!source.ok()) return source.status();
  return ReadLanguageModel(*std::move(source));
}

absl::StatusOr<std::unique_ptr<LanguageModel>> ReadLanguageModel(
    std::unique_ptr<ByteSource> source) {
  const absl::StatusOr<std::unique_ptr<SealedFileReader>> reader =
      SealedFileReader::Open(std::move(source));
  if (!reader.ok()) return reader.status();
  if ((*reader)->header().has_mixture()) return ReadMixture(**reader);
  if ((*reader)->header().has_ngram()) return ReadNgramModel(**reader);
  return WindowModelOf(ReadModel(**reader), (*reader)->name());
}

}  // namespace windowlm
