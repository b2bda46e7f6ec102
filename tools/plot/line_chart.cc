#include "tools/plot/line_chart.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "tools/plot/axis_ticks.h"
#include "tools/plot/xml_text.h"

namespace windowlm {
namespace {

// Sizes in pixels: of the drawing, and within it of the rectangle of the axes.
constexpr double kWidth = 800;
constexpr double kLeft = 76;
constexpr double kRight = 784;
constexpr double kTop = 16;
constexpr double kBottom = 396;
constexpr double kLegendTop = kBottom + 66;
constexpr double kLegendRow = 20;
constexpr int kLegendColumns = 2;
constexpr int kMostXTicks = 8;
constexpr int kMostYTicks = 10;
// Names and titles of this length fit the drawing at the size of the letters.
constexpr size_t kMostNameCharacters = 46;
constexpr size_t kMostTitleCharacters = 100;
// Curves of at most this many points have dots.
constexpr size_t kMostDots = 60;
// The ratio of the greatest value to the least from which on an automatic scale is logarithmic.
constexpr double kManyTimes = 5;

// Colours that people tell apart who see colours in any of the usual ways (Okabe & Ito 2008), dark
// enough for a white ground.
constexpr const char* kColors[] = {"#0072b2", "#d55e00", "#009e73", "#cc79a7",
                                   "#000000", "#b8860b", "#56b4e9", "#7f3c8d"};

const char* ColorOf(const ChartCurve& curve) {
  return kColors[static_cast<size_t>(curve.color) % (sizeof(kColors) / sizeof(kColors[0]))];
}

struct Range {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();

  void Include(double value) {
    low = std::min(low, value);
    high = std::max(high, value);
  }
};

// Maps the numbers of a range to pixels.
struct Axis {
  Range range;
  bool logarithmic = false;
  double first_pixel = 0;
  double last_pixel = 0;

  double Pixel(double value) const {
    const double share = logarithmic
                             ? std::log(value / range.low) / std::log(range.high / range.low)
                             : (value - range.low) / (range.high - range.low);
    return first_pixel + share * (last_pixel - first_pixel);
  }
};

Axis XAxis(const LineChart& chart) {
  Axis axis{{0, 0}, false, kLeft, kRight};
  for (const ChartCurve& curve : chart.curves) {
    for (const ChartPoint& point : curve.points) axis.range.Include(point.x);
  }
  if (axis.range.low == axis.range.high) axis.range.high += 1;
  return axis;
}

Axis YAxis(const LineChart& chart) {
  Range values;
  for (const ChartCurve& curve : chart.curves) {
    for (const ChartPoint& point : curve.points) values.Include(point.y);
  }
  const bool logarithmic = chart.y_scale == ChartScale::kLogarithmic ||
                           (chart.y_scale == ChartScale::kAuto && values.low > 0 &&
                            values.high >= kManyTimes * values.low);
  // Some room above and below, so that no curve lies on the frame.
  constexpr double kRoom = 0.04;
  if (logarithmic) {
    const double factor = std::pow(std::max(values.high / values.low, 1.5), kRoom);
    return {{values.low / factor, values.high * factor}, true, kBottom, kTop};
  }
  double room = kRoom * (values.high - values.low);
  if (room == 0) room = values.high == 0 ? 1 : std::abs(values.high) / 10;
  const double low = values.low >= 0 ? std::max(0.0, values.low - room) : values.low - room;
  return {{low, values.high + room}, false, kBottom, kTop};
}

class Drawing {
 public:
  explicit Drawing(double height) {
    text_ = absl::StrFormat(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\" "
        "viewBox=\"0 0 %.0f %.0f\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#222222\">\n"
        "<rect width=\"%.0f\" height=\"%.0f\" fill=\"#ffffff\"/>\n",
        kWidth, height, kWidth, height, kWidth, height);
  }

  void Line(double x1, double y1, double x2, double y2, absl::string_view stroke) {
    absl::StrAppendFormat(&text_,
                          "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>\n",
                          x1, y1, x2, y2, stroke);
  }

  // `anchor` is start, middle or end: which part of the text is at x.
  void Text(double x, double y, absl::string_view anchor, absl::string_view text,
            size_t most = kMostNameCharacters) {
    absl::StrAppendFormat(&text_, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n", x,
                          y, anchor, XmlText(text, most));
  }

  // Draws text that runs upwards, with its middle at (x, y).
  void UprightText(double x, double y, absl::string_view text) {
    absl::StrAppendFormat(
        &text_,
        "<text transform=\"translate(%.1f %.1f) rotate(-90)\" text-anchor=\"middle\">%s</text>\n",
        x, y, XmlText(text, kMostTitleCharacters));
  }

  // Draws a line through points that are pixels.
  void Curve(const ChartCurve& style, const std::vector<ChartPoint>& points) {
    if (points.size() > 1) {
      absl::StrAppendFormat(&text_, "<polyline fill=\"none\" stroke=\"%s\" %s points=\"",
                            ColorOf(style),
                            style.faint ? "stroke-width=\"1\" stroke-opacity=\"0.5\""
                                        : "stroke-width=\"2\" stroke-linejoin=\"round\"");
      for (const ChartPoint& point : points) {
        absl::StrAppendFormat(&text_, "%s%.1f,%.1f", &point == &points.front() ? "" : " ", point.x,
                              point.y);
      }
      text_ += "\"/>\n";
    }
    if ((style.faint && points.size() > 1) || points.size() > kMostDots) return;
    for (const ChartPoint& point : points) Dot(point, style);
  }

  void Dot(const ChartPoint& point, const ChartCurve& style) {
    absl::StrAppendFormat(&text_, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>\n",
                          point.x, point.y, ColorOf(style));
  }

  std::string Finish() { return absl::StrCat(text_, "</svg>\n"); }

 private:
  std::string text_;
};

void DrawAxes(const LineChart& chart, const Axis& x, const Axis& y, Drawing* drawing) {
  constexpr absl::string_view kGrid = "#e4e4e4";
  constexpr absl::string_view kFrame = "#444444";
  for (const AxisTick& tick : LinearTicks(x.range.low, x.range.high, kMostXTicks)) {
    const double pixel = x.Pixel(tick.value);
    drawing->Line(pixel, kTop, pixel, kBottom, kGrid);
    drawing->Text(pixel, kBottom + 18, "middle", tick.label);
  }
  const auto y_ticks = y.logarithmic ? LogarithmicTicks : LinearTicks;
  for (const AxisTick& tick : y_ticks(y.range.low, y.range.high, kMostYTicks)) {
    const double pixel = y.Pixel(tick.value);
    drawing->Line(kLeft, pixel, kRight, pixel, kGrid);
    drawing->Text(kLeft - 8, pixel + 4, "end", tick.label);
  }
  drawing->Line(kLeft, kBottom, kRight, kBottom, kFrame);
  drawing->Line(kLeft, kTop, kLeft, kBottom, kFrame);
  drawing->Text((kLeft + kRight) / 2, kBottom + 40, "middle", chart.x_title, kMostTitleCharacters);
  drawing->UprightText(
      14, (kTop + kBottom) / 2,
      y.logarithmic ? absl::StrCat(chart.y_title, " (logarithmic)") : chart.y_title);
}

void DrawLegend(const LineChart& chart, Drawing* drawing) {
  constexpr double kColumn = (kRight - kLeft) / kLegendColumns;
  for (size_t i = 0; i < chart.curves.size(); ++i) {
    const size_t row = i / kLegendColumns;
    const double x = kLeft + kColumn * static_cast<double>(i % kLegendColumns);
    const double y = kLegendTop + kLegendRow * static_cast<double>(row);
    const ChartCurve& curve = chart.curves[i];
    drawing->Curve(curve, {{x, y}, {x + 24, y}});
    drawing->Text(x + 32, y + 4, "start", curve.name);
  }
}

}  // namespace

std::string LineChartSvg(const LineChart& chart) {
  const size_t rows = (chart.curves.size() + kLegendColumns - 1) / kLegendColumns;
  Drawing drawing(kLegendTop + kLegendRow * static_cast<double>(rows));
  const Axis x = XAxis(chart);
  const Axis y = YAxis(chart);
  DrawAxes(chart, x, y, &drawing);
  // Faint curves do not cover the others.
  for (const bool faint : {true, false}) {
    for (const ChartCurve& curve : chart.curves) {
      if (curve.faint != faint) continue;
      std::vector<ChartPoint> pixels;
      for (const ChartPoint& point : curve.points) {
        pixels.push_back({x.Pixel(point.x), y.Pixel(point.y)});
      }
      drawing.Curve(curve, pixels);
    }
  }
  DrawLegend(chart, &drawing);
  return drawing.Finish();
}

}  // namespace windowlm
