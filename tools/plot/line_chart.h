#ifndef WINDOWLM_TOOLS_PLOT_LINE_CHART_H_
#define WINDOWLM_TOOLS_PLOT_LINE_CHART_H_

#include <string>
#include <vector>

namespace windowlm {

struct ChartPoint {
  double x;
  double y;
};

struct ChartCurve {
  std::string name;
  std::vector<ChartPoint> points;
  // The number of the colour: 0, 1, ... Curves with the same number have the same colour.
  int color = 0;
  // Whether the curve is drawn thin and pale, for many points of which only the trend matters.
  // Other curves are drawn bold, with a dot at each point if there are few.
  bool faint = false;
};

enum class ChartScale {
  // Logarithmic if the greatest value is many times the least.
  kAuto,
  kLinear,
  kLogarithmic,
};

struct LineChart {
  std::string x_title;
  std::string y_title;
  ChartScale y_scale = ChartScale::kAuto;
  // They have at least one point in all; all numbers are finite, and above 0 with kLogarithmic.
  std::vector<ChartCurve> curves;
};

// The chart as an SVG 1.1 document: axes, curves, and a legend below, dark on a white ground
// whatever the page around it. Titles and names may be any bytes. Equal charts make equal bytes.
std::string LineChartSvg(const LineChart& chart);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_PLOT_LINE_CHART_H_
