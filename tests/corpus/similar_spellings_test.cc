#include "src/corpus/similar_spellings.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Similar(const std::string& written, const std::vector<std::string>& words,
                                 size_t most = 3) {
  SimilarSpellings similar(written, most);
  for (uint32_t i = 0; i < words.size(); ++i) similar.Offer(i, words[i]);
  std::vector<std::string> names;
  for (const uint32_t i : similar.ids()) names.push_back(words[i]);
  return names;
}

TEST(SimilarSpellings, AreThoseThatTakeTheFewestChanges) {
  EXPECT_THAT(Similar("kitchn", {"chicken", "kitten", "kitchen", "kitchens"}),
              ElementsAre("kitchen"));
  EXPECT_THAT(Similar("kittchens", {"kitten", "chicken", "kitchen"}), ElementsAre("kitchen"));
}

TEST(SimilarSpellings, DifferByALetterPutInLeftOutOrTakenForAnother) {
  for (const char* written : {"hourse", "hose", "horse", "housee"}) {
    EXPECT_THAT(Similar(written, {"house"}), ElementsAre("house")) << written;
  }
}

TEST(SimilarSpellings, CountASwapOfNeighboursAsOneChange) {
  EXPECT_THAT(Similar("tarin", {"rain", "train"}), ElementsAre("train"));
  EXPECT_THAT(Similar("teh", {"the"}), ElementsAre("the"));
  EXPECT_THAT(Similar("eth", {"the"}), IsEmpty());
}

TEST(SimilarSpellings, ThatAreEquallyAlikeAreThoseOfferedFirst) {
  EXPECT_THAT(Similar("cot", {"cat", "dog", "cut", "cod", "coat"}, 3),
              ElementsAre("cat", "cut", "cod"));
}

TEST(SimilarSpellings, DoNotGoByCaseAndCountLettersNotBytes) {
  EXPECT_THAT(Similar("LONDON", {"london"}), ElementsAre("london"));
  EXPECT_THAT(Similar("ÉTÉ", {"ete", "été"}), ElementsAre("été"));
  EXPECT_THAT(Similar("ödl", {"odl"}), ElementsAre("odl"));
}

TEST(SimilarSpellings, AreNoneWhereTooMuchOfTheWordWouldChange) {
  EXPECT_THAT(Similar("dog", {"cat", "dig it"}), IsEmpty());
  EXPECT_THAT(Similar("a", {"b", "ab"}), IsEmpty());
  EXPECT_THAT(Similar("", {"a", "b"}), IsEmpty());
  EXPECT_THAT(Similar("abcdefghijklmnop", {"abcdefghijkl", "abcdefghijklm"}),
              ElementsAre("abcdefghijklm"));
}

TEST(SimilarSpellings, AreFoundForWhatIsNotUtf8) {
  EXPECT_THAT(Similar("hous\xff", {"house"}), ElementsAre("house"));
}

}  // namespace
}  // namespace windowlm
