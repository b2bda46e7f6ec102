#include "src/corpus/word_index.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace windowlm {
namespace {

TEST(WordIndex, NumbersWordsAsTheyCome) {
  WordIndex index;
  EXPECT_EQ(index.Add("b"), 0u);
  EXPECT_EQ(index.Add("a"), 1u);
  EXPECT_EQ(index.Add("b"), 0u);
  EXPECT_EQ(index.size(), 2u);
  EXPECT_EQ(index.word(1), "a");
  EXPECT_EQ(index.Find("a"), 1u);
  EXPECT_FALSE(index.Find("c").has_value());
}

TEST(WordIndex, KeepsEveryWordWhereItIsAsItGrowsAndMoves) {
  WordIndex index;
  const absl::string_view first = index.word(index.Add("word0"));
  for (uint32_t i = 0; i < 30000; ++i) ASSERT_EQ(index.Add(absl::StrCat("word", i)), i);
  const std::string longer(100000, 'x');
  EXPECT_EQ(index.Add(longer), 30000u);
  EXPECT_EQ(index.Add("after"), 30001u);
  const WordIndex moved = std::move(index);
  EXPECT_EQ(moved.word(0).data(), first.data());
  for (uint32_t i = 0; i < 30000; ++i) {
    ASSERT_EQ(moved.word(i), absl::StrCat("word", i));
    ASSERT_EQ(moved.Find(absl::StrCat("word", i)), i);
  }
  EXPECT_EQ(moved.word(30000), longer);
  EXPECT_EQ(moved.Find("after"), 30001u);
}

}  // namespace
}  // namespace windowlm
