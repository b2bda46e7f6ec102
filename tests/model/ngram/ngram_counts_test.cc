#include "src/model/ngram/ngram_counts.h"

#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/base/random.h"
#include "tests/base/running_threads.h"
#include "tests/model/ngram/small_ngrams.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

std::vector<CountedNgrams> Counted(absl::Span<const uint32_t> ids, int order, Boundaries boundaries,
                                   const Vocabulary& vocabulary) {
  absl::StatusOr<std::vector<CountedNgrams>> counts =
      CountNgrams(ids, order, boundaries, vocabulary);
  EXPECT_TRUE(counts.ok()) << counts.status();
  return *std::move(counts);
}

// The n-grams of the highest order as words, in their order, with their counts.
std::vector<std::pair<std::string, uint32_t>> Spelt(const std::vector<CountedNgrams>& orders,
                                                    const Vocabulary& vocabulary) {
  std::vector<std::string> contexts;
  for (uint32_t id = 0; id < vocabulary.size(); ++id) contexts.emplace_back(vocabulary.word(id));
  for (size_t n = 1; n < orders.size(); ++n) {
    std::vector<std::string> ngrams;
    for (size_t i = 0; i < contexts.size(); ++i) {
      for (uint32_t j = orders[n - 1].children[i]; j < orders[n - 1].children[i + 1]; ++j) {
        ngrams.push_back(contexts[i] + " " + std::string(vocabulary.word(orders[n].words[j])));
      }
    }
    contexts = ngrams;
  }
  std::vector<std::pair<std::string, uint32_t>> result;
  for (size_t i = 0; i < contexts.size(); ++i) {
    result.emplace_back(contexts[i], orders.back().counts[i]);
  }
  return result;
}

constexpr char kText[] = "a b a\na b\n";

TEST(CountNgrams, OfALineStartsWithItsStartAndEndsWithItsEnd) {
  const Vocabulary vocabulary = VocabularyOfText(kText);
  const std::vector<uint32_t> ids = IdsOf(kText, vocabulary);
  EXPECT_THAT(Spelt(Counted(ids, 2, BOUNDARIES_LINE, vocabulary), vocabulary),
              UnorderedElementsAre(Pair("<s> a", 2), Pair("a b", 2), Pair("b a", 1),
                                   Pair("a </s>", 1), Pair("b </s>", 1)));
  EXPECT_THAT(
      Spelt(Counted(ids, 4, BOUNDARIES_LINE, vocabulary), vocabulary),
      UnorderedElementsAre(Pair("<s> a b a", 1), Pair("<s> a b </s>", 1), Pair("a b a </s>", 1)));
}

TEST(CountNgrams, WithoutBoundariesReachOverLineEnds) {
  const Vocabulary vocabulary = VocabularyOfText(kText);
  const std::vector<uint32_t> ids = IdsOf(kText, vocabulary);
  EXPECT_THAT(Spelt(Counted(ids, 3, BOUNDARIES_NONE, vocabulary), vocabulary),
              UnorderedElementsAre(Pair("</s> a b", 2), Pair("a b a", 1), Pair("b a </s>", 1),
                                   Pair("a </s> a", 1), Pair("a b </s>", 1)));
}

TEST(CountNgrams, OfOrderOneAreTheWordsThatWerePredicted) {
  const Vocabulary vocabulary = VocabularyOfText(kText);
  const std::vector<uint32_t> ids = IdsOf(kText, vocabulary);
  for (const Boundaries boundaries : {BOUNDARIES_LINE, BOUNDARIES_NONE}) {
    for (const int order : {1, 3}) {
      const auto orders = Counted(ids, order, boundaries, vocabulary);
      std::map<std::string, uint32_t> counts;
      for (uint32_t id = 0; id < vocabulary.size(); ++id) {
        counts[std::string(vocabulary.word(id))] = orders[0].counts[id];
      }
      EXPECT_THAT(counts, ElementsAre(Pair("</s>", 2), Pair("<s>", 0), Pair("<unk>", 0),
                                      Pair("a", 3), Pair("b", 2)));
    }
  }
}

TEST(CountNgrams, HasNoOrdersThatNoLineReaches) {
  const Vocabulary vocabulary = VocabularyOfText(kText);
  const auto orders = Counted(IdsOf(kText, vocabulary), 6, BOUNDARIES_LINE, vocabulary);
  EXPECT_EQ(orders.size(), 5u);
  EXPECT_THAT(orders.back().children, IsEmpty());
}

// A text of random words, with lines of about ten.
std::vector<uint32_t> RandomIds(uint64_t seed, size_t size, const Vocabulary& vocabulary) {
  const CounterRandom random(seed, RandomPurpose::kSampleCorpus, 77);
  std::vector<uint32_t> ids;
  for (size_t i = 0; i + 1 < size; ++i) {
    ids.push_back(static_cast<uint32_t>(random.Below(i, vocabulary.predictable_size())));
  }
  ids.push_back(vocabulary.line_end_id());
  return ids;
}

TEST(CountNgrams, FindsEveryNgramAndItsSuffix) {
  const Vocabulary vocabulary = VocabularyOfText("a b c d e f g\n");
  const std::vector<uint32_t> ids = RandomIds(1, 3000, vocabulary);
  for (const Boundaries boundaries : {BOUNDARIES_LINE, BOUNDARIES_NONE}) {
    // By their words.
    std::vector<uint32_t> text;
    if (boundaries == BOUNDARIES_NONE) text.push_back(vocabulary.line_end_id());
    bool at_start = true;
    for (const uint32_t id : ids) {
      if (at_start && boundaries == BOUNDARIES_LINE) text.push_back(vocabulary.line_start_id());
      text.push_back(id);
      at_start = id == vocabulary.line_end_id();
    }
    std::map<std::vector<uint32_t>, uint32_t> expected;
    for (size_t i = 0; i + 4 <= text.size(); ++i) {
      const std::vector<uint32_t> ngram(text.begin() + i, text.begin() + i + 4);
      const bool crosses = std::count(ngram.begin(), ngram.end() - 1, vocabulary.line_end_id()) > 0;
      if (boundaries == BOUNDARIES_NONE || !crosses) ++expected[ngram];
    }
    const auto orders = Counted(ids, 4, boundaries, vocabulary);
    ASSERT_EQ(orders.size(), 4u);
    // The words of each n-gram, by order.
    std::vector<std::vector<std::vector<uint32_t>>> words(4);
    for (const uint32_t id : orders[0].words) words[0].push_back({id});
    for (size_t n = 1; n < 4; ++n) {
      for (size_t i = 0; i < words[n - 1].size(); ++i) {
        for (uint32_t j = orders[n - 1].children[i]; j < orders[n - 1].children[i + 1]; ++j) {
          words[n].push_back(words[n - 1][i]);
          words[n].back().push_back(orders[n].words[j]);
        }
      }
      for (size_t i = 0; i < words[n].size(); ++i) {
        const std::vector<uint32_t> suffix(words[n][i].begin() + 1, words[n][i].end());
        ASSERT_EQ(words[n - 1][orders[n].suffixes[i]], suffix);
      }
    }
    ASSERT_EQ(words[3].size(), expected.size());
    size_t i = 0;
    for (const auto& ngram : expected) {
      EXPECT_EQ(words[3][i], ngram.first);
      EXPECT_EQ(orders[3].counts[i], ngram.second);
      ++i;
    }
  }
}

TEST(CountNgrams, AreTheSameOnAnyNumberOfThreads) {
  const Vocabulary vocabulary = VocabularyOfText("a b c d e f g\n");
  // Several tasks.
  const std::vector<uint32_t> ids = RandomIds(2, 300000, vocabulary);
  SetThreads(1);
  const auto one = Counted(ids, 5, BOUNDARIES_LINE, vocabulary);
  for (const int threads : {2, 8}) {
    SetThreadsAndSeeThemRun(threads);
    const auto many = Counted(ids, 5, BOUNDARIES_LINE, vocabulary);
    ASSERT_EQ(many.size(), one.size());
    for (size_t n = 0; n < one.size(); ++n) {
      EXPECT_EQ(many[n].words, one[n].words);
      EXPECT_EQ(many[n].counts, one[n].counts);
      EXPECT_EQ(many[n].children, one[n].children);
      EXPECT_EQ(many[n].suffixes, one[n].suffixes);
    }
  }
}

}  // namespace
}  // namespace windowlm
