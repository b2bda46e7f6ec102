#include "src/base/character_ngrams.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"

namespace windowlm {
namespace {

std::vector<uint32_t> Buckets(absl::string_view word, int min, int max, uint32_t buckets) {
  std::vector<uint32_t> result;
  AppendNgramBuckets(word, {min, max, buckets}, &result);
  return result;
}

uint32_t HashOfByte(unsigned char byte) {
  return (2166136261u ^ static_cast<uint32_t>(static_cast<signed char>(byte))) * 16777619u;
}

TEST(CharacterNgramsTest, CountsTheSignsAsCharacters) {
  // <ca, cat, ats, ts>
  EXPECT_EQ(Buckets("cats", 3, 3, 1000).size(), 4u);
  // <ca <cat <cats <cats>, cat cats cats>, ats ats>, ts>
  EXPECT_EQ(Buckets("cats", 3, 6, 1000).size(), 10u);
  // <a>
  EXPECT_EQ(Buckets("a", 3, 6, 1000).size(), 1u);
}

TEST(CharacterNgramsTest, TakesNoSignAlone) {
  EXPECT_EQ(Buckets("ab", 1, 1, 0x7fffffff),
            (std::vector<uint32_t>{HashOfByte('a') % 0x7fffffff, HashOfByte('b') % 0x7fffffff}));
}

TEST(CharacterNgramsTest, CountsCharactersAndNotBytes) {
  // <né, née, ée>
  EXPECT_EQ(Buckets("n\xC3\xA9"
                    "e",
                    3, 3, 1000)
                .size(),
            3u);
}

// The check values are those of the FNV-1a hash of 32 bits,
// http://www.isthe.com/chongo/tech/comp/fnv
TEST(CharacterNgramsTest, HashesByFnv) {
  EXPECT_EQ(Buckets("foobar", 6, 6, 0xffffffff)[1], 0xbf9cf968u);
  EXPECT_EQ(Buckets("a", 1, 1, 0xffffffff)[0], 0xe40c292cu);
}

TEST(CharacterNgramsTest, ExtendsBytesByTheirSigns) {
  EXPECT_EQ(Buckets("\xC3", 1, 1, 0xffffffff)[0], (2166136261u ^ 0xFFFFFFC3u) * 16777619u);
}

TEST(CharacterNgramsTest, AppendsAnNgramAsOftenAsItIsThere) {
  const std::vector<uint32_t> buckets = Buckets("anana", 3, 3, 2000000);
  // <an, ana, nan, ana, na>
  ASSERT_EQ(buckets.size(), 5u);
  EXPECT_EQ(buckets[1], buckets[3]);
}

}  // namespace
}  // namespace windowlm
