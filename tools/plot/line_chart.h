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
  // 0, 1, ...: curves of one number have one colour.
  int color = 0;
  // Drawn thin and pale: many points, of which the trend is of interest. Others are drawn bold,
  // with a dot at each point where these are few.
  bool faint = false;
};

enum class ChartScale {
  // Logarithmic where the greatest value is many times the least.
  kAuto,
  kLinear,
  kLogarithmic,
};

struct LineChart {
  std::string x_title;
  std::string y_title;
  ChartScale y_scale = ChartScale::kAuto;
  // At least one point among them all; all numbers are finite, and above 0 with kLogarithmic.
  std::vector<ChartCurve> curves;
};

// The chart as an SVG 1.1 document: axes, curves, and a legend below. Dark on a white ground,
// whatever the page around it. Titles and names may be any bytes. The same chart is the same bytes.
std::string LineChartSvg(const LineChart& chart);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_PLOT_LINE_CHART_H_
