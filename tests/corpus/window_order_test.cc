#include "src/corpus/window_order.h"

#include <cmath>
#include <vector>

#include "gtest/gtest.h"

namespace windowlm {
namespace {

void ExpectPermutation(uint64_t size, uint64_t seed, uint32_t epoch, uint64_t run = 1) {
  const WindowOrder order(size, seed, epoch, run);
  ASSERT_EQ(order.size(), size);
  std::vector<bool> seen(size, false);
  for (uint64_t i = 0; i < size; ++i) {
    const uint64_t position = order(i);
    ASSERT_LT(position, size);
    ASSERT_FALSE(seen[position]) << "size " << size << ": " << position << " comes twice";
    seen[position] = true;
  }
}

TEST(WindowOrder, VisitsEveryWindowOnce) {
  for (uint64_t size = 1; size <= 300; ++size) {
    for (uint32_t epoch = 0; epoch < 3; ++epoch) ExpectPermutation(size, 7 + size, epoch);
  }
  for (const uint64_t size : {65535, 65536, 65537, 1000003, 1 << 20}) {
    ExpectPermutation(size, 1, 0);
  }
}

TEST(WindowOrder, KeepsRunsTogetherAndVisitsEveryWindowOnce) {
  for (uint64_t size = 1; size <= 100; ++size) {
    for (const uint64_t run : {1, 2, 3, 7, 16, 100, 1000}) {
      ExpectPermutation(size, size, 0, run);
      const WindowOrder order(size, size, 0, run);
      for (uint64_t i = 0; i + 1 < size; ++i) {
        if ((i + 1) % run == 0) continue;
        ASSERT_EQ(order(i + 1), order(i) + 1) << size << " in " << run;
      }
    }
  }
}

TEST(WindowOrder, StaysInRangeForTheLargestTexts) {
  for (const uint64_t size :
       {(uint64_t{1} << 33) + 1, (uint64_t{1} << 62) - 1, uint64_t{1} << 62}) {
    const WindowOrder order(size, 3, 9);
    for (uint64_t i = 0; i < 1000; ++i) EXPECT_LT(order(size - 1 - i), size);
  }
}

TEST(WindowOrder, IsAFunctionOfSeedAndEpoch) {
  const uint64_t size = 1000;
  const auto same_places = [&](const WindowOrder& a, const WindowOrder& b) {
    int same = 0;
    for (uint64_t i = 0; i < size; ++i) same += a(i) == b(i);
    return same;
  };
  const WindowOrder order(size, 1, 0);
  EXPECT_EQ(same_places(order, WindowOrder(size, 1, 0)), 1000);
  // Two random permutations agree in one place on average.
  EXPECT_LT(same_places(order, WindowOrder(size, 1, 1)), 10);
  EXPECT_LT(same_places(order, WindowOrder(size, 2, 0)), 10);
}

TEST(WindowOrder, SpreadsEveryPlaceEvenlyOverSeeds) {
  constexpr int kSize = 6;
  constexpr int kSeeds = 12000;
  constexpr int kMean = kSeeds / kSize;
  int counts[kSize][kSize] = {};
  for (int seed = 0; seed < kSeeds; ++seed) {
    const WindowOrder order(kSize, static_cast<uint64_t>(seed), 0);
    for (int i = 0; i < kSize; ++i) ++counts[i][order(static_cast<uint64_t>(i))];
  }
  for (const auto& row : counts) {
    // Five standard deviations.
    for (const int count : row) EXPECT_NEAR(count, kMean, 5 * std::sqrt(kMean));
  }
}

TEST(WindowOrder, LeavesNoTraceOfTheOrderOfTheText) {
  constexpr uint64_t kSize = 100000;
  const WindowOrder order(kSize, 1, 0);
  // Of neighbours, the correlation; and how evenly the first tenth lies over the text.
  double product = 0;
  int tenths[10] = {};
  const double mean = (kSize - 1) / 2.0;
  for (uint64_t i = 0; i + 1 < kSize; ++i) {
    product += (order(i) - mean) * (order(i + 1) - mean);
    if (i < kSize / 10) ++tenths[order(i) * 10 / kSize];
  }
  const double variance = static_cast<double>(kSize) * kSize / 12;
  EXPECT_LT(std::abs(product / kSize / variance), 5 / std::sqrt(kSize));
  for (const int count : tenths) EXPECT_NEAR(count, 1000, 150);
}

}  // namespace
}  // namespace windowlm
