#include "src/corpus/word_index.h"

#include <string>
#include <utility>
#include <vector>

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

TEST(WordIndex, TellsApartWordsOfEveryLengthThatDifferInOneByte) {
  WordIndex index;
  std::vector<std::string> words = {""};
  for (size_t size = 1; size < 40; ++size) {
    // A NUL byte is a byte like any other.
    words.push_back(std::string(size, '\0'));
    for (size_t at = 0; at < size; ++at) {
      words.push_back(std::string(size, 'a'));
      words.back()[at] = '\xff';
    }
  }
  for (uint32_t id = 0; id < words.size(); ++id) ASSERT_EQ(index.Add(words[id]), id);
  for (uint32_t id = 0; id < words.size(); ++id) {
    ASSERT_EQ(index.Find(words[id]), id);
    ASSERT_EQ(index.word(id), words[id]);
  }
}

TEST(WordIndex, StartsAnewOnceItIsCleared) {
  WordIndex index;
  for (const char* word : {"a", "b", "a long word indeed"}) index.Add(word);
  index.Clear();
  EXPECT_EQ(index.size(), 0u);
  EXPECT_FALSE(index.Find("b").has_value());
  EXPECT_FALSE(index.Find("a long word indeed").has_value());
  EXPECT_EQ(index.Add("b"), 0u);
  EXPECT_EQ(index.word(0), "b");
}

}  // namespace
}  // namespace windowlm
