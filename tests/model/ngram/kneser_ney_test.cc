// The golden numbers are from a few lines of Python that follow the definitions word by word, with
// sets and dictionaries of tuples (and, at the size of real corpora, agree with kenlm's lmplz).

#include "src/model/ngram/kneser_ney.h"

#include <cmath>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/base/random.h"
#include "tests/model/ngram/small_ngrams.h"

namespace windowlm {
namespace {

using ::testing::DoubleNear;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Field;

std::vector<double> Probabilities(NgramModel& model, const std::vector<std::string>& line) {
  std::vector<uint32_t> ids;
  for (const std::string& word : line) ids.push_back(model.vocabulary().IdOrUnknown(word));
  std::vector<double> result(model.vocabulary().predictable_size());
  model.LogProbabilities(ids, absl::MakeSpan(result));
  for (double& probability : result) probability = std::exp(probability);
  return result;
}

// p(word | line) of the, sat, </s> and <unk>, which the text does not have.
void ExpectProbabilities(NgramModel& model, const std::vector<std::string>& line,
                         const std::vector<double>& expected) {
  const std::vector<double> probabilities = Probabilities(model, line);
  size_t i = 0;
  for (const char* word : {"the", "sat", "</s>", "<unk>"}) {
    const double probability = probabilities[*model.vocabulary().Find(word)];
    EXPECT_NEAR(probability, expected[i], 1e-6 * expected[i]) << word;
    ++i;
  }
}

double LossOf(absl::string_view text, NgramModel& model) {
  const std::vector<uint32_t> ids = IdsOf(text, model.vocabulary());
  std::vector<double> losses(ids.size());
  model.NegativeLogLikelihood(ids, 0, absl::MakeSpan(losses));
  double sum = 0;
  for (const double loss : losses) sum += loss;
  return sum;
}

TEST(KneserNey, EstimatesTheDiscountsOfEachOrder) {
  const KneserNeyEstimate line = EstimateOf(kSentences, 3, BOUNDARIES_LINE);
  ASSERT_EQ(line.discounts.size(), 3u);
  EXPECT_THAT(line.discounts, Each(Field(&KneserNeyDiscounts::estimated, true)));
  EXPECT_THAT(line.discounts[0].discounts,
              ElementsAre(DoubleNear(0.0526315789, 1e-9), DoubleNear(1.9649122807, 1e-9),
                          DoubleNear(2.8947368421, 1e-9)));
  EXPECT_THAT(line.discounts[1].discounts,
              ElementsAre(DoubleNear(0.5862068966, 1e-9), DoubleNear(1.5603448276, 1e-9),
                          DoubleNear(3, 1e-9)));
  EXPECT_THAT(line.discounts[2].discounts,
              ElementsAre(DoubleNear(0.768115942, 1e-9), DoubleNear(1.1358695652, 1e-9),
                          DoubleNear(1.9758454106, 1e-9)));
  const KneserNeyEstimate none = EstimateOf(kSentences, 3, BOUNDARIES_NONE);
  EXPECT_THAT(none.discounts[2].discounts,
              ElementsAre(DoubleNear(0.7590361446, 1e-9), DoubleNear(1.3168674699, 1e-9),
                          DoubleNear(1.9879518072, 1e-9)));
}

TEST(KneserNey, GivesTheGoldenProbabilities) {
  const auto model = NgramModelOf(kSentences, 3, BOUNDARIES_LINE);
  ExpectProbabilities(*model, {}, {0.3728648117, 0.03015577408, 0.05828288699, 0.01979315353});
  ExpectProbabilities(*model, {"the"},
                      {0.04307482247, 0.03285874114, 0.06350698514, 0.02156728282});
  ExpectProbabilities(*model, {"the", "cat"},
                      {0.03482924801, 0.3704187245, 0.1038739332, 0.01743877743});
  ExpectProbabilities(*model, {"sat", "on", "the"},
                      {0.044691389, 0.03409190562, 0.06589035577, 0.02237668714});
  ExpectProbabilities(*model, {"a", "rat"},
                      {0.04338474396, 0.2284974572, 0.2643324809, 0.02172245849});
  // A context that is not there, after one that is.
  ExpectProbabilities(*model, {"never", "the"},
                      {0.06362529246, 0.0485352439, 0.09380538958, 0.03185676918});
  // One of which nothing is there.
  ExpectProbabilities(*model, {"never", "seen"},
                      {0.08267400527, 0.06306616214, 0.1218896915, 0.04139433551});
  EXPECT_NEAR(LossOf("the cat ran\nnever sat on the never\n", *model), 23.7845560051, 1e-5);
}

TEST(KneserNey, GivesTheGoldenProbabilitiesOverLineEnds) {
  const auto model = NgramModelOf(kSentences, 3, BOUNDARIES_NONE);
  ExpectProbabilities(*model, {"the", "cat"},
                      {0.03797411354, 0.3175240645, 0.1132531065, 0.0190133911});
  ExpectProbabilities(*model, {"on"}, {0.1744137714, 0.04920247994, 0.09509497487, 0.03229471865});
  EXPECT_NEAR(LossOf("the cat ran\nnever sat on the never\n", *model), 24.3148399861, 1e-5);
}

TEST(KneserNey, OfOrderOneAreThatOfTheWordsCounts) {
  for (const Boundaries boundaries : {BOUNDARIES_LINE, BOUNDARIES_NONE}) {
    const auto model = NgramModelOf(kSentences, 1, boundaries);
    ExpectProbabilities(*model, {"the"},
                        {0.1626575029, 0.06987399771, 0.1523482245, 0.01317296678});
    EXPECT_NEAR(LossOf("the cat ran\nnever sat on the never\n", *model), 27.2081175534, 1e-5);
  }
}

// One line: no count is 2 or 3.
TEST(KneserNey, FallsBackOnFixedDiscountsWhereCountsAreTooFew) {
  const KneserNeyEstimate estimate = EstimateOf("a b c\n", 3, BOUNDARIES_LINE);
  for (const KneserNeyDiscounts& discounts : estimate.discounts) {
    EXPECT_FALSE(discounts.estimated);
    EXPECT_THAT(discounts.discounts, ElementsAre(0.5, 1, 1.5));
  }
  // By hand: of order 1 all of a, b, c and </s> follow one word; a half of each 1 is taken off and
  // shared by five words.
  const auto model = NgramModelOf("a b c\n", 1, BOUNDARIES_LINE);
  EXPECT_THAT(Probabilities(*model, {}),
              testing::UnorderedElementsAre(DoubleNear(0.225, 1e-7), DoubleNear(0.225, 1e-7),
                                            DoubleNear(0.225, 1e-7), DoubleNear(0.225, 1e-7),
                                            DoubleNear(0.1, 1e-7)));
}

TEST(KneserNey, ProbabilitiesSumToOneAfterAnyContext) {
  for (const Boundaries boundaries : {BOUNDARIES_LINE, BOUNDARIES_NONE}) {
    for (int order = 1; order <= kMaxNgramOrder; ++order) {
      const auto model = NgramModelOf(kSentences, order, boundaries);
      const CounterRandom random(5, RandomPurpose::kSampleCorpus, 1);
      for (uint64_t i = 0; i < 200; ++i) {
        std::vector<uint32_t> line;
        for (uint64_t j = 0; j < i % 7; ++j) {
          line.push_back(static_cast<uint32_t>(
              random.Below(7 * i + j, model->vocabulary().predictable_size())));
        }
        std::vector<double> log_p(model->vocabulary().predictable_size());
        model->LogProbabilities(line, absl::MakeSpan(log_p));
        double sum = 0;
        for (const double log_probability : log_p) {
          EXPECT_TRUE(std::isfinite(log_probability));
          sum += std::exp(log_probability);
        }
        EXPECT_NEAR(sum, 1, 1e-6);
      }
    }
  }
}

}  // namespace
}  // namespace windowlm
