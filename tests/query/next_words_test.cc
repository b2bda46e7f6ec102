#include "src/query/next_words.h"

#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/model/window_language_model.h"
#include "tests/query/tiny_model.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// A model that gives, after the word a, b the logit 2 and all others 0; after others, all 0.
TrainedModel ModelThatKnowsB() {
  TrainedModel trained =
      TinyModel({"a", "b", "c"}, TinyConfig(OBJECTIVE_NEXT, 1, 1), BOUNDARIES_LINE);
  *Tensor(trained, "embedding").row(0) = 1;
  *Tensor(trained, "output.weight").row(1) = 2;
  return trained;
}

absl::StatusOr<std::vector<double>> Probabilities(const std::vector<uint32_t>& line,
                                                  TrainedModel& trained) {
  WindowLanguageModel model(trained.provenance.config, trained.vocabulary, *trained.model);
  return NextWordProbabilities(line, model);
}

TEST(NextWordProbabilities, AreTheModelsOverAllWordsButLineStart) {
  TrainedModel trained = ModelThatKnowsB();
  const std::vector<double> probabilities = *Probabilities({0}, trained);
  const double e2 = std::exp(2.0);
  EXPECT_THAT(
      probabilities,
      ElementsAre(testing::DoubleNear(1 / (4 + e2), 1e-6), testing::DoubleNear(e2 / (4 + e2), 1e-6),
                  testing::DoubleNear(1 / (4 + e2), 1e-6), testing::DoubleNear(1 / (4 + e2), 1e-6),
                  testing::DoubleNear(1 / (4 + e2), 1e-6)));
  EXPECT_NEAR(std::accumulate(probabilities.begin(), probabilities.end(), 0.0), 1, 1e-12);
  const std::vector<double> even = *Probabilities({1}, trained);
  EXPECT_THAT(even, testing::Each(testing::DoubleNear(0.2, 1e-12)));
}

TEST(NextWordProbabilities, OfWeightsThatOverflowAreAnError) {
  TrainedModel trained = ModelThatKnowsB();
  *Tensor(trained, "embedding").row(0) = 1e30f;
  *Tensor(trained, "output.weight").row(1) = 1e30f;
  EXPECT_EQ(Probabilities({0}, trained).status().code(), absl::StatusCode::kDataLoss);
}

TEST(MostProbableWords, ComeBestFirstAndEqualOnesByTheirBytes) {
  const Vocabulary vocabulary = VocabularyOf({"zoo", "best", "ant"});
  const std::vector<RankedWord> words =
      MostProbableWords({0.1, 0.4, 0.1, 0.1, 0.3}, 3, false, vocabulary);
  ASSERT_EQ(words.size(), 3u);
  EXPECT_EQ(vocabulary.word(words[0].id), "best");
  EXPECT_EQ(words[0].score, 0.4);
  EXPECT_EQ(vocabulary.word(words[1].id), "</s>");
  EXPECT_EQ(vocabulary.word(words[2].id), "ant");
}

TEST(MostProbableWords, HideTheUnknownWordAndKeepTheOthersProbabilities) {
  const Vocabulary vocabulary = VocabularyOf({"a"});
  const std::vector<double> probabilities = {0.3, 0.1, 0.6};
  const std::vector<RankedWord> hidden = MostProbableWords(probabilities, 10, false, vocabulary);
  ASSERT_EQ(hidden.size(), 2u);
  EXPECT_EQ(hidden[0].score, 0.3);
  const std::vector<RankedWord> shown = MostProbableWords(probabilities, 10, true, vocabulary);
  ASSERT_EQ(shown.size(), 3u);
  EXPECT_EQ(vocabulary.word(shown[0].id), "<unk>");
}

TEST(CheckPredictsNextWord, NamesTheObjectiveOfAModelThatDoesNot) {
  const auto check = [](Objective objective) {
    TrainedModel trained = TinyModel({"a"}, TinyConfig(objective, 1, 1), BOUNDARIES_LINE);
    const WindowLanguageModel model(trained.provenance.config, trained.vocabulary, *trained.model);
    return CheckPredictsNextWord("m.wlm", model);
  };
  EXPECT_TRUE(check(OBJECTIVE_NEXT).ok());
  const absl::Status status = check(OBJECTIVE_MASKED);
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()), HasSubstr("m.wlm is a masked model"));
}

}  // namespace
}  // namespace windowlm
