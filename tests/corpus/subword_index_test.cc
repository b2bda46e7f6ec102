#include "src/corpus/subword_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "tests/query/tiny_model.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr NgramRange kThrees{3, 3, 2000000};

std::vector<uint32_t> RowsOf(const SubwordIndex& index, uint32_t id) {
  return {index.RowsOf(id).begin(), index.RowsOf(id).end()};
}

TEST(SubwordIndex, GivesOneRowToEachNgramThatWordsUse) {
  // <ca cat at>, <ba bat at>
  const SubwordIndex index(VocabularyOf({"cat", "bat"}), kThrees, SubwordIndex::Rows::kUsed);
  EXPECT_EQ(index.rows(), 5);
  const std::vector<uint32_t> cat = RowsOf(index, 0);
  const std::vector<uint32_t> bat = RowsOf(index, 1);
  ASSERT_EQ(cat.size(), 3u);
  ASSERT_EQ(bat.size(), 3u);
  EXPECT_EQ(cat[2], bat[2]);
  EXPECT_NE(cat[0], bat[0]);
  for (const uint32_t row : cat) EXPECT_LT(row, 5u);
}

TEST(SubwordIndex, OrdersRowsByTheirBuckets) {
  const SubwordIndex index(VocabularyOf({"cat", "dog"}), kThrees, SubwordIndex::Rows::kUsed);
  std::vector<uint32_t> buckets;
  AppendNgramBuckets("cat", kThrees, &buckets);
  AppendNgramBuckets("dog", kThrees, &buckets);
  std::sort(buckets.begin(), buckets.end());
  for (size_t row = 0; row < buckets.size(); ++row) {
    EXPECT_EQ(index.RowOfBucket(buckets[row]), static_cast<int64_t>(row));
  }
  EXPECT_EQ(index.RowOfBucket(buckets[0] + 1), -1);
}

TEST(SubwordIndex, CountsAnNgramAsOftenAsTheWordHasIt) {
  // <an ana nan ana na>
  const SubwordIndex index(VocabularyOf({"anana"}), kThrees, SubwordIndex::Rows::kUsed);
  const std::vector<uint32_t> rows = RowsOf(index, 0);
  ASSERT_EQ(rows.size(), 5u);
  EXPECT_EQ(rows[1], rows[3]);
  EXPECT_EQ(index.rows(), 4);
}

TEST(SubwordIndex, GivesSpecialWordsNone) {
  const SubwordIndex index(VocabularyOf({"cat"}), kThrees, SubwordIndex::Rows::kUsed);
  for (const uint32_t special : {1, 2, 3}) EXPECT_THAT(RowsOf(index, special), IsEmpty());
}

TEST(SubwordIndex, HasARowForEachBucketIfAskedForAll) {
  const NgramRange range{3, 3, 7};
  const SubwordIndex index(VocabularyOf({"cat"}), range, SubwordIndex::Rows::kAll);
  EXPECT_EQ(index.rows(), 7);
  std::vector<uint32_t> buckets;
  AppendNgramBuckets("cat", range, &buckets);
  EXPECT_EQ(RowsOf(index, 0), buckets);
}

TEST(SubwordIndex, FindsThoseNgramsOfAnUnknownWordThatHaveARow) {
  const SubwordIndex index(VocabularyOf({"cat"}), kThrees, SubwordIndex::Rows::kUsed);
  // <ca cat ats ts>
  const SubwordIndex::Found cats = index.Find("cats");
  EXPECT_EQ(cats.ngrams, 4u);
  EXPECT_THAT(cats.rows, ElementsAre(RowsOf(index, 0)[0], RowsOf(index, 0)[1]));
  EXPECT_THAT(index.Find("dog").rows, IsEmpty());
}

}  // namespace
}  // namespace windowlm
