#include "src/query/candidates.h"

#include <algorithm>
#include <limits>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace windowlm {
namespace {

using ::testing::IsSupersetOf;
using ::testing::UnorderedElementsAre;

std::vector<float> Falling(size_t count) {
  std::vector<float> scores;
  for (size_t i = 0; i < count; ++i) scores.push_back(static_cast<float>(count - i));
  return scores;
}

TEST(Candidates, AreTheBestWhereScoresAreExact) {
  std::vector<float> scores = Falling(1000);
  for (int order = 0; order < 2; ++order) {
    Candidates candidates(3, 0);
    candidates.Add(0, scores);
    const auto best =
        order == 0 ? std::vector<uint32_t>{0, 1, 2} : std::vector<uint32_t>{997, 998, 999};
    EXPECT_THAT(candidates.Take(), ::testing::UnorderedElementsAreArray(best));
    std::reverse(scores.begin(), scores.end());
  }
}

// Of exactly best ids whose scores are too low by all but the whole error, below others whose
// scores are too high by as much, none is lost, wherever they stand.
TEST(Candidates, HoldTheBestWhoseScoresErrTheMost) {
  constexpr float kError = 0.25f;
  for (size_t place = 0; place < 1000; place += 37) {
    std::vector<float> scores(1000, 0);
    for (size_t i = 0; i < 8; ++i) scores[(place + 100 * i) % 1000] = 1 + kError;
    scores[place] = 1 - kError;
    scores[(place + 500) % 1000] = 1 - kError;
    Candidates candidates(2, kError);
    candidates.Add(0, scores);
    EXPECT_THAT(candidates.Take(), IsSupersetOf({static_cast<uint32_t>(place),
                                                 static_cast<uint32_t>((place + 500) % 1000)}));
  }
}

TEST(Candidates, AreAllThatTieWithTheLastOfTheBest) {
  std::vector<float> scores(500, 1);
  scores[3] = 2;
  Candidates candidates(2, 0);
  candidates.Add(0, scores);
  EXPECT_EQ(candidates.Take().size(), 500u);
}

TEST(Candidates, OfSeveralCallsAreThoseOfOne) {
  Candidates candidates(2, 0.5f);
  for (const uint32_t first : {100, 300, 200}) {
    candidates.Add(first, {static_cast<float>(first), 0, 1});
  }
  candidates.Add(400, {299.5f, 298.9f, 199});
  EXPECT_THAT(candidates.Take(), UnorderedElementsAre(300, 400, 401));
}

TEST(Candidates, AreFewerWhereFewerWereAdded) {
  Candidates candidates(10, 0);
  candidates.Add(5, {1, 2});
  EXPECT_THAT(candidates.Take(), UnorderedElementsAre(5, 6));
}

TEST(Candidates, AreNotThoseWithoutANumberWhichHideNoOthers) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  std::vector<float> scores(64, nan);
  scores[40] = -1;
  Candidates candidates(1, 0);
  candidates.Add(0, scores);
  EXPECT_THAT(candidates.Take(), UnorderedElementsAre(40));
}

}  // namespace
}  // namespace windowlm
