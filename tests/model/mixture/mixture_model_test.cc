#include "src/model/mixture/mixture_model.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/model/ngram/small_ngrams.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::HasSubstr;

std::unique_ptr<LanguageModel> NgramsOf(int order, Boundaries boundaries) {
  return NgramModelOf(kSentences, order, boundaries);
}

MixtureModel MixtureOf(const CacheOptions& cache, MixtureModel::Weights weights) {
  std::vector<std::unique_ptr<LanguageModel>> models;
  models.push_back(NgramsOf(1, BOUNDARIES_LINE));
  models.push_back(NgramsOf(3, BOUNDARIES_NONE));
  return MixtureModel(std::move(models), cache, std::move(weights));
}

std::vector<double> Losses(absl::Span<const uint32_t> ids, LanguageModel& model) {
  std::vector<double> losses(ids.size());
  model.NegativeLogLikelihood(ids, 0, absl::MakeSpan(losses));
  return losses;
}

TEST(MixtureModel, AddsTheSharesOfItsModelsProbabilities) {
  MixtureModel mixture = MixtureOf({}, {{0.7, 0.3}});
  EXPECT_EQ(mixture.words_before(), 2);
  const std::vector<uint32_t> ids = IdsOf("the cat sat\na pig\n", mixture.vocabulary());
  const std::vector<double> losses = Losses(ids, mixture);
  const std::vector<double> of_one = Losses(ids, *NgramsOf(1, BOUNDARIES_LINE));
  const std::vector<double> of_three = Losses(ids, *NgramsOf(3, BOUNDARIES_NONE));
  for (size_t i = 0; i < ids.size(); ++i) {
    EXPECT_NEAR(losses[i], -std::log(0.7 * std::exp(-of_one[i]) + 0.3 * std::exp(-of_three[i])),
                1e-12);
  }
}

// The cache's probabilities are counted here by hand, on eight words; with a decay of a half the
// last word counts for 1, those before it for 1/2, 1/4, ...
TEST(MixtureModel, WeighsTheCacheByWhatItKnows) {
  const MixtureModel::Weights weights = {
      {0.5, 0.3, 0.2, 0, 0}, {0.4, 0.2, 0.1, 0.3, 0}, {0.2, 0.1, 0.1, 0.2, 0.4}};
  MixtureModel mixture = MixtureOf({5, 0.5}, weights);
  EXPECT_EQ(mixture.words_before(), 5);
  const std::vector<uint32_t> ids = IdsOf("the cat sat\nthe cat sat\n", mixture.vocabulary());
  const std::vector<double> losses = Losses(ids, mixture);
  const std::vector<double> of_one = Losses(ids, *NgramsOf(1, BOUNDARIES_LINE));
  const std::vector<double> of_three = Losses(ids, *NgramsOf(3, BOUNDARIES_NONE));
  const auto expected = [&](size_t i, std::vector<double> row, std::array<double, 3> cache) {
    double p = row[0] * std::exp(-of_one[i]) + row[1] * std::exp(-of_three[i]);
    for (int n = 0; n < 3; ++n) p += row[2 + n] * cache[n];
    return -std::log(p);
  };
  // Nothing is known: the models' weights are scaled to 1.
  EXPECT_NEAR(losses[0], expected(0, {0.625, 0.375, 0, 0, 0}, {}), 1e-12);
  // "the" has not come yet.
  EXPECT_NEAR(losses[1], expected(1, weights[0], {}), 1e-12);
  // "the", the fifth word: it stands three words back, where it counts for 1/8 of 15/8.
  EXPECT_NEAR(losses[4], expected(4, weights[0], {1.0 / 15, 0, 0}), 1e-12);
  // "cat" after "the".
  EXPECT_NEAR(losses[5], expected(5, weights[1], {0.125 / 1.9375, 1, 0}), 1e-12);
  // "sat" after "the cat": the cache holds the five words "cat sat </s> the cat" only, in which
  // "cat" has been followed once, and "the cat" not at all.
  EXPECT_NEAR(losses[6], expected(6, weights[1], {0.125 / 1.9375, 1, 0}), 1e-12);
}

TEST(MixtureModel, KnowsTwoWordsBack) {
  const MixtureModel::Weights weights = {
      {0.5, 0.3, 0.2, 0, 0}, {0.4, 0.2, 0.1, 0.3, 0}, {0.2, 0.1, 0.1, 0.2, 0.4}};
  MixtureModel mixture = MixtureOf({100, 1}, weights);
  const std::vector<uint32_t> ids =
      IdsOf("the cat sat\na cat saw\nthe cat saw\n", mixture.vocabulary());
  const std::vector<double> losses = Losses(ids, mixture);
  const std::vector<double> of_one = Losses(ids, *NgramsOf(1, BOUNDARIES_LINE));
  const std::vector<double> of_three = Losses(ids, *NgramsOf(3, BOUNDARIES_NONE));
  // "saw" after "the cat": one of the ten words before; one of the two that have followed "cat";
  // none of those that have followed "the cat".
  const double p = 0.2 * std::exp(-of_one[10]) + 0.1 * std::exp(-of_three[10]) + 0.1 * 1 / 10 +
                   0.2 * 1 / 2 + 0.4 * 0;
  EXPECT_NEAR(losses[10], -std::log(p), 1e-12);
}

TEST(MixtureModel, CountsFrequentWordsForLess) {
  MixtureModel mixture =
      MixtureOf({100, 1, 0.1}, {{0, 0.5, 0.5, 0, 0}, {0, 0.5, 0.5, 0, 0}, {0, 0.5, 0.5, 0, 0}});
  const Vocabulary& vocabulary = mixture.vocabulary();
  const std::vector<uint32_t> ids = IdsOf("the rat ran\nthe\n", vocabulary);
  double total = 1;
  for (const uint64_t count : vocabulary.counts()) total += static_cast<double>(count);
  const auto weight = [&](uint32_t id) {
    return 0.1 / (0.1 + static_cast<double>(vocabulary.count(id)) / total);
  };
  double sum = 0;
  for (int i = 0; i < 4; ++i) sum += weight(ids[i]);
  const std::vector<double> losses = Losses(ids, mixture);
  const std::vector<double> of_three = Losses(ids, *NgramsOf(3, BOUNDARIES_NONE));
  EXPECT_NEAR(losses[4], -std::log(0.5 * std::exp(-of_three[4]) + 0.5 * weight(ids[4]) / sum),
              1e-12);
}

TEST(MixtureModel, GivesAllWordsWhatItGivesEach) {
  const MixtureModel::Weights weights = {
      {0.5, 0.3, 0.2, 0, 0}, {0.4, 0.2, 0.1, 0.3, 0}, {0.2, 0.1, 0.1, 0.2, 0.4}};
  for (const CacheOptions& cache : {CacheOptions{4, 0.5}, CacheOptions{100, 0.9, 0.01}}) {
    MixtureModel mixture = MixtureOf(cache, weights);
    const std::vector<uint32_t> ids =
        IdsOf("the cat sat\nthe cat sat\nthe cat saw\n", mixture.vocabulary());
    const std::vector<double> losses = Losses(ids, mixture);
    for (size_t i = 0; i < ids.size(); ++i) {
      std::vector<double> log_p(mixture.vocabulary().predictable_size());
      mixture.LogProbabilities(absl::MakeConstSpan(ids).first(i), absl::MakeSpan(log_p));
      double sum = 0;
      for (const double log_probability : log_p) sum += std::exp(log_probability);
      EXPECT_NEAR(sum, 1, 1e-6);
      EXPECT_NEAR(log_p[ids[i]], -losses[i], 1e-12) << i;
    }
  }
}

// Texts are read in pieces, of which each begins with the words that the cache may hold.
TEST(MixtureModel, NeedsNoMoreThanTheWordsThatItAsksFor) {
  const MixtureModel::Weights weights(3, std::vector<double>(5, 0.2));
  MixtureModel mixture = MixtureOf({4, 0.5}, weights);
  const std::vector<uint32_t> ids =
      IdsOf("the cat sat\na cat saw the cat\nthe cat sat\n", mixture.vocabulary());
  const std::vector<double> losses = Losses(ids, mixture);
  for (size_t first = 0; first < ids.size(); ++first) {
    const size_t before = std::min<size_t>(first, mixture.words_before());
    double loss = 0;
    mixture.NegativeLogLikelihood(absl::MakeConstSpan(ids).subspan(first - before, before + 1),
                                  before, absl::MakeSpan(&loss, 1));
    EXPECT_EQ(loss, losses[first]) << first;
  }
}

TEST(CheckCanMix, WantsTheSameWordsAndTokenizer) {
  const auto model = NgramModelOf(kSentences, 2, BOUNDARIES_LINE);
  const auto fits = NgramModelOf(kSentences, 3, BOUNDARIES_NONE);
  EXPECT_TRUE(CheckCanMix("a.wlm", *model, "b.wlm", *fits).ok());

  const auto other_words = NgramModelOf("the cat\n", 2, BOUNDARIES_LINE);
  const absl::Status words = CheckCanMix("a.wlm", *model, "b.wlm", *other_words);
  EXPECT_THAT(MessageOf(words), HasSubstr("different vocabularies"));
  EXPECT_THAT(MessageOf(words), HasSubstr("--vocabulary-of=a.wlm"));

  CorpusConfig config;
  config.mutable_text()->set_lowercase(true);
  const NgramModel other_tokenizer(VocabularyOfText(kSentences), config,
                                   EstimateOf(kSentences, 2, BOUNDARIES_LINE).tables);
  EXPECT_THAT(MessageOf(CheckCanMix("a.wlm", *model, "b.wlm", other_tokenizer)),
              HasSubstr("different rules"));
}

}  // namespace
}  // namespace windowlm
