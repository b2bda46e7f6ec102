#include "src/sample/english_inflection.h"

#include "gtest/gtest.h"

namespace windowlm {
namespace {

TEST(EnglishInflection, FormsPluralsByTheirSpelling) {
  EXPECT_EQ(PluralNoun("cat"), "cats");
  EXPECT_EQ(PluralNoun("fox"), "foxes");
  EXPECT_EQ(PluralNoun("peach"), "peaches");
  EXPECT_EQ(PluralNoun("cherry"), "cherries");
  EXPECT_EQ(PluralNoun("monkey"), "monkeys");
  EXPECT_EQ(PluralNoun("potato"), "potatoes");
}

TEST(EnglishInflection, KnowsIrregularPlurals) {
  EXPECT_EQ(PluralNoun("sheep"), "sheep");
  EXPECT_EQ(PluralNoun("goose"), "geese");
  EXPECT_EQ(PluralNoun("calf"), "calves");
}

TEST(EnglishInflection, FormsTheThirdPerson) {
  EXPECT_EQ(ThirdPersonVerb("walk"), "walks");
  EXPECT_EQ(ThirdPersonVerb("go"), "goes");
  EXPECT_EQ(ThirdPersonVerb("have"), "has");
  EXPECT_EQ(ThirdPersonVerb("study"), "studies");
  EXPECT_EQ(ThirdPersonVerb("play"), "plays");
  EXPECT_EQ(ThirdPersonVerb("brush"), "brushes");
}

TEST(EnglishInflection, FormsThePast) {
  EXPECT_EQ(PastTense("walk"), "walked");
  EXPECT_EQ(PastTense("bake"), "baked");
  EXPECT_EQ(PastTense("carry"), "carried");
  EXPECT_EQ(PastTense("mop"), "mopped");
  EXPECT_EQ(PastTense("clean"), "cleaned");
  EXPECT_EQ(PastTense("visit"), "visited");
  EXPECT_EQ(PastTense("mend"), "mended");
  EXPECT_EQ(PastTense("feed"), "fed");
}

TEST(EnglishInflection, FormsTheParticiple) {
  EXPECT_EQ(PresentParticiple("walk"), "walking");
  EXPECT_EQ(PresentParticiple("bake"), "baking");
  EXPECT_EQ(PresentParticiple("see"), "seeing");
  EXPECT_EQ(PresentParticiple("run"), "running");
  EXPECT_EQ(PresentParticiple("lie"), "lying");
}

TEST(EnglishInflection, ChoosesTheArticleByTheSound) {
  EXPECT_TRUE(TakesAn("apple"));
  EXPECT_TRUE(TakesAn("umbrella"));
  EXPECT_TRUE(TakesAn("hour"));
  EXPECT_FALSE(TakesAn("house"));
  EXPECT_FALSE(TakesAn("uniform"));
  EXPECT_FALSE(TakesAn("one"));
  EXPECT_FALSE(TakesAn(""));
}

}  // namespace
}  // namespace windowlm
