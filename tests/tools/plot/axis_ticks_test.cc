#include "tools/plot/axis_ticks.h"

#include <cmath>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> Labels(const std::vector<AxisTick>& ticks) {
  std::vector<std::string> labels;
  for (const AxisTick& tick : ticks) labels.push_back(tick.label);
  return labels;
}

TEST(LinearTicks, AreRoundNumbersWithin) {
  EXPECT_THAT(Labels(LinearTicks(0, 700, 8)),
              ElementsAre("0", "100", "200", "300", "400", "500", "600", "700"));
  EXPECT_THAT(Labels(LinearTicks(0, 17345678, 8)),
              ElementsAre("0", "5,000,000", "10,000,000", "15,000,000"));
  EXPECT_THAT(Labels(LinearTicks(0.0001, 0.0031, 4)), ElementsAre("0.001", "0.002", "0.003"));
  EXPECT_THAT(Labels(LinearTicks(-0.3, 0.3, 4)), ElementsAre("-0.2", "0", "0.2"));
  EXPECT_THAT(Labels(LinearTicks(0, 2.5e-300, 4)), ElementsAre("0", "1e-300", "2e-300"));
  EXPECT_THAT(Labels(LinearTicks(-2500, 10, 4)), ElementsAre("-2,000", "-1,000", "0"));
}

TEST(LinearTicks, AreSomeAndNotTooManyForAnyRange) {
  for (int power = -300; power <= 300; power += 7) {
    for (const double width : {1.0, 1.3, 2.0, 3.7, 5.0, 9.99}) {
      const double high = width * std::pow(10, power);
      for (const double low : {0.0, high / 3, high * 0.999}) {
        const std::vector<AxisTick> ticks = LinearTicks(low, high, 8);
        SCOPED_TRACE(absl::StrCat(low, " to ", high));
        EXPECT_GE(ticks.size(), 3u);
        EXPECT_LE(ticks.size(), 8u);
        EXPECT_GE(ticks.front().value, low * (1 - 1e-9));
        EXPECT_LE(ticks.back().value, high * (1 + 1e-9));
      }
    }
  }
}

TEST(LogarithmicTicks, ArePowersOfTenWhereTheRangeIsWide) {
  EXPECT_THAT(Labels(LogarithmicTicks(5, 2000000, 6)),
              ElementsAre("10", "100", "1,000", "10,000", "100,000", "1,000,000"));
  EXPECT_THAT(Labels(LogarithmicTicks(0.5, 2e12, 4)),
              ElementsAre("1", "10,000", "100,000,000", "1,000,000,000,000"));
}

TEST(LogarithmicTicks, StandBetweenPowersOfTenWhereTheRangeIsNarrow) {
  EXPECT_THAT(Labels(LogarithmicTicks(60, 3000, 10)),
              ElementsAre("100", "200", "500", "1,000", "2,000"));
  EXPECT_THAT(Labels(LogarithmicTicks(0.004, 0.06, 10)),
              ElementsAre("0.005", "0.01", "0.02", "0.05"));
  EXPECT_THAT(Labels(LogarithmicTicks(130, 290, 5)), ElementsAre("150", "200", "250"));
}

TEST(LogarithmicTicks, AreSomeAndNotTooManyForAnyRange) {
  for (const double low : {1e-30, 0.013, 1.0, 182.5, 3e30}) {
    for (const double factor : {1.01, 1.5, 3.0, 12.0, 1e3, 1e7, 1e40}) {
      SCOPED_TRACE(absl::StrCat(low, " times ", factor));
      const std::vector<AxisTick> ticks = LogarithmicTicks(low, low * factor, 10);
      EXPECT_GE(ticks.size(), 3u);
      EXPECT_LE(ticks.size(), 10u);
    }
  }
}

}  // namespace
}  // namespace windowlm
