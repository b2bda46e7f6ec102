#include "src/model/mixture/language_model_file.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "src/model/model_file.h"
#include "src/model/ngram/ngram_file.h"
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
  void LogProbabilities(absl::Span<const uint32_t> line, absl::Span<double> result) override {
    model_.LogProbabilities(line, result);
  }

 private:
  TrainedModel trained_;
  WindowLanguageModel model_;
};

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
  if ((*reader)->header().has_ngram()) return ReadNgramModel(**reader);
  absl::StatusOr<TrainedModel> trained = ReadModel(**reader);
  if (!trained.ok()) return trained.status();
  if (trained->provenance.config.model().objective() == OBJECTIVE_SKIPGRAM) {
    return absl::FailedPreconditionError(
        absl::StrCat((*reader)->name(),
                     " is a skip-gram model: it predicts from single words, not from a text's "
                     "contexts; neighbors, evaluate similarity and evaluate analogies use its "
                     "vectors"));
  }
  return std::make_unique<LoadedWindowModel>(*std::move(trained));
}

}  // namespace windowlm
