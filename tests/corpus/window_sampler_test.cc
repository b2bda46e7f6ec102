#include "src/corpus/window_sampler.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "src/corpus/attended_passages.h"
#include "src/corpus/fresh_lines.h"
#include "src/corpus/window_order.h"

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

// Of one window, the words of its context, of its distant spans and those that it attends to before
// and after its target.
struct WordsOfWindow {
  std::vector<uint32_t> context;
  std::vector<std::vector<uint32_t>> distant;
  std::vector<uint32_t> before;
  std::vector<uint32_t> after;

  bool operator==(const WordsOfWindow& other) const {
    return context == other.context && distant == other.distant && before == other.before &&
           after == other.after;
  }
};

// Lines of 0 to 12 words, each of which is in the text once, so that a word tells its line.
class FreshLinesTest : public testing::TestWithParam<Objective> {
 protected:
  static constexpr int kContext = 2;
  static constexpr int kAttended = 3;

  FreshLinesTest() : vocabulary_(NumberedWords()) {
    int word = 0;
    for (const int words : lines_) {
      begins_.push_back(ids_.size());
      for (int i = 0; i < words; ++i) {
        ids_.push_back(*vocabulary_.Find("w" + std::to_string(word++)));
      }
      ids_.push_back(vocabulary_.line_end_id());
    }
    begins_.push_back(ids_.size());
  }

  static Vocabulary NumberedWords() {
    std::vector<std::string> words;
    for (int i = 0; i < 100; ++i) words.push_back("w" + std::to_string(i));
    std::vector<WordCount> counts = {{"</s>", 9}};
    for (const std::string& word : words) counts.push_back({word, 1});
    return *Vocabulary::FromCounts(counts, 1, 0);
  }

  // Its windows reach 7 words to a side, and attend to 5.
  WindowSampler Sampler(Boundaries boundaries,
                        WindowSampler::Missing missing = WindowSampler::Missing::kLeftOut) const {
    return WindowSampler(ids_, GetParam(), kContext, boundaries, vocabulary_, missing, distant_,
                         kAttended);
  }

  // The windows of a batch. Contexts have as many words as `sampler` pads them to if the batch does
  // not say where they end.
  std::vector<WordsOfWindow> WindowsOf(const WindowSampler& sampler,
                                       const WindowBatch& batch) const {
    std::vector<WordsOfWindow> windows(batch.targets.size());
    const auto words = [](const std::vector<uint32_t>& ids, size_t begin, size_t end) {
      return std::vector<uint32_t>(ids.begin() + static_cast<std::ptrdiff_t>(begin),
                                   ids.begin() + static_cast<std::ptrdiff_t>(end));
    };
    const auto width = static_cast<size_t>(sampler.window_words());
    size_t begin = 0;
    size_t span = 0;
    for (size_t i = 0; i < windows.size(); ++i) {
      const size_t end = batch.ends.empty() ? begin + width : batch.ends[i];
      windows[i].context = words(batch.contexts, begin, end);
      begin = end;
      for (size_t k = 0; k < distant_.size(); ++k, ++span) {
        windows[i].distant.push_back(words(
            batch.distant, span == 0 ? 0 : batch.distant_ends[span - 1], batch.distant_ends[span]));
      }
      const AttendedPassages::Window& attended = batch.attended.windows()[i];
      windows[i].before =
          words(batch.attended.words(), attended.target - attended.before, attended.target);
      if (attended.after > 0) {
        windows[i].after = words(batch.attended.words(), attended.target + 1,
                                 attended.target + 1 + attended.after);
      }
    }
    EXPECT_EQ(begin, batch.contexts.size());
    EXPECT_EQ(span, batch.distant_ends.size());
    EXPECT_EQ(batch.attended.windows().size(), windows.size());
    return windows;
  }

  // All windows of the text, in its order.
  std::vector<WordsOfWindow> InTextOrder(const WindowSampler& sampler,
                                         const FreshLines& fresh_lines) const {
    const WindowOrder order(sampler.size(), 1, 0, sampler.size());
    WindowBatch batch;
    sampler.FillBatch(order, 0, sampler.size(), &batch, fresh_lines);
    EXPECT_EQ(batch.targets, ids_);
    return WindowsOf(sampler, batch);
  }

  const std::vector<int> lines_ = {3, 12, 1, 0, 9, 2, 0, 7, 4, 12, 12, 1};
  const std::vector<int32_t> distant_ = {2, 3};
  const Vocabulary vocabulary_;
  std::vector<uint32_t> ids_;
  // Where each line begins, and the text ends.
  std::vector<uint64_t> begins_;
};

INSTANTIATE_TEST_SUITE_P(OfBothObjectives, FreshLinesTest,
                         testing::Values(OBJECTIVE_NEXT, OBJECTIVE_MASKED),
                         [](const auto& info) { return Objective_Name(info.param); });

TEST_P(FreshLinesTest, HaveNoWordOfAnotherLineInTheirWindows) {
  const std::vector<WordsOfWindow> windows =
      InTextOrder(Sampler(BOUNDARIES_NONE), FreshLines(1, /*seed=*/5, /*pass=*/0));
  for (size_t line = 0; line + 1 < begins_.size(); ++line) {
    for (uint64_t position = begins_[line]; position < begins_[line + 1]; ++position) {
      std::vector<uint32_t> words = windows[position].context;
      for (const std::vector<uint32_t>& others :
           {windows[position].distant[0], windows[position].distant[1], windows[position].before,
            windows[position].after}) {
        words.insert(words.end(), others.begin(), others.end());
      }
      const auto begin = ids_.begin() + static_cast<std::ptrdiff_t>(begins_[line]);
      const auto end = ids_.begin() + static_cast<std::ptrdiff_t>(begins_[line + 1]);
      for (const uint32_t word : words) {
        ASSERT_NE(std::find(begin, end, word), end)
            << vocabulary_.word(word) << " in a window of line " << line << ", position "
            << position;
      }
    }
  }
}

TEST_P(FreshLinesTest, HaveTheWindowsOfATextWithBoundaries) {
  const FreshLines all(1, /*seed=*/5, /*pass=*/0);
  const std::vector<WordsOfWindow> within = InTextOrder(Sampler(BOUNDARIES_LINE), FreshLines());
  const std::vector<WordsOfWindow> fresh = InTextOrder(Sampler(BOUNDARIES_NONE), all);
  for (size_t i = 0; i < ids_.size(); ++i) EXPECT_TRUE(fresh[i] == within[i]) << "position " << i;

  // Padded, too, but that other words stand for what is missing.
  const WindowSampler padded = Sampler(BOUNDARIES_NONE, WindowSampler::Missing::kPadded);
  const std::vector<WordsOfWindow> filled = InTextOrder(padded, all);
  for (size_t i = 0; i < ids_.size(); ++i) {
    const auto width = static_cast<size_t>(padded.window_words());
    ASSERT_EQ(filled[i].context.size(), width);
    // The line's end is in a context that is masked, or is what fills it.
    std::vector<uint32_t> found;
    std::vector<uint32_t> expected;
    const auto is_word = [&](uint32_t id) { return id != vocabulary_.line_end_id(); };
    std::copy_if(filled[i].context.begin(), filled[i].context.end(), std::back_inserter(found),
                 is_word);
    std::copy_if(within[i].context.begin(), within[i].context.end(), std::back_inserter(expected),
                 is_word);
    EXPECT_EQ(found, expected) << "position " << i;
  }
}

TEST_P(FreshLinesTest, ChangeNothingWhereTheirShareIsZero) {
  const WindowSampler sampler = Sampler(BOUNDARIES_NONE);
  const WindowOrder order(sampler.size(), 3, 2, 4);
  WindowBatch expected;
  sampler.FillBatch(order, 0, sampler.size(), &expected);
  for (const FreshLines& none : {FreshLines(), FreshLines(0, 5, 1)}) {
    EXPECT_FALSE(none.any());
    WindowBatch batch;
    sampler.FillBatch(order, 0, sampler.size(), &batch, none);
    EXPECT_EQ(batch.contexts, expected.contexts);
    EXPECT_EQ(batch.ends, expected.ends);
    EXPECT_EQ(batch.distant, expected.distant);
    EXPECT_EQ(batch.distant_ends, expected.distant_ends);
    EXPECT_EQ(batch.attended.words(), expected.attended.words());
    EXPECT_EQ(batch.targets, expected.targets);
    EXPECT_TRUE(WindowsOf(sampler, batch) == WindowsOf(sampler, expected));
  }
}

// Where fresh and other lines follow each other, windows share the passages that they attend to.
TEST_P(FreshLinesTest, HaveInABatchTheWindowsThatTheyHaveAlone) {
  const WindowSampler sampler = Sampler(BOUNDARIES_NONE);
  for (const uint64_t run : {uint64_t{1}, uint64_t{5}, sampler.size()}) {
    for (const uint32_t pass : {0, 1, 2, 3}) {
      const FreshLines fresh_lines(0.5, /*seed=*/8, pass);
      const WindowOrder order(sampler.size(), 3, pass, run);
      WindowBatch batch;
      sampler.FillBatch(order, 0, sampler.size(), &batch, fresh_lines);
      const std::vector<WordsOfWindow> together = WindowsOf(sampler, batch);
      for (uint64_t place = 0; place < sampler.size(); ++place) {
        WindowBatch alone;
        sampler.FillBatch(order, place, 1, &alone, fresh_lines);
        ASSERT_TRUE(together[place] == WindowsOf(sampler, alone)[0])
            << "run " << run << ", pass " << pass << ", place " << place;
      }
    }
  }
}

TEST_P(FreshLinesTest, AreFreshAsAWholeInTheirShareOfThePasses) {
  const WindowSampler sampler = Sampler(BOUNDARIES_NONE);
  const std::vector<WordsOfWindow> over_lines = InTextOrder(sampler, FreshLines());
  const std::vector<WordsOfWindow> within = InTextOrder(Sampler(BOUNDARIES_LINE), FreshLines());
  std::vector<int> fresh_passes(lines_.size());
  for (uint32_t pass = 0; pass < 8; ++pass) {
    const FreshLines fresh_lines(0.25, /*seed=*/8, pass);
    const std::vector<WordsOfWindow> windows = InTextOrder(sampler, fresh_lines);
    for (size_t line = 0; line < lines_.size(); ++line) {
      const bool is_fresh = fresh_lines.Includes(begins_[line]);
      fresh_passes[line] += is_fresh ? 1 : 0;
      for (uint64_t position = begins_[line]; position < begins_[line + 1]; ++position) {
        ASSERT_TRUE(windows[position] == (is_fresh ? within : over_lines)[position])
            << "pass " << pass << ", line " << line << ", position " << position;
      }
    }
  }
  EXPECT_EQ(fresh_passes, std::vector<int>(lines_.size(), 2));
}

}  // namespace
}  // namespace windowlm
