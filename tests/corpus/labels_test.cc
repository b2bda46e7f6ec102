#include "src/corpus/labels.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "src/corpus/label_prefix.h"
#include "src/corpus/vocabulary.h"

namespace windowlm {
namespace {

Vocabulary SomeLabels() {
  return *Vocabulary::FromCounts({{"the", 9},
                                  {"__label__b", 5},
                                  {"__label__a", 5},
                                  {"</s>", 4},
                                  {"__label__", 3},
                                  {"__label__New-York", 2},
                                  {"x__label__c", 1},
                                  {"#tag", 1}},
                                 1, 0);
}

TEST(Labels, AreNumberedInTheOrderOfTheVocabulary) {
  const Labels labels(SomeLabels(), "__label__");
  ASSERT_EQ(labels.size(), 3u);
  EXPECT_EQ(labels.name(0), "a");
  EXPECT_EQ(labels.name(1), "b");
  EXPECT_EQ(labels.name(2), "New-York");
}

TEST(Labels, AreFoundByTheirNamesWithoutThePrefix) {
  const Labels labels(SomeLabels(), "__label__");
  for (uint32_t label = 0; label < labels.size(); ++label) {
    EXPECT_EQ(labels.Find(labels.name(label)), label);
  }
  for (const char* name : {"__label__a", "the", "c", "new-york", ""}) {
    EXPECT_FALSE(labels.Find(name).has_value()) << name;
  }
}

TEST(Labels, AreFoundByTheirWordsAndNoOtherWordIsOne) {
  const Vocabulary vocabulary = SomeLabels();
  const Labels labels(vocabulary, "__label__");
  EXPECT_EQ(labels.OfWord(*vocabulary.Find("__label__a")), 0u);
  EXPECT_EQ(labels.OfWord(*vocabulary.Find("__label__b")), 1u);
  EXPECT_EQ(labels.OfWord(*vocabulary.Find("__label__New-York")), 2u);
  for (const char* word : {"the", "__label__", "x__label__c", "#tag", "</s>", "<unk>", "<s>"}) {
    EXPECT_FALSE(labels.OfWord(*vocabulary.Find(word)).has_value()) << word;
  }
}

TEST(Labels, BeginWithThePrefixThatIsGiven) {
  const Labels tags(SomeLabels(), "#");
  ASSERT_EQ(tags.size(), 1u);
  EXPECT_EQ(tags.name(0), "tag");
  EXPECT_EQ(Labels(SomeLabels(), "").size(), 0u);
}

TEST(IsLabel, NeedsSomethingBehindThePrefix) {
  EXPECT_TRUE(IsLabel("__label__a", kLabelPrefix));
  EXPECT_TRUE(IsLabel("#a", "#"));
  for (const char* word : {"__label__", "__label_", "a__label__b", "__LABEL__a", ""}) {
    EXPECT_FALSE(IsLabel(word, kLabelPrefix)) << word;
  }
  EXPECT_FALSE(IsLabel("a", ""));
}

}  // namespace
}  // namespace windowlm
