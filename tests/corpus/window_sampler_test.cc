#include "src/corpus/window_sampler.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "src/corpus/attended_passages.h"

namespace windowlm {
namespace {

class WindowSamplerTest : public testing::Test {
 protected:
  // a b </s> </s> c </s>
  WindowSamplerTest()
      : vocabulary_(*Vocabulary::FromCounts({{"a", 1}, {"b", 1}, {"c", 1}, {"</s>", 3}}, 1, 0)) {
    for (const char* word : {"a", "b", "</s>", "</s>", "c", "</s>"}) {
      ids_.push_back(*vocabulary_.Find(word));
    }
  }

  WindowSampler Sampler(Objective objective, int context, Boundaries boundaries) const {
    return WindowSampler(ids_, objective, context, boundaries, vocabulary_);
  }

  // The window's words with the target in its place: "a b [c]" and the like, `$` for `</s>`,
  // `^` for `<s>`.
  std::vector<std::string> Windows(const WindowSampler& sampler, int context) const {
    WindowBatch batch;
    sampler.FillBatchInTextOrder(0, sampler.size(), &batch);
    EXPECT_EQ(batch.targets, ids_);
    std::vector<std::string> windows;
    const auto width = static_cast<size_t>(sampler.window_words());
    for (size_t row = 0; row < batch.targets.size(); ++row) {
      std::string window;
      for (size_t i = 0; i < width; ++i) {
        if (i == static_cast<size_t>(context)) window += "_";
        window += Letter(batch.contexts[row * width + i]);
      }
      windows.push_back(window);
    }
    return windows;
  }

  std::string Letter(uint32_t id) const {
    const absl::string_view word = vocabulary_.word(id);
    return word == "</s>" ? "$" : word == "<s>" ? "^" : std::string(word);
  }

  Vocabulary vocabulary_;
  std::vector<uint32_t> ids_;
};

using Strings = std::vector<std::string>;

TEST_F(WindowSamplerTest, NextStopsAtTheStartOfTheLine) {
  EXPECT_EQ(Windows(Sampler(OBJECTIVE_NEXT, 3, BOUNDARIES_LINE), 3),
            (Strings{"^^^", "^^a", "^ab", "^^^", "^^^", "^^c"}));
  EXPECT_EQ(Windows(Sampler(OBJECTIVE_NEXT, 1, BOUNDARIES_LINE), 1),
            (Strings{"^", "a", "b", "^", "^", "c"}));
}

TEST_F(WindowSamplerTest, NextReachesOverLinesWithoutBoundaries) {
  EXPECT_EQ(Windows(Sampler(OBJECTIVE_NEXT, 3, BOUNDARIES_NONE), 3),
            (Strings{"$$$", "$$a", "$ab", "ab$", "b$$", "$$c"}));
}

TEST_F(WindowSamplerTest, MaskedStopsAtBothEndsOfTheLineAndSeesItsEnd) {
  EXPECT_EQ(Windows(Sampler(OBJECTIVE_MASKED, 2, BOUNDARIES_LINE), 2),
            (Strings{"^^_b$", "^a_$^", "ab_^^", "^^_^^", "^^_$^", "^c_^^"}));
}

TEST_F(WindowSamplerTest, MaskedReachesOverLinesWithoutBoundaries) {
  EXPECT_EQ(Windows(Sampler(OBJECTIVE_MASKED, 2, BOUNDARIES_NONE), 2),
            (Strings{"$$_b$", "$a_$$", "ab_$c", "b$_c$", "$$_$$", "$c_$$"}));
}

TEST_F(WindowSamplerTest, TakesContextsLongerThanTheText) {
  EXPECT_EQ(Windows(Sampler(OBJECTIVE_MASKED, 7, BOUNDARIES_NONE), 7)[2], "$$$$$ab_$c$$$$$");
  EXPECT_EQ(Windows(Sampler(OBJECTIVE_NEXT, 7, BOUNDARIES_LINE), 7)[2], "^^^^^ab");
}

TEST_F(WindowSamplerTest, ReadsAutomaticValuesAsNextAndLine) {
  EXPECT_EQ(Windows(Sampler(OBJECTIVE_AUTO, 2, BOUNDARIES_AUTO), 2),
            Windows(Sampler(OBJECTIVE_NEXT, 2, BOUNDARIES_LINE), 2));
}

TEST_F(WindowSamplerTest, FillsBatchesInTheGivenOrderTheLastOnePartial) {
  const WindowSampler sampler = Sampler(OBJECTIVE_MASKED, 2, BOUNDARIES_LINE);
  const WindowOrder order(sampler.size(), 5, 1);
  WindowBatch batch;
  uint64_t place = 0;
  for (const size_t rows : {4, 2, 0}) {
    sampler.FillBatch(order, place, 4, &batch);
    ASSERT_EQ(batch.targets.size(), rows);
    ASSERT_EQ(batch.contexts.size(), rows * 4);
    for (size_t row = 0; row < rows; ++row, ++place) {
      std::vector<uint32_t> context(4);
      sampler.FillWindow(order(place), context.data());
      EXPECT_EQ(batch.targets[row], ids_[order(place)]);
      EXPECT_EQ(std::vector<uint32_t>(batch.contexts.begin() + row * 4,
                                      batch.contexts.begin() + (row + 1) * 4),
                context);
    }
  }
}

TEST_F(WindowSamplerTest, MayLeaveOutWhatIsMissing) {
  const WindowSampler sampler(ids_, OBJECTIVE_MASKED, 2, BOUNDARIES_LINE, vocabulary_,
                              WindowSampler::Missing::kLeftOut);
  WindowBatch batch;
  sampler.FillBatchInTextOrder(0, sampler.size(), &batch);
  std::string contexts;
  for (const uint32_t id : batch.contexts) contexts += Letter(id);
  // Of "ab$", "$" and "c$".
  EXPECT_EQ(contexts, "b$a$ab$c");
  EXPECT_EQ(batch.ends, (std::vector<uint32_t>{2, 4, 6, 6, 7, 8}));
  EXPECT_EQ(batch.targets, ids_);
}

// Of the lines "ab", "" and "c", with spans of one and two words.
TEST_F(WindowSamplerTest, ReachesBackSpanBySpan) {
  const auto spans = [this](Objective objective, Boundaries boundaries) {
    const int32_t distant[] = {1, 2};
    const WindowSampler sampler(ids_, objective, 1, boundaries, vocabulary_,
                                WindowSampler::Missing::kPadded, distant);
    std::vector<std::string> result;
    WindowBatch batch;
    for (uint64_t position = 0; position < sampler.size(); ++position) {
      sampler.FillBatchInTextOrder(position, 1, &batch);
      EXPECT_EQ(batch.distant_ends.size(), 2u);
      EXPECT_EQ(batch.distant_ends.back(), batch.distant.size());
      std::string text;
      for (size_t i = 0; i < batch.distant.size(); ++i) {
        if (i == batch.distant_ends[0]) text += "|";
        text += Letter(batch.distant[i]);
      }
      result.push_back(text);
    }
    return result;
  };
  EXPECT_EQ(spans(OBJECTIVE_NEXT, BOUNDARIES_LINE),
            (std::vector<std::string>{"", "", "a", "", "", ""}));
  EXPECT_EQ(spans(OBJECTIVE_NEXT, BOUNDARIES_NONE),
            (std::vector<std::string>{"", "", "a", "b|a", "$|ab", "$|b$"}));
  EXPECT_EQ(spans(OBJECTIVE_MASKED, BOUNDARIES_NONE),
            (std::vector<std::string>{"$|$c", "$|c$", "ac|$", "b$|a", "$|ab", "$|b$"}));
}

// One word, and two more.
TEST_F(WindowSamplerTest, AttendsToTheWordsAroundATarget) {
  const auto attended = [this](Objective objective, Boundaries boundaries, bool together) {
    const WindowSampler sampler(ids_, objective, 1, boundaries, vocabulary_,
                                WindowSampler::Missing::kPadded, {}, 1);
    std::vector<std::string> result;
    WindowBatch batch;
    const uint64_t count = together ? sampler.size() : 1;
    for (uint64_t position = 0; position < sampler.size(); position += count) {
      sampler.FillBatchInTextOrder(position, count, &batch);
      EXPECT_EQ(batch.attended.passages().size(), 1u);
      EXPECT_EQ(batch.attended.passages()[0].windows_end, count);
      EXPECT_EQ(batch.attended.passages()[0].words_end, batch.attended.words().size());
      for (const AttendedPassages::Window& window : batch.attended.windows()) {
        const auto word = [&](uint32_t place) { return Letter(batch.attended.words()[place]); };
        std::string& text = result.emplace_back();
        for (uint32_t i = window.before; i > 0; --i) text += word(window.target - i);
        if (objective == OBJECTIVE_MASKED) text += "|";
        for (uint32_t i = 1; i <= window.after; ++i) text += word(window.target + i);
      }
    }
    return result;
  };
  for (const bool together : {false, true}) {
    EXPECT_EQ(attended(OBJECTIVE_NEXT, BOUNDARIES_LINE, together),
              (std::vector<std::string>{"", "a", "ab", "", "", "c"}));
    EXPECT_EQ(attended(OBJECTIVE_NEXT, BOUNDARIES_NONE, together),
              (std::vector<std::string>{"", "a", "ab", "ab$", "b$$", "$$c"}));
    EXPECT_EQ(attended(OBJECTIVE_MASKED, BOUNDARIES_LINE, together),
              (std::vector<std::string>{"|b$", "a|$", "ab|", "|", "|$", "c|"}));
    EXPECT_EQ(attended(OBJECTIVE_MASKED, BOUNDARIES_NONE, together),
              (std::vector<std::string>{"|b$$", "a|$$c", "ab|$c$", "ab$|c$", "b$$|$", "$$c|"}));
  }
}

}  // namespace
}  // namespace windowlm
