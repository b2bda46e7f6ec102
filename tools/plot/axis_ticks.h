#ifndef WINDOWLM_TOOLS_PLOT_AXIS_TICKS_H_
#define WINDOWLM_TOOLS_PLOT_AXIS_TICKS_H_

#include <string>
#include <vector>

namespace windowlm {

struct AxisTick {
  double value;
  std::string label;
};

// Round numbers from `low` to `high`, both within, at equal distances that are 1, 2 or 5 times a
// power of ten: as many as there are with at most `most`, which is at least 2. low < high, finite.
std::vector<AxisTick> LinearTicks(double low, double high, int most);

// The same for an axis of logarithms, 0 < low < high: powers of ten where there are enough of them,
// or 1, 2 and 5 times these, or round numbers at equal distances, which lie ever closer there.
std::vector<AxisTick> LogarithmicTicks(double low, double high, int most);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_PLOT_AXIS_TICKS_H_
