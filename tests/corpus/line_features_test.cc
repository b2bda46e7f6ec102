#include "src/corpus/line_features.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/corpus/line_feature_set.h"
#include "tests/model/small_label_model.h"
#include "tests/query/tiny_model.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class LineFeaturesTest : public testing::Test {
 protected:
  // The words of a line and its end, as ids.
  std::vector<uint32_t> Line(const std::string& words) const {
    std::vector<uint32_t> ids;
    for (const absl::string_view word : absl::StrSplit(words, ' ', absl::SkipEmpty())) {
      ids.push_back(*vocabulary_.Find(word));
    }
    ids.push_back(vocabulary_.line_end_id());
    return ids;
  }

  LineFeatures Features(LineWords words) const { return {vocabulary_, labels_, known_, words}; }

  std::vector<uint32_t> FeaturesOf(const std::string& line, LineWords words) const {
    std::vector<uint32_t> features;
    Features(words).Append(Line(line), {}, &features);
    return features;
  }

  // The ids 0 to 4, those of the special words 5 to 7, and those of the pairs from 8 on.
  const Vocabulary vocabulary_ = VocabularyOf({"a", "b", "c", "__label__x", "__label__y"});
  const Labels labels_{vocabulary_, "__label__"};
  const std::shared_ptr<const LineFeatureSet> known_ = KnownPairs({{0, 1}, {1, 2}});
};

TEST_F(LineFeaturesTest, AreTheWordsAndThenThePairs) {
  EXPECT_THAT(FeaturesOf("a b c", LineWords::kEach), ElementsAre(0, 1, 2, 8, 9));
  EXPECT_THAT(FeaturesOf("b c a b", LineWords::kEach), ElementsAre(1, 2, 0, 1, 9, 8));
  EXPECT_THAT(FeaturesOf("b a", LineWords::kEach), ElementsAre(1, 0));
  EXPECT_THAT(FeaturesOf("", LineWords::kEach), IsEmpty());
}

TEST_F(LineFeaturesTest, AreNoLabelsAndNoSpecialWords) {
  EXPECT_THAT(FeaturesOf("__label__x a <unk> __label__y c", LineWords::kEach), ElementsAre(0, 2));
  EXPECT_THAT(FeaturesOf("__label__x <unk> __label__y", LineWords::kEach), IsEmpty());
}

TEST_F(LineFeaturesTest, HaveTheirPlacesKeptByTheUnknownWord) {
  const uint32_t unknown = vocabulary_.unknown_id();
  const LineFeatures features(vocabulary_, labels_, std::make_shared<LineFeatureSet>(),
                              LineWords::kInPlace);
  std::vector<uint32_t> found;
  features.Append(Line("__label__x b a <unk> c a"), {}, &found);
  EXPECT_THAT(found, ElementsAre(1, 0, unknown, 2, 0));
  found.clear();
  features.Append(Line("__label__x <unk> <unk>"), {}, &found);
  EXPECT_THAT(found, IsEmpty()) << "none of it is known";
}

TEST_F(LineFeaturesTest, AreTheSameWithAndWithoutTheLinesEnd) {
  std::vector<uint32_t> line = Line("a b");
  line.pop_back();
  std::vector<uint32_t> features;
  Features(LineWords::kEach).Append(line, {}, &features);
  EXPECT_EQ(features, FeaturesOf("a b", LineWords::kEach));
}

TEST_F(LineFeaturesTest, ArePairsOfNeighboursAlone) {
  EXPECT_THAT(FeaturesOf("a __label__x b", LineWords::kEach), ElementsAre(0, 1));
  EXPECT_THAT(FeaturesOf("a <unk> b", LineWords::kEach), ElementsAre(0, 1));
  EXPECT_THAT(FeaturesOf("a c b c", LineWords::kEach), ElementsAre(0, 2, 1, 2, 9));
  EXPECT_THAT(FeaturesOf("__label__x a b __label__y", LineWords::kEach), ElementsAre(0, 1, 8));
}

TEST_F(LineFeaturesTest, CountAsOftenAsTheyAreThereOrOnce) {
  EXPECT_THAT(FeaturesOf("b a b a b", LineWords::kEach), ElementsAre(1, 0, 1, 0, 1, 8, 8));
  EXPECT_THAT(FeaturesOf("b a b a b", LineWords::kOnce), ElementsAre(0, 1, 8));
}

TEST_F(LineFeaturesTest, AreAppendedToThoseOfOtherLines) {
  for (const LineWords words : {LineWords::kEach, LineWords::kOnce}) {
    const LineFeatures features = Features(words);
    std::vector<uint32_t> all;
    features.Append(Line("a b"), {}, &all);
    features.Append(Line("a b"), {}, &all);
    EXPECT_THAT(all, ElementsAre(0, 1, 8, 0, 1, 8));
  }
}

TEST_F(LineFeaturesTest, AreWordsAloneWithoutPairs) {
  const LineFeatures features(vocabulary_, labels_, std::make_shared<LineFeatureSet>(),
                              LineWords::kEach);
  std::vector<uint32_t> found;
  features.Append(Line("a b c"), {}, &found);
  EXPECT_THAT(found, ElementsAre(0, 1, 2));
  EXPECT_EQ(features.known().pairs.size(), 0u);
}

TEST_F(LineFeaturesTest, VisitEachTwoNeighbouringKnownWords) {
  std::vector<std::pair<uint32_t, uint32_t>> visited;
  Features(LineWords::kOnce)
      .VisitPairs(Line("__label__x a a c <unk> b __label__y b a"),
                  [&](uint32_t first, uint32_t second) { visited.emplace_back(first, second); });
  const auto pair = [](uint32_t first, uint32_t second) { return std::pair(first, second); };
  EXPECT_THAT(visited, ElementsAre(pair(0, 0), pair(0, 2), pair(1, 0)));
}

}  // namespace
}  // namespace windowlm
