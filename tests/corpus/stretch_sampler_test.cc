#include "src/corpus/stretch_sampler.h"

#include <cmath>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;

class StretchSamplerTest : public testing::Test {
 protected:
  StretchSamplerTest()
      : vocabulary_(*Vocabulary::FromCounts(
            {{"a", 9}, {"b", 8}, {"c", 7}, {"d", 6}, {"e", 5}, {"</s>", 4}}, 1, 0)) {
    config_.mutable_model()->set_objective(OBJECTIVE_MASKED);
    config_.mutable_model()->set_context(2);
    config_.mutable_corpus()->set_boundaries(BOUNDARIES_LINE);
  }

  // `$` stands for a line's end.
  std::vector<uint32_t> Ids(const std::string& text) const {
    std::vector<uint32_t> ids;
    for (const char letter : text) {
      ids.push_back(letter == '$' ? vocabulary_.line_end_id()
                                  : *vocabulary_.Find(std::string(1, letter)));
    }
    return ids;
  }

  // The windows of a stretch as "context>target".
  std::vector<std::string> Windows(const std::string& text, uint64_t begin, uint64_t end) const {
    const std::vector<uint32_t> ids = Ids(text);
    WindowBatch batch;
    StretchSampler(ids, config_, vocabulary_).FillBatch(0, begin, end, &batch);
    std::vector<std::string> windows;
    uint32_t next = 0;
    for (size_t i = 0; i < batch.targets.size(); ++i) {
      std::string window;
      for (; next < batch.ends[i]; ++next) window += Letter(batch.contexts[next]);
      windows.push_back(window + ">" + Letter(batch.targets[i]));
    }
    EXPECT_EQ(next, batch.contexts.size());
    return windows;
  }

  std::string Letter(uint32_t id) const {
    return id == vocabulary_.line_end_id() ? "$" : std::string(vocabulary_.word(id));
  }

  Vocabulary vocabulary_;
  TrainConfig config_;
};

TEST_F(StretchSamplerTest, LeavesOutWhatIsMissingAtALinesEnds) {
  EXPECT_THAT(Windows("abc$de$", 0, 7),
              ElementsAre("bc>a", "ac$>b", "ab$>c", "bc>$", "e$>d", "d$>e", "de>$"));
}

TEST_F(StretchSamplerTest, ReachesOverLinesWithoutBoundaries) {
  config_.mutable_corpus()->set_boundaries(BOUNDARIES_NONE);
  EXPECT_THAT(Windows("ab$c$", 0, 5), ElementsAre("b$>a", "a$c>b", "abc$>$", "b$$>c", "$c>$"));
}

TEST_F(StretchSamplerTest, ReachesOutOfItsStretch) {
  EXPECT_THAT(Windows("abcde$", 2, 4), ElementsAre("abde>c", "bce$>d"));
  config_.mutable_model()->set_objective(OBJECTIVE_NEXT);
  EXPECT_THAT(Windows("abcde$", 2, 4), ElementsAre("ab>c", "bc>d"));
}

TEST_F(StretchSamplerTest, MakesASkipGramOfEachWordOfAContext) {
  config_.mutable_model()->set_objective(OBJECTIVE_SKIPGRAM);
  EXPECT_THAT(Windows("abc$", 1, 3), ElementsAre("a>b", "c>b", "$>b", "a>c", "b>c", "$>c"));
}

TEST_F(StretchSamplerTest, GivesNoWindowToATargetWithoutContext) {
  config_.mutable_model()->set_objective(OBJECTIVE_NEXT);
  EXPECT_THAT(Windows("a$b$", 0, 4), ElementsAre("a>$", "b>$"));
}

TEST_F(StretchSamplerTest, DrawsTheSizesOfDynamicWindowsEvenly) {
  config_.mutable_model()->set_objective(OBJECTIVE_NEXT);
  config_.mutable_model()->set_context(4);
  config_.mutable_corpus()->set_boundaries(BOUNDARIES_NONE);
  config_.set_dynamic_window(true);
  constexpr int kWords = 4000;
  std::vector<int> sizes(5);
  for (const std::string& window : Windows(std::string(kWords, 'a'), 10, kWords)) {
    ++sizes.at(window.size() - 2);
  }
  EXPECT_EQ(sizes[0], 0);
  for (int size = 1; size <= 4; ++size) {
    EXPECT_NEAR(sizes[size], kWords / 4.0, 5 * std::sqrt(kWords));
  }
}

TEST_F(StretchSamplerTest, ThinsFrequentWordsOutAsWord2vecDoes) {
  config_.set_subsample(0.1);
  config_.mutable_model()->set_context(1);
  config_.mutable_corpus()->set_boundaries(BOUNDARIES_NONE);
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "ae$";
  int a = 0;
  int e = 0;
  for (const std::string& window : Windows(text, 0, text.size())) {
    a += window.back() == 'a';
    e += window.back() == 'e';
    EXPECT_EQ(window.find('$'), std::string::npos);
  }
  // Of 39 words 9 and 5 were seen.
  const auto share = [](double count) { return std::sqrt(0.1 * 39 / count) + 0.1 * 39 / count; };
  ASSERT_GT(share(5), 1);
  EXPECT_EQ(e, 3000);
  config_.set_subsample(0.02);
  a = 0;
  for (const std::string& window : Windows(text, 0, text.size())) a += window.back() == 'a';
  const double kept = std::sqrt(0.02 * 39 / 9) + 0.02 * 39 / 9;
  EXPECT_NEAR(a, 3000 * kept, 5 * std::sqrt(3000 * kept * (1 - kept)));
}

TEST_F(StretchSamplerTest, LetsContextsReachOverWhatIsGone) {
  config_.set_subsample(0.5);
  config_.mutable_model()->set_context(1);
  // No line's end stays, and no line is crossed.
  EXPECT_THAT(Windows("ab$cd$", 0, 6), ElementsAre("b>a", "a>b", "d>c", "c>d"));
  config_.mutable_corpus()->set_boundaries(BOUNDARIES_NONE);
  EXPECT_THAT(Windows("ab$cd$", 0, 6), ElementsAre("b>a", "ac>b", "bd>c", "c>d"));
}

// However a text is cut, the same words stay, in the same contexts.
TEST_F(StretchSamplerTest, GivesTheSameWindowsInAnyStretches) {
  config_.set_subsample(0.05);
  config_.set_dynamic_window(true);
  std::string text;
  for (int i = 0; i < 200; ++i) text += i % 3 == 0 ? "abc$" : "edcba$";
  const std::vector<std::string> whole = Windows(text, 0, text.size());
  std::vector<std::string> pieces;
  for (uint64_t begin = 0; begin < text.size(); begin += 37) {
    const uint64_t end = std::min<uint64_t>(text.size(), begin + 37);
    for (const std::string& window : Windows(text, begin, end)) pieces.push_back(window);
  }
  EXPECT_EQ(pieces, whole);
}

}  // namespace
}  // namespace windowlm
