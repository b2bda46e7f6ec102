#include "src/evaluate/mixture_weight.h"

#include <cmath>
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
  void LogProbabilities(absl::Span<const uint32_t>, absl::Span<double>) override {}

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

// The mixture gives word 0 the probability 0.9 - 0.8 weight, which is best at its share.
TEST(MixtureWeight, IsTheBest) {
  FixedModel model(0.9, 0.1);
  FixedModel other(0.1, 0.9);
  for (const double share : {0.75, 0.5, 0.2}) {
    EXPECT_NEAR(FitMixtureWeight(TextWithShare(share), model, other), (0.9 - share) / 0.8, 1e-6);
  }
}

TEST(MixtureWeight, OfAModelThatDoesNotHelpIsNone) {
  FixedModel model(0.9, 0.1);
  FixedModel other(0.1, 0.9);
  EXPECT_NEAR(FitMixtureWeight(TextWithShare(1), model, other), 0, 1e-6);
  EXPECT_NEAR(FitMixtureWeight(TextWithShare(0), model, other), 1, 1e-6);
}

}  // namespace
}  // namespace windowlm
