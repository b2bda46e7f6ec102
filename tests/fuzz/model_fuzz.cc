// Model files of every kind, with right checksums too.

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "src/corpus/vocabulary.h"
#include "src/model/mixture/language_model_file.h"
#include "src/model/mixture/mixture_file.h"
#include "src/model/mixture/mixture_model.h"
#include "src/model/model_file.h"
#include "src/model/ngram/ngram_file.h"
#include "src/model/vectors_file.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/resealed.h"
#include "tests/model/ngram/small_ngrams.h"
#include "tests/model/small_model_file.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

// Asks a model that was read for all that models answer.
void Ask(LanguageModel& model) {
  const Vocabulary& vocabulary = model.vocabulary();
  const std::vector<uint32_t> text = {0, vocabulary.line_end_id(), vocabulary.unknown_id(),
                                      vocabulary.line_end_id()};
  std::vector<double> losses(text.size());
  model.NegativeLogLikelihood(text, 0, absl::MakeSpan(losses));
  if (model.words_after() > 0) return;
  std::vector<double> log_probabilities(vocabulary.predictable_size());
  model.LogProbabilities({text.data(), 1}, absl::MakeSpan(log_probabilities));
}

void Read(absl::string_view bytes) {
  const auto model = ReadLanguageModel(ByteSource::FromBytes("model", bytes));
  if (model.ok()) Ask(**model);
  const auto trained = ReadModel(ByteSource::FromBytes("model", bytes));
  const auto vectors = ReadVectors(ByteSource::FromBytes("model", bytes));
  if (vectors.ok()) {
    Require(vectors->embeddings.rows() == static_cast<int64_t>(vectors->vocabulary.size()),
            "each word has a vector");
  }
  Require(!trained.ok() || vectors.ok(), "a trained model has vectors");
}

std::string Saved(const ModelConfig& config) {
  const std::string path = testing::TempDir() + "/fuzz_seed_model";
  Provenance provenance = SmallProvenance();
  *provenance.config.mutable_model() = config;
  const Vocabulary vocabulary = SmallVocabulary();
  WindowModel<float> model(config, static_cast<int64_t>(vocabulary.size()));
  model.Initialize(1, vocabulary.counts());
  Require(SaveModel(path, provenance, vocabulary, model).ok(), "a model is saved");
  return BytesOf(path);
}

std::string SavedNgrams() {
  const std::string path = testing::TempDir() + "/fuzz_seed_ngrams";
  NgramProvenance provenance;
  provenance.discounts = EstimateOf(kSentences, 3, BOUNDARIES_LINE).discounts;
  Require(SaveNgramModel(path, provenance, *NgramModelOf(kSentences, 3, BOUNDARIES_LINE)).ok(),
          "an n-gram model is saved");
  return BytesOf(path);
}

std::string SavedMixture() {
  const std::string ngrams = testing::TempDir() + "/fuzz_seed_mixed";
  WriteBytes(ngrams, SavedNgrams());
  absl::StatusOr<ModelsForMixing> loaded = LoadForMixing(ngrams);
  Require(loaded.ok(), "an n-gram model is read");
  const MixtureModel mixture(std::move(loaded->models), {5, 0.5, 0.1});
  const std::string path = testing::TempDir() + "/fuzz_seed_mixture";
  const absl::StatusOr<OutputPlace> place = OutputPlace::Find(path);
  Require(place.ok() && SaveMixture(*place, {loaded->part}, mixture, {9, 2.5}).ok(),
          "a mixture is saved");
  return BytesOf(path);
}

std::string SavedVectors() {
  const std::string path = testing::TempDir() + "/fuzz_seed_vectors";
  ForeignVectors vectors;
  vectors.words = {"the", "cat"};
  vectors.vectors = RowBlocks(2);
  vectors.vectors.Append({1.0f, -0.5f});
  vectors.vectors.Append({0.1f, 2.0f});
  Require(SaveVectors(path, vectors).ok(), "vectors are saved");
  return BytesOf(path);
}

}  // namespace

void FuzzOne(absl::string_view bytes) {
  Read(bytes);
  Read(Resealed(bytes));
}

std::vector<std::string> FuzzSeeds() {
  ModelConfig parts = ConfigOf(OBJECTIVE_NEXT, 1, 2, {4, 4}, COMBINE_CONCAT, ACTIVATION_GELU);
  parts.set_tied(true);
  parts.set_residual(true);
  parts.add_distant(3);
  ModelConfig attending = ConfigOf(OBJECTIVE_MASKED, 1, 2, {4});
  attending.set_attention(2);
  ModelConfig normalised = ConfigOf(OBJECTIVE_NEXT, 1, 2, {4});
  normalised.set_batch_norm(true);
  ModelConfig adaptive = ConfigOf(OBJECTIVE_MASKED, 1, 2, {4});
  adaptive.set_loss(LOSS_ADAPTIVE_SOFTMAX);
  adaptive.add_cutoffs(2);
  adaptive.set_division(2);
  return {Saved(SmallProvenance().config.model()),
          Saved(parts),
          Saved(adaptive),
          Saved(attending),
          Saved(normalised),
          Saved(ConfigOf(OBJECTIVE_SKIPGRAM, 1, 2)),
          SavedNgrams(),
          SavedMixture(),
          SavedVectors()};
}

}  // namespace windowlm
