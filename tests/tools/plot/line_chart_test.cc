#include "tools/plot/line_chart.h"

#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace windowlm {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

int Count(const std::string& text, const std::string& part) {
  int count = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

LineChart Chart(std::vector<ChartCurve> curves, ChartScale scale = ChartScale::kAuto) {
  return {"steps", "perplexity", scale, std::move(curves)};
}

// The axes span (76, 396) to (784, 16).
TEST(LineChart, PutsPointsWhereTheyBelong) {
  const std::string svg =
      LineChartSvg(Chart({{"run", {{0, 1}, {50, 3}, {100, 5}}, 0, false}}, ChartScale::kLinear));
  // From 0.84 to 5.16: 4% of the range above and below.
  EXPECT_THAT(svg, HasSubstr("points=\"76.0,381.9 430.0,206.0 784.0,30.1\""));
  EXPECT_THAT(svg, AllOf(HasSubstr(">steps</text>"), HasSubstr(">perplexity</text>"),
                         HasSubstr(">run</text>"), HasSubstr(">100</text>")));
}

TEST(LineChart, IsLogarithmicWhereValuesDifferManyfold) {
  const std::string title = "perplexity (logarithmic)";
  EXPECT_THAT(LineChartSvg(Chart({{"run", {{0, 1000}, {9, 100}}}})), HasSubstr(title));
  EXPECT_THAT(LineChartSvg(Chart({{"run", {{0, 130}, {9, 100}}}})), Not(HasSubstr(title)));
  EXPECT_THAT(LineChartSvg(Chart({{"run", {{0, 1000}, {9, 0}}}})), Not(HasSubstr(title)));
  EXPECT_THAT(LineChartSvg(Chart({{"run", {{0, 130}, {9, 100}}}}, ChartScale::kLogarithmic)),
              HasSubstr(title));
  // The middle one of three values at equal ratios is half way.
  EXPECT_THAT(LineChartSvg(Chart({{"run", {{0, 1}, {1, 10}, {2, 100}}}})),
              HasSubstr(" 430.0,206.0 "));
}

TEST(LineChart, GivesARunOneColourAndNamesEachCurve) {
  const std::string svg = LineChartSvg(Chart({{"a, validation", {{1, 2}, {2, 3}}, 0, false},
                                              {"a, training", {{1, 4}, {2, 5}}, 0, true},
                                              {"b, validation", {{1, 3}, {2, 4}}, 1, false}}));
  EXPECT_EQ(Count(svg, "<polyline"), 6) << "each curve, and its sample in the legend";
  EXPECT_EQ(Count(svg, "stroke=\"#0072b2\""), 4);
  EXPECT_EQ(Count(svg, "stroke=\"#d55e00\""), 2);
  EXPECT_EQ(Count(svg, "stroke-opacity"), 2);
}

TEST(LineChart, EscapesNames) {
  const std::string svg = LineChartSvg(Chart({{"<a> & \"b\"\xFF", {{1, 2}, {2, 3}}}}));
  EXPECT_THAT(svg, HasSubstr(">&lt;a&gt; &amp; &quot;b&quot;\xEF\xBF\xBD</text>"));
  EXPECT_EQ(Count(svg, "<text"), Count(svg, "</text>"));
}

TEST(LineChart, HoldsAnyNumbers) {
  for (const double value : {0.0, -3.0, 1.0, 1e-30, 3e38, -3e38}) {
    const std::string one = LineChartSvg(Chart({{"run", {{0, value}}}}));
    EXPECT_THAT(one, AllOf(Not(HasSubstr("nan")), Not(HasSubstr("inf")), HasSubstr("<circle")));
    const std::string two = LineChartSvg(Chart({{"run", {{0, value}, {1e9, 7}}}}));
    EXPECT_THAT(two, AllOf(Not(HasSubstr("nan")), Not(HasSubstr("inf"))));
  }
}

}  // namespace
}  // namespace windowlm
