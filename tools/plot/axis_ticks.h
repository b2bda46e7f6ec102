#ifndef WINDOWLM_TOOLS_PLOT_AXIS_TICKS_H_
#define WINDOWLM_TOOLS_PLOT_AXIS_TICKS_H_

#include <string>
#include <vector>

namespace windowlm {

struct AxisTick {
  double value;
  std::string label;
};

// Ticks at round numbers within [low, high], low < high, finite. They are at equal distances of 1,
// 2 or 5 times a power of ten, and as many as there can be up to `most` >= 2.
std::vector<AxisTick> LinearTicks(double low, double high, int most);

// Ticks for a logarithmic axis, 0 < low < high: 1, 2 and 5 times powers of ten. If these are more
// than `most`, only powers of ten; if they are fewer than three, round numbers at equal distances.
std::vector<AxisTick> LogarithmicTicks(double low, double high, int most);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_PLOT_AXIS_TICKS_H_
