#include "src/model/mixture/mixture_file.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/model/mixture/language_model_file.h"
#include "src/model/model_file.h"
#include "src/model/ngram/ngram_file.h"
#include "src/model/vectors_file.h"
#include "tests/model/ngram/small_ngrams.h"
#include "tests/model/small_models.h"
#include "tests/store/damage.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::HasSubstr;

class MixtureFile : public testing::Test {
 protected:
  void SetUp() override {
    Provenance provenance;
    *provenance.config.mutable_model() = ConfigOf(OBJECTIVE_NEXT, 2, 3, {4});
    provenance.training.set_steps(3);
    WindowModel<float> model(provenance.config.model(), static_cast<int64_t>(vocabulary_.size()));
    FillParameters(1, model);
    ASSERT_TRUE(SaveModel(window_, provenance, vocabulary_, model).ok());
    NgramProvenance ngrams;
    ngrams.discounts = EstimateOf(kSentences, 2, BOUNDARIES_LINE).discounts;
    ASSERT_TRUE(SaveNgramModel(ngram_, ngrams, *NgramModelOf(kSentences, 2, BOUNDARIES_LINE)).ok());
  }

  // Saves the models of `paths` as a mixture with a cache, and returns the mixture.
  std::unique_ptr<MixtureModel> Save(const std::vector<std::string>& paths,
                                     const std::string& output) const {
    std::vector<std::unique_ptr<LanguageModel>> models;
    std::vector<MixturePart> parts;
    for (const std::string& path : paths) {
      absl::StatusOr<ModelsForMixing> loaded = LoadForMixing(path);
      EXPECT_TRUE(loaded.ok()) << loaded.status();
      for (auto& model : loaded->models) models.push_back(std::move(model));
      parts.push_back(std::move(loaded->part));
    }
    const size_t count = models.size();
    MixtureModel::Weights weights;
    for (size_t n = 1; n <= WordCache::kOrders; ++n) {
      std::vector<double>& row = weights.emplace_back(count + WordCache::kOrders, 0.0);
      for (size_t k = 0; k < count + n; ++k) row[k] = 1.0 / static_cast<double>(count + n);
    }
    auto mixture = std::make_unique<MixtureModel>(std::move(models), CacheOptions{7, 0.75, 0.01},
                                                  std::move(weights));
    const absl::StatusOr<OutputPlace> place = OutputPlace::Find(output);
    EXPECT_TRUE(place.ok()) << place.status();
    const absl::Status status = SaveMixture(*place, parts, *mixture, {12, 3.5});
    EXPECT_TRUE(status.ok()) << status;
    return mixture;
  }

  std::vector<double> Losses(LanguageModel& model) const {
    const std::vector<uint32_t> ids = IdsOf(kSentences, vocabulary_);
    std::vector<double> losses(ids.size());
    model.NegativeLogLikelihood(ids, 0, absl::MakeSpan(losses));
    return losses;
  }

  static absl::StatusOr<std::unique_ptr<LanguageModel>> Read(const std::string& bytes) {
    return ReadLanguageModel(ByteSource::FromBytes("model", bytes));
  }

  const std::string folder_ = FreshFolder();
  const std::string window_ = folder_ + "/window.wlm";
  const std::string ngram_ = folder_ + "/ngram.wlm";
  const std::string mixed_ = folder_ + "/mixed.wlm";
  const Vocabulary vocabulary_ = VocabularyOfText(kSentences);
};

TEST_F(MixtureFile, AnswersAsTheMixtureThatWasSaved) {
  const auto saved = Save({window_, ngram_}, mixed_);
  const auto loaded = LoadLanguageModel(mixed_);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  EXPECT_EQ(Losses(**loaded), Losses(*saved));
  EXPECT_EQ((*loaded)->words_before(), 7);
}

TEST_F(MixtureFile, HasTheVectorsOfItsFirstModel) {
  Save({window_, ngram_}, mixed_);
  const absl::StatusOr<ModelVectors> vectors = LoadVectors(mixed_);
  ASSERT_TRUE(vectors.ok()) << vectors.status();
  const absl::StatusOr<TrainedModel> window = LoadModel(window_);
  ASSERT_TRUE(window.ok()) << window.status();
  for (int64_t i = 0; i < vectors->embeddings.size(); ++i) {
    ASSERT_EQ(vectors->embeddings.data()[i], window->model->embeddings().data()[i]);
  }
  EXPECT_TRUE(LoadModel(mixed_).ok());
  Save({ngram_, window_}, mixed_);
  EXPECT_THAT(MessageOf(LoadVectors(mixed_).status()), HasSubstr("is a mixture of n-gram models"));
}

TEST_F(MixtureFile, OfMixturesHasAllTheirModels) {
  Save({window_, ngram_}, mixed_);
  const std::string again = folder_ + "/again.wlm";
  const auto saved = Save({mixed_, ngram_}, again);
  EXPECT_EQ(saved->models().size(), 3);
  const auto loaded = LoadLanguageModel(again);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  EXPECT_EQ(Losses(**loaded), Losses(*saved));
}

TEST_F(MixtureFile, IsRefusedWhenDamaged) {
  Save({window_, ngram_}, mixed_);
  const std::string whole = BytesOf(mixed_);
  ForEachCut(whole, [](const std::string& bytes) { EXPECT_FALSE(Read(bytes).ok()); });
  ForEachFlippedBit(whole, [](const std::string& bytes) { EXPECT_FALSE(Read(bytes).ok()); });
  ForEachMisplacedRecord(whole, [](const std::string& bytes) { EXPECT_FALSE(Read(bytes).ok()); });
}

// Whatever is read after that can be asked.
TEST_F(MixtureFile, IsAskedWithoutHarmWhateverItsRecordsSay) {
  Save({window_, ngram_}, mixed_);
  ForEachForgedBit(BytesOf(mixed_), [&](const std::string& bytes) {
    const auto model = Read(bytes);
    if (!model.ok()) return;
    const std::vector<uint32_t> text = {0, (*model)->vocabulary().line_end_id()};
    std::vector<double> losses(text.size());
    (*model)->NegativeLogLikelihood(text, 0, absl::MakeSpan(losses));
  });
}

}  // namespace
}  // namespace windowlm
