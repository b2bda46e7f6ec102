#include "src/model/columns/prepared_stretch.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <set>
#include <thread>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "proto/train_config.pb.h"
#include "src/corpus/stretch_sampler.h"
#include "src/model/output/noise_words.h"
#include "tests/model/columns/text_stretch_of.h"

namespace windowlm {
namespace {

using ::testing::IsEmpty;

constexpr uint32_t kVocabulary = 30;
constexpr int64_t kNegatives = 5;
constexpr uint64_t kSeed = 17;

// Noise of words with counts 1, 2, 3, ...
NoiseWords Noise() {
  std::vector<uint64_t> counts;
  for (uint64_t word = 0; word < kVocabulary; ++word) counts.push_back(1 + word);
  return NoiseWords(counts, 1, kNegatives);
}

PreparedStretch StretchOf(TextStretch text, uint64_t seed = kSeed, uint64_t number = 3) {
  PreparedStretch stretch;
  stretch.text = std::move(text);
  PrepareStretch(Noise(), kNegatives, seed, number, &stretch);
  return stretch;
}

PreparedStretch StretchOf(int64_t words, Objective objective) {
  return StretchOf(TextStretchOf(RandomWords(words, words, kVocabulary), objective, 4, 5));
}

// Calls body(stretch) with stretches of less than one step, of one, and of several, for each
// objective.
template <typename Body>
void ForEachStretch(Body body) {
  for (const Objective objective : {OBJECTIVE_NEXT, OBJECTIVE_MASKED, OBJECTIVE_SKIPGRAM}) {
    for (const int64_t words : {11, 13, 41, 42, 43, 74, 75, 300}) {
      SCOPED_TRACE(testing::Message() << Objective_Name(objective) << " of " << words << " words");
      body(StretchOf(words, objective));
    }
  }
}

TEST(PrepareStretch, CutsAllWindowsIntoStepsInTheirOrder) {
  ForEachStretch([](const PreparedStretch& stretch) {
    uint32_t next = 0;
    for (const PreparedStretch::Step& step : stretch.steps) {
      // All steps but the last are full.
      ASSERT_EQ(next % PreparedStretch::kStepWindows, 0);
      ASSERT_EQ(step.first_window, next);
      ASSERT_GT(step.end_window, step.first_window);
      ASSERT_LE(step.end_window - step.first_window, PreparedStretch::kStepWindows);
      next = step.end_window;
    }
    EXPECT_EQ(next, stretch.text.windows.size());
  });
}

TEST(PrepareStretch, GivesAStepThePlacesFromItsFirstContextToItsLast) {
  ForEachStretch([](const PreparedStretch& stretch) {
    for (const PreparedStretch::Step& step : stretch.steps) {
      uint32_t first = std::numeric_limits<uint32_t>::max();
      uint32_t end = 0;
      for (uint32_t w = step.first_window; w < step.end_window; ++w) {
        first = std::min(first, stretch.text.windows[w].begin);
        end = std::max(end, stretch.text.windows[w].end);
      }
      EXPECT_EQ(step.first_place, first);
      EXPECT_EQ(step.end_place, end);
    }
  });
}

TEST(PrepareStretch, NamesEachWordOfAStepOnce) {
  ForEachStretch([](const PreparedStretch& stretch) {
    const std::vector<uint32_t>& words = stretch.text.words;
    uint32_t next = 0;
    for (const PreparedStretch::Step& step : stretch.steps) {
      ASSERT_EQ(step.first_row, next);
      ASSERT_LE(step.end_row, stretch.rows.size());
      next = step.end_row;
      std::vector<uint32_t> rows(stretch.rows.begin() + step.first_row,
                                 stretch.rows.begin() + step.end_row);
      std::sort(rows.begin(), rows.end());
      const std::set<uint32_t> different(words.begin() + step.first_place,
                                         words.begin() + step.end_place);
      EXPECT_EQ(rows, std::vector<uint32_t>(different.begin(), different.end()));
    }
    EXPECT_EQ(next, stretch.rows.size());
  });
}

TEST(PrepareStretch, MapsEachPlaceToTheRowOfItsWord) {
  ForEachStretch([](const PreparedStretch& stretch) {
    uint32_t next = 0;
    for (const PreparedStretch::Step& step : stretch.steps) {
      ASSERT_EQ(step.first_row_of, next);
      for (uint32_t place = step.first_place; place < step.end_place; ++place, ++next) {
        ASSERT_LT(next, stretch.row_of.size());
        ASSERT_LT(stretch.row_of[next], step.end_row - step.first_row);
        EXPECT_EQ(stretch.rows[step.first_row + stretch.row_of[next]], stretch.text.words[place]);
      }
    }
    EXPECT_EQ(next, stretch.row_of.size());
  });
}

TEST(PrepareStretch, PutsTheTargetBeforeItsNoiseWords) {
  ForEachStretch([](const PreparedStretch& stretch) {
    const std::vector<TextStretch::Window>& windows = stretch.text.windows;
    ASSERT_EQ(stretch.outputs.size(), windows.size() * (1 + kNegatives));
    for (size_t w = 0; w < windows.size(); ++w) {
      EXPECT_EQ(stretch.outputs[w * (1 + kNegatives)], stretch.text.words[windows[w].target]);
    }
  });
}

std::vector<uint32_t> NoiseOf(const PreparedStretch& stretch) {
  std::vector<uint32_t> noise;
  for (size_t i = 0; i < stretch.outputs.size(); ++i) {
    if (i % (1 + kNegatives) != 0) noise.push_back(stretch.outputs[i]);
  }
  return noise;
}

TEST(PrepareStretch, DrawsNoiseWordsByTheirProbabilities) {
  const std::vector<uint32_t> noise = NoiseOf(StretchOf(10000, OBJECTIVE_MASKED));
  std::vector<double> drawn(kVocabulary);
  for (const uint32_t word : noise) ++drawn.at(word);
  for (uint32_t word = 0; word < kVocabulary; ++word) {
    const double share = (1.0 + word) * 2 / (kVocabulary * (kVocabulary + 1));
    const double expected = share * static_cast<double>(noise.size());
    EXPECT_NEAR(drawn[word], expected, 5 * std::sqrt(expected)) << word;
  }
}

// The noise of one window is no more like that of the next, or of the next stretch, than chance has
// it: the sum of squared shares, here 0.044.
TEST(PrepareStretch, DrawsNoiseWordsAnewForEachWindowAndStretch) {
  const TextStretch text = TextStretchOf(RandomWords(1, 5000, kVocabulary), OBJECTIVE_NEXT, 1, 1);
  const std::vector<uint32_t> noise = NoiseOf(StretchOf(text, kSeed, 0));
  const std::vector<uint32_t> next = NoiseOf(StretchOf(text, kSeed, 1));
  int64_t like_next_window = 0;
  int64_t like_next_stretch = 0;
  for (size_t i = 0; i < noise.size(); ++i) {
    like_next_window += i + kNegatives < noise.size() && noise[i] == noise[i + kNegatives];
    like_next_stretch += noise[i] == next[i];
  }
  EXPECT_NEAR(static_cast<double>(like_next_window) / noise.size(), 0.044, 0.01);
  EXPECT_NEAR(static_cast<double>(like_next_stretch) / noise.size(), 0.044, 0.01);
}

// No window sees the noise words of another once more, be it in another stretch.
TEST(PrepareStretch, DrawsNoRunOfNoiseWordsTwice) {
  constexpr size_t kRun = 4 * kNegatives;
  const TextStretch text = TextStretchOf(RandomWords(1, 200, kVocabulary), OBJECTIVE_NEXT, 1, 1);
  std::set<std::vector<uint32_t>> runs;
  for (uint64_t number = 0; number < 20; ++number) {
    const std::vector<uint32_t> noise = NoiseOf(StretchOf(text, kSeed, number));
    for (auto run = noise.begin(); run + kRun <= noise.end(); ++run) {
      ASSERT_TRUE(runs.emplace(run, run + kRun).second) << number;
    }
  }
}

TEST(PrepareStretch, DrawsTheSameForTheSameSeedAndNumber) {
  const TextStretch text = TextStretchOf(RandomWords(1, 100, kVocabulary), OBJECTIVE_NEXT, 4, 5);
  const std::vector<uint32_t> outputs = StretchOf(text, kSeed, 3).outputs;
  EXPECT_EQ(StretchOf(text, kSeed, 3).outputs, outputs);
  EXPECT_NE(StretchOf(text, kSeed, 4).outputs, outputs);
  EXPECT_NE(StretchOf(text, kSeed + 1, 3).outputs, outputs);
  // All 32 bits of a number count.
  EXPECT_NE(StretchOf(text, kSeed, 3 + (uint64_t{1} << 31)).outputs, outputs);
}

void ExpectTheSame(const PreparedStretch& a, const PreparedStretch& b) {
  EXPECT_EQ(a.rows, b.rows);
  EXPECT_EQ(a.row_of, b.row_of);
  EXPECT_EQ(a.outputs, b.outputs);
  ASSERT_EQ(a.steps.size(), b.steps.size());
  for (size_t i = 0; i < a.steps.size(); ++i) {
    EXPECT_EQ(a.steps[i].first_window, b.steps[i].first_window);
    EXPECT_EQ(a.steps[i].end_window, b.steps[i].end_window);
    EXPECT_EQ(a.steps[i].first_place, b.steps[i].first_place);
    EXPECT_EQ(a.steps[i].end_place, b.steps[i].end_place);
    EXPECT_EQ(a.steps[i].first_row, b.steps[i].first_row);
    EXPECT_EQ(a.steps[i].end_row, b.steps[i].end_row);
    EXPECT_EQ(a.steps[i].first_row_of, b.steps[i].first_row_of);
  }
}

TEST(PrepareStretch, LeavesNothingOfTheStretchBefore) {
  PreparedStretch stretch = StretchOf(300, OBJECTIVE_SKIPGRAM);
  const PreparedStretch fresh = StretchOf(50, OBJECTIVE_MASKED);
  stretch.text = fresh.text;
  PrepareStretch(Noise(), kNegatives, kSeed, 3, &stretch);
  ExpectTheSame(stretch, fresh);
}

TEST(PrepareStretch, MakesNoStepOfAStretchWithoutWindows) {
  for (const std::vector<uint32_t>& words : std::vector<std::vector<uint32_t>>{{}, {1, 2}}) {
    const PreparedStretch stretch = StretchOf(TextStretch{words, {}});
    EXPECT_THAT(stretch.steps, IsEmpty());
    EXPECT_THAT(stretch.rows, IsEmpty());
    EXPECT_THAT(stretch.row_of, IsEmpty());
    EXPECT_THAT(stretch.outputs, IsEmpty());
  }
}

TEST(PrepareStretch, MayBeCalledByManyThreadsAtOnce) {
  const NoiseWords noise = Noise();
  std::vector<std::thread> threads;
  for (uint64_t number = 0; number < 4; ++number) {
    threads.emplace_back([&noise, number] {
      const TextStretch text =
          TextStretchOf(RandomWords(number, 1000, kVocabulary), OBJECTIVE_MASKED, 4, 5);
      const PreparedStretch expected = StretchOf(text, kSeed, number);
      PreparedStretch stretch;
      stretch.text = text;
      for (int i = 0; i < 300; ++i) {
        PrepareStretch(noise, kNegatives, kSeed, number, &stretch);
        ExpectTheSame(stretch, expected);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace windowlm
