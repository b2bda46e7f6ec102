#include "src/evaluate/mixture_fit.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <numeric>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "tests/model/ngram/small_ngrams.h"

namespace windowlm {
namespace {

// Gives the word 0 one probability and all others another, wherever they stand.
class FixedModel : public LanguageModel {
 public:
  FixedModel(double first, double others) : first_(first), others_(others) {}

  const Vocabulary& vocabulary() const override { return vocabulary_; }
  const CorpusConfig& corpus_config() const override { return config_; }
  int64_t words_before() const override { return 0; }
  int64_t words_after() const override { return 0; }
  void NegativeLogLikelihood(absl::Span<const uint32_t> ids, uint64_t first,
                             absl::Span<double> result) override {
    for (size_t i = 0; i < result.size(); ++i) {
      result[i] = -std::log(ids[first + i] == 0 ? first_ : others_);
    }
  }
  void LogProbabilitiesAt(absl::Span<const uint32_t>, uint64_t, absl::Span<double>) override {}

 private:
  const double first_;
  const double others_;
  const Vocabulary vocabulary_ = VocabularyOfText("a b\n");
  const CorpusConfig config_;
};

// A text of which the word 0 is the given share.
std::vector<uint32_t> TextWithShare(double share) {
  std::vector<uint32_t> ids(8000, 1);
  std::fill_n(ids.begin(), std::lround(share * 8000), 0u);
  return ids;
}

// The mixture of a model that gives word 0 the probability 0.9 with one that gives it 0.1.
MixtureModel Mixture() {
  std::vector<std::unique_ptr<LanguageModel>> models;
  models.push_back(std::make_unique<FixedModel>(0.9, 0.1));
  models.push_back(std::make_unique<FixedModel>(0.1, 0.9));
  return MixtureModel(std::move(models), CacheOptions());
}

// It gives word 0 the probability 0.9 - 0.8 weight, which is best at its share.
TEST(FitMixture, FindsTheBestWeights) {
  MixtureModel mixture = Mixture();
  for (const double share : {0.75, 0.5, 0.2}) {
    const MixtureFit fit = FitMixture(TextWithShare(share), mixture);
    ASSERT_EQ(fit.weights.size(), 1);
    EXPECT_NEAR(fit.weights[0][1], (0.9 - share) / 0.8, 1e-3);
    EXPECT_NEAR(fit.weights[0][0] + fit.weights[0][1], 1, 1e-12);
  }
}

TEST(FitMixture, LeavesLittleToAModelThatDoesNotHelp) {
  MixtureModel mixture = Mixture();
  EXPECT_NEAR(FitMixture(TextWithShare(1), mixture).weights[0][1], 0, 1e-3);
  EXPECT_NEAR(FitMixture(TextWithShare(0), mixture).weights[0][1], 1, 1e-3);
  EXPECT_GT(FitMixture(TextWithShare(1), mixture).weights[0][1], 0);
}

// The first half of this text has word 0 alone and the second half word 1 alone, so that weights
// fitted to the other half are the worst.
TEST(FitMixture, PredictsEachHalfByTheOther) {
  MixtureModel mixture = Mixture();
  const MixtureFit fit = FitMixture(TextWithShare(0.5), mixture);
  EXPECT_EQ(fit.cross_fitted.words, 8000);
  EXPECT_NEAR(fit.cross_fitted.perplexity(), 10, 0.1);
}

// Of "b b b ..." the cache knows all after two words.
TEST(FitMixture, BelievesTheCacheWhereItKnows) {
  std::vector<std::unique_ptr<LanguageModel>> models;
  models.push_back(std::make_unique<FixedModel>(0.9, 0.1));
  MixtureModel mixture(std::move(models), {100, 1});
  const MixtureFit fit = FitMixture(std::vector<uint32_t>(1000, 1), mixture);
  ASSERT_EQ(fit.weights.size(), 3);
  for (const std::vector<double>& row : fit.weights) {
    EXPECT_NEAR(std::accumulate(row.begin(), row.end(), 0.0), 1, 1e-12);
  }
  EXPECT_EQ(fit.weights[0][2], 0) << "an order that is not known has no weight";
  EXPECT_EQ(fit.weights[1][3], 0);
  EXPECT_LT(fit.weights[2][0], 1e-3);
  EXPECT_LT(fit.cross_fitted.perplexity(), 1.1);
}

}  // namespace
}  // namespace windowlm
