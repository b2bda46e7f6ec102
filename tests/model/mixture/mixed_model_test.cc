#include "src/model/mixture/mixed_model.h"

#include <cmath>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/model/ngram/small_ngrams.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::HasSubstr;

TEST(MixedModel, AddsTheSharesOfBothProbabilities) {
  const auto one = NgramModelOf(kSentences, 1, BOUNDARIES_LINE);
  const auto three = NgramModelOf(kSentences, 3, BOUNDARIES_NONE);
  MixedModel mixed(*one, *three, 0.3);
  EXPECT_EQ(mixed.words_before(), 2);
  const std::vector<uint32_t> ids = IdsOf("the cat sat\na pig\n", mixed.vocabulary());
  std::vector<double> losses(ids.size());
  std::vector<double> of_one(ids.size());
  std::vector<double> of_three(ids.size());
  mixed.NegativeLogLikelihood(ids, 0, absl::MakeSpan(losses));
  one->NegativeLogLikelihood(ids, 0, absl::MakeSpan(of_one));
  three->NegativeLogLikelihood(ids, 0, absl::MakeSpan(of_three));
  for (size_t i = 0; i < ids.size(); ++i) {
    EXPECT_NEAR(losses[i], -std::log(0.7 * std::exp(-of_one[i]) + 0.3 * std::exp(-of_three[i])),
                1e-12);
  }
  std::vector<double> log_p(mixed.vocabulary().predictable_size());
  mixed.LogProbabilities({ids[0], ids[1]}, absl::MakeSpan(log_p));
  double sum = 0;
  for (const double log_probability : log_p) sum += std::exp(log_probability);
  EXPECT_NEAR(sum, 1, 1e-6);
  EXPECT_NEAR(log_p[ids[2]], -losses[2], 1e-12);
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
