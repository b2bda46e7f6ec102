#include "src/corpus/labelled_lines.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/corpus/line_feature_set.h"
#include "tests/query/tiny_model.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(LabelSets, AreNumberedAsTheyAreFirstSeen) {
  LabelSets sets;
  EXPECT_EQ(sets.Add({2}), 0u);
  EXPECT_EQ(sets.Add({0, 2}), 1u);
  EXPECT_EQ(sets.Add({2}), 0u);
  EXPECT_EQ(sets.Add({0}), 2u);
  EXPECT_EQ(sets.Add({0, 2}), 1u);
  ASSERT_EQ(sets.size(), 3u);
  EXPECT_THAT(sets.labels(0), ElementsAre(2));
  EXPECT_THAT(sets.labels(1), ElementsAre(0, 2));
  EXPECT_THAT(sets.labels(2), ElementsAre(0));
}

// Six lines with labels, a blank one, and two that have words and no label.
constexpr char kLines[] =
    "__label__x a\n"
    "a b\n"
    "\n"
    "b __label__y __label__x\n"
    "__label__y __label__x __label__y\n"
    "<unk>\n"
    "a a __label__x\n"
    "__label__y c\n"
    "__label__z a b c\n";

class LabelledLinesTest : public testing::Test {
 protected:
  LabelledLinesTest()
      : ids_(IdsOf(kLines)), lines_(ids_, vocabulary_.line_end_id(), labels_, &sets_) {}

  // Of whole lines.
  std::vector<uint32_t> IdsOf(absl::string_view text) const {
    text.remove_suffix(1);
    std::vector<uint32_t> ids;
    for (const absl::string_view line : absl::StrSplit(text, '\n')) {
      for (const absl::string_view word : absl::StrSplit(line, ' ', absl::SkipEmpty())) {
        ids.push_back(*vocabulary_.Find(word));
      }
      ids.push_back(vocabulary_.line_end_id());
    }
    return ids;
  }

  std::string Spelt(absl::Span<const uint32_t> ids) const {
    std::string text;
    for (const uint32_t id : ids) {
      text += (text.empty() ? "" : " ") + std::string(vocabulary_.word(id));
    }
    return text;
  }

  const Vocabulary vocabulary_ =
      VocabularyOf({"a", "b", "c", "__label__x", "__label__y", "__label__z"});
  const Labels labels_{vocabulary_, "__label__"};
  const LineFeatures features_{vocabulary_, labels_, std::make_shared<LineFeatureSet>(),
                               LineWords::kEach};
  const std::vector<uint32_t> ids_;
  LabelSets sets_;
  const LabelledLines lines_;
};

TEST_F(LabelledLinesTest, AreThoseWithLabels) {
  ASSERT_EQ(lines_.size(), 6u);
  EXPECT_EQ(Spelt(lines_.words(0)), "__label__x a");
  EXPECT_EQ(Spelt(lines_.words(1)), "b __label__y __label__x");
  EXPECT_EQ(Spelt(lines_.words(2)), "__label__y __label__x __label__y");
  EXPECT_EQ(Spelt(lines_.words(5)), "__label__z a b c");
}

TEST_F(LabelledLinesTest, CountThoseThatHaveWordsAndNoLabel) {
  EXPECT_EQ(lines_.without_labels(), 2u);
}

TEST_F(LabelledLinesTest, HaveTheSetsOfTheirLabels) {
  ASSERT_EQ(sets_.size(), 4u);
  std::vector<std::vector<uint32_t>> found;
  for (uint64_t i = 0; i < lines_.size(); ++i) {
    const absl::Span<const uint32_t> labels = sets_.labels(lines_.set(i));
    found.emplace_back(labels.begin(), labels.end());
  }
  EXPECT_THAT(found, ElementsAre(ElementsAre(0), ElementsAre(0, 1), ElementsAre(0, 1),
                                 ElementsAre(0), ElementsAre(1), ElementsAre(2)));
  EXPECT_EQ(lines_.set(1), lines_.set(2));
  EXPECT_EQ(lines_.set(0), lines_.set(3));
}

TEST_F(LabelledLinesTest, ShareTheSetsOfAnotherText) {
  const std::vector<uint32_t> others = IdsOf("__label__y b\n__label__y __label__z\n");
  const LabelledLines more(others, vocabulary_.line_end_id(), labels_, &sets_);
  ASSERT_EQ(more.size(), 2u);
  EXPECT_EQ(more.set(0), lines_.set(4));
  EXPECT_EQ(more.set(1), 4u);
  EXPECT_EQ(sets_.size(), 5u);
}

TEST_F(LabelledLinesTest, MakeBatchesInTextOrderTheLastOneSmaller) {
  WindowBatch batch;
  lines_.FillBatchInTextOrder(features_, 0, 4, &batch);
  EXPECT_THAT(batch.contexts, ElementsAre(0, 1, 0, 0));
  EXPECT_THAT(batch.ends, ElementsAre(1, 2, 2, 4));
  EXPECT_THAT(batch.targets,
              ElementsAre(lines_.set(0), lines_.set(1), lines_.set(2), lines_.set(3)));
  lines_.FillBatchInTextOrder(features_, 4, 4, &batch);
  EXPECT_THAT(batch.contexts, ElementsAre(2, 0, 1, 2));
  EXPECT_THAT(batch.ends, ElementsAre(1, 4));
  EXPECT_THAT(batch.targets, ElementsAre(lines_.set(4), lines_.set(5)));
  lines_.FillBatchInTextOrder(features_, 8, 4, &batch);
  EXPECT_THAT(batch.contexts, IsEmpty());
  EXPECT_THAT(batch.ends, IsEmpty());
  EXPECT_THAT(batch.targets, IsEmpty());
}

TEST_F(LabelledLinesTest, MakeBatchesInTheGivenOrder) {
  const WindowOrder order(lines_.size(), 5, 1);
  std::vector<uint64_t> visited;
  for (const uint64_t first : {0, 4, 8}) {
    WindowBatch batch;
    lines_.FillBatch(features_, order, first, 4, &batch);
    ASSERT_EQ(batch.targets.size(), first == 0 ? 4u : first == 4 ? 2u : 0u);
    ASSERT_EQ(batch.ends.size(), batch.targets.size());
    for (size_t row = 0; row < batch.targets.size(); ++row) {
      const uint64_t line = order(first + row);
      visited.push_back(line);
      WindowBatch alone;
      lines_.FillBatchInTextOrder(features_, line, 1, &alone);
      const auto begin = batch.contexts.begin() + (row == 0 ? 0 : batch.ends[row - 1]);
      const auto end = batch.contexts.begin() + batch.ends[row];
      EXPECT_EQ(std::vector<uint32_t>(begin, end), alone.contexts);
      EXPECT_EQ(batch.targets[row], alone.targets[0]);
    }
  }
  EXPECT_THAT(visited, testing::UnorderedElementsAre(0, 1, 2, 3, 4, 5));
}

TEST_F(LabelledLinesTest, MayBeNone) {
  const LabelledLines none({}, vocabulary_.line_end_id(), labels_, &sets_);
  EXPECT_EQ(none.size(), 0u);
  EXPECT_EQ(none.without_labels(), 0u);
}

}  // namespace
}  // namespace windowlm
