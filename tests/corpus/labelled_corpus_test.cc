#include "src/corpus/labelled_corpus.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/query/tiny_model.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;

using Pair = WordPairs::Pair;

class LabelledCorpusTest : public testing::Test {
 protected:
  std::vector<uint32_t> IdsOf(const std::string& text) const {
    std::vector<uint32_t> ids;
    for (const absl::string_view line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
      for (const absl::string_view word : absl::StrSplit(line, ' ', absl::SkipEmpty())) {
        ids.push_back(vocabulary_.IdOrUnknown(word));
      }
      ids.push_back(vocabulary_.line_end_id());
    }
    return ids;
  }

  LabelledCorpus Corpus(uint64_t most_pairs, LineWords words = LineWords::kEach) const {
    return LabelledCorpus(train_, valid_, vocabulary_, "__label__", {most_pairs, 0, 0, words});
  }

  static std::vector<Pair> PairsOf(const LabelledCorpus& corpus) {
    std::vector<Pair> pairs;
    for (uint32_t i = 0; i < corpus.known()->pairs.size(); ++i)
      pairs.push_back(corpus.known()->pairs.pair(i));
    return pairs;
  }

  const Vocabulary vocabulary_ = VocabularyOf({"a", "b", "c", "__label__x", "__label__y"});
  const std::vector<uint32_t> train_ = IdsOf(
      "__label__x a b a b\n"
      "c c c c c\n"
      "__label__y b c <unk> a\n"
      "__label__x a b c\n");
  const std::vector<uint32_t> valid_ = IdsOf(
      "__label__y c a\n"
      "c a c a\n"
      "__label__y __label__x b\n");
};

TEST_F(LabelledCorpusTest, HasThePairsOfAtLeastTwoLinesForTraining) {
  EXPECT_THAT(PairsOf(Corpus(100)), ElementsAre(Pair(0, 1), Pair(1, 2)));
  EXPECT_THAT(PairsOf(Corpus(1)), ElementsAre(Pair(0, 1)));
  EXPECT_THAT(PairsOf(Corpus(0)), ElementsAre());
}

TEST_F(LabelledCorpusTest, HasTheNgramsOfAtLeastTwoLinesForTraining) {
  const LabelledCorpus corpus(train_, valid_, vocabulary_, "__label__",
                              {0, 3, 3, LineWords::kOnce});
  // <a>, <b> and <c>, each of two lines with labels; their features come behind the eight words.
  EXPECT_EQ(corpus.known()->ngrams.size(), 3u);
  std::vector<uint32_t> features;
  corpus.features().Append(corpus.train().words(0), {"c", "d"}, &features);
  EXPECT_EQ(features.size(), 2u + 3u) << "that of a word outside the vocabulary among them";
  EXPECT_GE(features[2], 8u);
}

TEST_F(LabelledCorpusTest, HasTheLinesOfBothTexts) {
  const LabelledCorpus corpus = Corpus(100);
  EXPECT_EQ(corpus.train().size(), 3u);
  EXPECT_EQ(corpus.train().without_labels(), 1u);
  EXPECT_EQ(corpus.valid().size(), 2u);
  EXPECT_EQ(corpus.valid().without_labels(), 1u);
}

TEST_F(LabelledCorpusTest, NumbersTheSetsOfBothTextsTogether) {
  const LabelledCorpus corpus = Corpus(100);
  ASSERT_EQ(corpus.sets().size(), 3u);
  EXPECT_EQ(corpus.valid().set(0), corpus.train().set(1));
  EXPECT_THAT(corpus.sets().labels(corpus.valid().set(1)), ElementsAre(0, 1));
  EXPECT_EQ(corpus.labels().size(), 2u);
}

TEST_F(LabelledCorpusTest, HasFeaturesWithItsPairs) {
  for (const LineWords words : {LineWords::kEach, LineWords::kOnce}) {
    const LabelledCorpus corpus = Corpus(100, words);
    std::vector<uint32_t> features;
    corpus.features().Append(corpus.train().words(0), {}, &features);
    if (words == LineWords::kOnce) {
      EXPECT_THAT(features, ElementsAre(0, 1, 8));
    } else {
      EXPECT_THAT(features, ElementsAre(0, 1, 0, 1, 8, 8));
    }
  }
}

}  // namespace
}  // namespace windowlm
