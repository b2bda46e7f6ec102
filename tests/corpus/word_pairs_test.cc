#include "src/corpus/word_pairs.h"

#include <cstdint>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Pair = WordPairs::Pair;

std::vector<Pair> PairsOf(const WordPairs& pairs) {
  std::vector<Pair> all;
  for (uint32_t i = 0; i < pairs.size(); ++i) all.push_back(pairs.pair(i));
  return all;
}

TEST(WordPairs, AreFoundByTheirWordsInTheirOrder) {
  const WordPairs pairs({{3, 1}, {1, 3}, {2, 2}});
  ASSERT_EQ(pairs.size(), 3u);
  EXPECT_EQ(pairs.Find(3, 1), 0u);
  EXPECT_EQ(pairs.Find(1, 3), 1u);
  EXPECT_EQ(pairs.Find(2, 2), 2u);
  EXPECT_FALSE(pairs.Find(2, 1).has_value());
  EXPECT_FALSE(pairs.Find(1, 1).has_value());
}

TEST(WordPairs, AreToldApartWhateverTheIdsAre) {
  const uint32_t most = ~uint32_t{0};
  const WordPairs pairs({{0, most}, {most, 0}, {most, most}});
  EXPECT_EQ(pairs.Find(0, most), 0u);
  EXPECT_EQ(pairs.Find(most, 0), 1u);
  EXPECT_EQ(pairs.Find(most, most), 2u);
  EXPECT_FALSE(pairs.Find(0, 0).has_value());
}

TEST(WordPairs, MayBeNone) {
  EXPECT_EQ(WordPairs().size(), 0u);
  EXPECT_FALSE(WordPairs().Find(0, 0).has_value());
}

class CountedPairs : public testing::Test {
 protected:
  CountedPairs() {
    const std::vector<std::pair<Pair, int>> seen = {{{7, 1}, 2}, {{0, 9}, 1}, {{5, 5}, 3},
                                                    {{1, 7}, 2}, {{1, 2}, 2}, {{9, 0}, 1}};
    for (const auto& [pair, times] : seen) {
      for (int i = 0; i < times; ++i) counts_.Add(pair.first, pair.second);
    }
  }

  WordPairCounts counts_;
};

TEST_F(CountedPairs, AreOrderedByCountThenByTheirIds) {
  EXPECT_THAT(PairsOf(counts_.MostFrequent(1, 100)),
              ElementsAre(Pair(5, 5), Pair(1, 2), Pair(1, 7), Pair(7, 1), Pair(0, 9), Pair(9, 0)));
}

TEST_F(CountedPairs, AreLeftOutWhereTheyWereSeenTooSeldom) {
  EXPECT_THAT(PairsOf(counts_.MostFrequent(2, 100)),
              ElementsAre(Pair(5, 5), Pair(1, 2), Pair(1, 7), Pair(7, 1)));
  EXPECT_THAT(PairsOf(counts_.MostFrequent(3, 100)), ElementsAre(Pair(5, 5)));
  EXPECT_THAT(PairsOf(counts_.MostFrequent(4, 100)), IsEmpty());
}

TEST_F(CountedPairs, AreNoMoreThanWanted) {
  EXPECT_THAT(PairsOf(counts_.MostFrequent(1, 3)), ElementsAre(Pair(5, 5), Pair(1, 2), Pair(1, 7)));
  EXPECT_EQ(counts_.MostFrequent(1, 6).size(), 6u);
  EXPECT_THAT(PairsOf(counts_.MostFrequent(1, 0)), IsEmpty());
  EXPECT_EQ(counts_.MostFrequent(1, 3).Find(1, 7), 2u);
  EXPECT_FALSE(counts_.MostFrequent(1, 3).Find(7, 1).has_value());
}

}  // namespace
}  // namespace windowlm
