#include "src/tune/halving_search.h"

#include <cmath>
#include <limits>
#include <map>
#include <set>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;

bool Always(const HalvingSearch::Choice&) { return true; }

HalvingSearch::Shape SmallShape() {
  HalvingSearch::Shape shape;
  shape.values = {3, 2, 4};
  shape.rungs = 4;
  shape.full = 2;
  return shape;
}

// The more of the first option's values and the fewer of the others, the better.
double ScoreOf(const HalvingSearch& search, const Trial& trial) {
  const HalvingSearch::Choice& choice = search.ChoiceOf(trial.configuration);
  return static_cast<double>(choice[0]) - 0.1 * static_cast<double>(choice[1] + choice[2]) +
         0.01 * trial.rung;
}

std::vector<Trial> Trials(HalvingSearch& search, int count) {
  std::vector<Trial> trials;
  for (int i = 0; i < count; ++i) {
    trials.push_back(*search.Next());
    search.Record(trials.back(), ScoreOf(search, trials.back()));
  }
  return trials;
}

TEST(HalvingSearch, TriesWhatIsToBeBeatenInFullThenFromTheLowestRungOn) {
  HalvingSearch search(SmallShape(), Always);
  const std::vector<Trial> trials = Trials(search, 4);
  EXPECT_THAT(trials, ElementsAre(Trial{0, 2}, Trial{0, 0}, Trial{1, 0}, Trial{2, 0}));
  EXPECT_THAT(search.ChoiceOf(0), ElementsAre(0, 0, 0));
}

TEST(HalvingSearch, LetsTheBestThirdOfARungGoOn) {
  HalvingSearch search(SmallShape(), Always);
  const std::vector<Trial> trials = Trials(search, 60);
  std::map<int, int> trials_of_rung;
  std::set<Trial> seen;
  for (const Trial& trial : trials) {
    ++trials_of_rung[trial.rung];
    EXPECT_TRUE(seen.insert(trial).second) << "a trial was made twice";
    if (trial.rung > 0 && !(trial == trials.front())) {
      EXPECT_EQ(seen.count({trial.configuration, trial.rung - 1}), 1) << "a rung was left out";
    }
  }
  // Whoever was among the best third at any time has gone on, which are more than a third.
  EXPECT_GE(trials_of_rung[1], trials_of_rung[0] / kRungRatio);
  EXPECT_LE(trials_of_rung[1], 2 * trials_of_rung[0] / kRungRatio);
  EXPECT_GE(trials_of_rung[2], trials_of_rung[1] / kRungRatio);
  EXPECT_LE(trials_of_rung[2], 2 * trials_of_rung[1] / kRungRatio);
  EXPECT_GE(trials_of_rung[3], 1);
}

TEST(HalvingSearch, FindsTheBestOfManyConfigurations) {
  HalvingSearch search(SmallShape(), Always);
  double best = 0;
  for (const Trial& trial : Trials(search, 60)) best = std::max(best, ScoreOf(search, trial));
  // Of 4 * 3 * 5 configurations one is the best, on the highest rung.
  EXPECT_DOUBLE_EQ(best, 3 + 0.01 * 3);
}

TEST(HalvingSearch, FollowsFromSeedAndScoresAlone) {
  HalvingSearch first(SmallShape(), Always);
  HalvingSearch second(SmallShape(), Always);
  EXPECT_EQ(Trials(first, 40), Trials(second, 40));
  HalvingSearch::Shape other_shape = SmallShape();
  other_shape.seed = 2;
  HalvingSearch other(other_shape, Always);
  Trials(other, 40);
  int differences = 0;
  for (uint32_t i = 1; i < 10; ++i) differences += first.ChoiceOf(i) != other.ChoiceOf(i) ? 1 : 0;
  EXPECT_GT(differences, 5);
}

TEST(HalvingSearch, AsksAgainForATrialThatHasNoScore) {
  HalvingSearch search(SmallShape(), Always);
  Trials(search, 2);
  const Trial asked = *search.Next();
  EXPECT_EQ(*search.Next(), asked);
}

TEST(HalvingSearch, DrawsNoConfigurationTwiceAndNoneThatIsNotPossible) {
  HalvingSearch::Shape shape = SmallShape();
  shape.rungs = 1;
  shape.full = 0;
  HalvingSearch search(shape, [](const HalvingSearch::Choice& choice) { return choice[1] != 1; });
  std::set<HalvingSearch::Choice> drawn;
  int trials = 0;
  for (absl::optional<Trial> trial = search.Next(); trial.has_value(); trial = search.Next()) {
    const HalvingSearch::Choice& choice = search.ChoiceOf(trial->configuration);
    EXPECT_NE(choice[1], 1);
    EXPECT_TRUE(drawn.insert(choice).second);
    search.Record(*trial, ScoreOf(search, *trial));
    ++trials;
  }
  // All of them, but for those that so many draws may miss.
  EXPECT_LE(trials, 4 * 2 * 5);
  EXPECT_GE(trials, 30);
}

TEST(HalvingSearch, LetsNoFailedTrainingGoOn) {
  HalvingSearch search(SmallShape(), Always);
  for (int i = 0; i < 30; ++i) {
    const Trial trial = *search.Next();
    const bool fails = trial.configuration != 0;
    EXPECT_TRUE(trial.rung == 0 || !fails);
    search.Record(trial, fails ? -std::numeric_limits<double>::infinity() : std::nan(""));
  }
  EXPECT_FALSE(search.Finisher().has_value());
}

TEST(HalvingSearch, FinishesWithTheBestThatHasNotReadAllWords) {
  HalvingSearch search(SmallShape(), Always);
  const auto record = [&search](double score) { search.Record(*search.Next(), score); };
  record(1);
  EXPECT_FALSE(search.Finisher().has_value());
  record(0.5);
  record(0.4);
  EXPECT_FALSE(search.Finisher().has_value()) << "it was worse with as few words";
  record(0.7);
  EXPECT_EQ(search.Finisher(), (Trial{2, 2}));
  // It goes on to the next rung.
  EXPECT_EQ(search.Next(), (Trial{2, 1}));
  record(0.8);
  EXPECT_EQ(search.Finisher(), (Trial{2, 2}));
}

}  // namespace
}  // namespace windowlm
