#include "src/corpus/meant_words.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Meant(const std::string& written, const std::vector<std::string>& words,
                               size_t most = 3) {
  MeantWords meant(written, most);
  for (uint32_t i = 0; i < words.size(); ++i) meant.Offer(i, words[i]);
  std::vector<std::string> names;
  for (const uint32_t i : meant.ids()) names.push_back(words[i]);
  return names;
}

TEST(MeantWords, AreThoseThatTakeTheFewestChanges) {
  EXPECT_THAT(Meant("kitchn", {"chicken", "kitten", "kitchen", "kitchens"}),
              ElementsAre("kitchen"));
  EXPECT_THAT(Meant("kittchens", {"kitten", "chicken", "kitchen"}), ElementsAre("kitchen"));
}

TEST(MeantWords, DifferByALetterPutInLeftOutOrTakenForAnother) {
  for (const char* written : {"hourse", "hose", "horse", "housee"}) {
    EXPECT_THAT(Meant(written, {"house"}), ElementsAre("house")) << written;
  }
}

TEST(MeantWords, CountASwapOfNeighboursAsOneChange) {
  EXPECT_THAT(Meant("tarin", {"rain", "train"}), ElementsAre("train"));
  EXPECT_THAT(Meant("teh", {"the"}), ElementsAre("the"));
  EXPECT_THAT(Meant("eth", {"the"}), IsEmpty());
}

TEST(MeantWords, ThatAreEquallyAlikeAreThoseOfferedFirst) {
  EXPECT_THAT(Meant("cot", {"cat", "dog", "cut", "cod", "coat"}, 3),
              ElementsAre("cat", "cut", "cod"));
}

TEST(MeantWords, DoNotGoByCaseAndCountLettersNotBytes) {
  EXPECT_THAT(Meant("LONDON", {"london"}), ElementsAre("london"));
  EXPECT_THAT(Meant("ÉTÉ", {"ete", "été"}), ElementsAre("été"));
  EXPECT_THAT(Meant("ödl", {"odl"}), ElementsAre("odl"));
}

TEST(MeantWords, AreNoneWhereTooMuchOfTheWordWouldChange) {
  EXPECT_THAT(Meant("dog", {"cat", "dig it"}), IsEmpty());
  EXPECT_THAT(Meant("a", {"b", "ab"}), IsEmpty());
  EXPECT_THAT(Meant("", {"a", "b"}), IsEmpty());
  EXPECT_THAT(Meant("abcdefghijklmnop", {"abcdefghijkl", "abcdefghijklm"}),
              ElementsAre("abcdefghijklm"));
}

TEST(MeantWords, AreFoundForWhatIsNotUtf8) {
  EXPECT_THAT(Meant("hous\xff", {"house"}), ElementsAre("house"));
}

}  // namespace
}  // namespace windowlm
