#include "src/base/random.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <set>
#include <vector>

#include "gtest/gtest.h"

namespace windowlm {
namespace {

constexpr int kDraws = 20000;

using Words = std::array<uint32_t, 4>;

// The "philox4x32 10" lines of tests/kat_vectors in Random123's distribution: counter,
// key, result. The counter holds index, stream and purpose; the key is the seed.
TEST(CounterRandom, MeetsThePublishedVectorsOfPhilox) {
  EXPECT_EQ(CounterRandom(0, RandomPurpose{0}, 0).Block(0),
            (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
  EXPECT_EQ(
      CounterRandom(~uint64_t{0}, RandomPurpose{~uint32_t{0}}, ~uint32_t{0}).Block(~uint64_t{0}),
      (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
  EXPECT_EQ(CounterRandom(0x299f31d0'a4093822, RandomPurpose{0x03707344}, 0x13198a2e)
                .Block(0x85a308d3'243f6a88),
            (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(CounterRandom, TakesItsDrawsFromTheFirstWordsOfABlock) {
  const CounterRandom random(7, RandomPurpose::kDropout, 3);
  const Words block = random.Block(11);
  EXPECT_EQ(random.Uint64(11), block[0] | static_cast<uint64_t>(block[1]) << 32);
  EXPECT_EQ(random.Uniform(11), std::ldexp(static_cast<double>(random.Uint64(11) >> 11), -53));
}

TEST(CounterRandom, UniformStaysBelowOne) {
  const CounterRandom random(1, RandomPurpose::kInitialization, 0);
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double u = random.Uniform(i);
    ASSERT_GE(u, 0);
    ASSERT_LT(u, 1);
    ASSERT_EQ(std::ldexp(u, 53), std::floor(std::ldexp(u, 53)));
    sum += u;
    squares += u * u;
  }
  // Within five standard deviations.
  EXPECT_NEAR(sum / kDraws, 1.0 / 2, 5 / std::sqrt(12.0 * kDraws));
  EXPECT_NEAR(squares / kDraws, 1.0 / 3, 5 * std::sqrt(4.0 / 45 / kDraws));
}

TEST(CounterRandom, BelowReachesEveryNumberAndNoOther) {
  const CounterRandom random(1, RandomPurpose::kWindowOrder, 0);
  for (const uint64_t bound : {1, 2, 3, 10, 1000}) {
    std::vector<int> counts(bound);
    for (int i = 0; i < kDraws; ++i) {
      const uint64_t draw = random.Below(i, bound);
      ASSERT_LT(draw, bound);
      ++counts[draw];
    }
    const double expected = static_cast<double>(kDraws) / bound;
    for (const int count : counts) EXPECT_NEAR(count, expected, 6 * std::sqrt(expected));
  }
  for (int i = 0; i < 100; ++i) EXPECT_LT(random.Below(i, ~uint64_t{0}), ~uint64_t{0});
}

TEST(CounterRandom, StreamsAreIndependentBySeedPurposeAndStream) {
  const CounterRandom streams[] = {
      {1, RandomPurpose::kInitialization, 0},
      {2, RandomPurpose::kInitialization, 0},
      {1 + (uint64_t{1} << 32), RandomPurpose::kInitialization, 0},
      {1, RandomPurpose::kDropout, 0},
      {1, RandomPurpose::kInitialization, 1},
      {1, RandomPurpose::kDropout, 1},
      {1, RandomPurpose::kSampleCorpus, 0},
  };
  std::set<uint64_t> seen;
  for (const CounterRandom& stream : streams) {
    for (int i = 0; i < kDraws; ++i) {
      ASSERT_TRUE(seen.insert(stream.Uint64(i)).second) << "a draw came twice";
    }
  }
  for (const CounterRandom& a : streams) {
    for (const CounterRandom& b : streams) {
      if (&a == &b) continue;
      double correlation = 0;
      for (int i = 0; i < kDraws; ++i) correlation += (a.Uniform(i) - 0.5) * (b.Uniform(i) - 0.5);
      EXPECT_LT(std::abs(12 * correlation / kDraws), 5 / std::sqrt(1.0 * kDraws));
    }
  }
}

TEST(CounterRandom, DrawsBlocksSideBySideAsOneByOne) {
  const CounterRandom random(1ull << 40 | 3, RandomPurpose::kDropout, 5);
  for (const uint64_t first : {uint64_t{0}, uint64_t{77}, (uint64_t{1} << 32) - 3}) {
    CounterRandom::LaneWords words;
    random.Blocks(first, &words);
    for (int lane = 0; lane < CounterRandom::kLanes; ++lane) {
      for (int word = 0; word < 4; ++word) {
        EXPECT_EQ(words[word][lane], random.Block(first + lane)[word]);
      }
    }
  }
}

TEST(CounterRandom, IndicesBeyond32BitsAreNewDraws) {
  const CounterRandom random(1, RandomPurpose::kInitialization, 0);
  EXPECT_NE(random.Uint64(5), random.Uint64(5 + (uint64_t{1} << 32)));
}

}  // namespace
}  // namespace windowlm
