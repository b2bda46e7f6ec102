#include "tools/plot/axis_ticks.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "src/base/format_count.h"

namespace windowlm {
namespace {

// With fewer ticks, a logarithmic axis has round numbers at equal distances instead.
constexpr size_t kFewest = 3;
// Numbers beyond these are written with their power of ten.
constexpr double kLargest = 1e15;
constexpr double kSmallest = 1e-6;

// `value` as text, with `digits` digits after the decimal point.
std::string Label(double value, int digits) {
  if (value == 0) return "0";
  const double size = std::abs(value);
  if (size >= kLargest || size < kSmallest) return absl::StrFormat("%g", value);
  if (digits > 0) return absl::StrFormat("%.*f", digits, value);
  const std::string count = FormatCount(static_cast<uint64_t>(std::llround(size)));
  return value < 0 ? absl::StrCat("-", count) : count;
}

AxisTick Tick(double digit, int power) {
  return {digit * std::pow(10, power), Label(digit * std::pow(10, power), std::max(0, -power))};
}

// Ticks from low to high at each of `digits` times every `step`-th power of ten.
std::vector<AxisTick> PowerTicks(double low, double high, const std::vector<int>& digits,
                                 int step) {
  std::vector<AxisTick> ticks;
  const int first = static_cast<int>(std::floor(std::log10(low) / step)) * step;
  for (int power = first; std::pow(10, power) <= high; power += step) {
    for (const int digit : digits) {
      const AxisTick tick = Tick(digit, power);
      if (tick.value >= low && tick.value <= high) ticks.push_back(tick);
    }
  }
  return ticks;
}

}  // namespace

std::vector<AxisTick> LinearTicks(double low, double high, int most) {
  for (int power = static_cast<int>(std::floor(std::log10((high - low) / most)));; ++power) {
    for (const int digit : {1, 2, 5}) {
      const double step = digit * std::pow(10, power);
      // Ends that miss a round number only by rounding are ticks.
      const double slack = 1e-9 * step;
      const double first = std::ceil((low - slack) / step);
      const double last = std::floor((high + slack) / step);
      if (last - first >= most) continue;
      std::vector<AxisTick> ticks;
      for (double i = first; i <= last; ++i) {
        ticks.push_back({i * step, Label(i * step, std::max(0, -power))});
      }
      return ticks;
    }
  }
}

std::vector<AxisTick> LogarithmicTicks(double low, double high, int most) {
  const auto greatest = static_cast<size_t>(most);
  std::vector<AxisTick> ticks = PowerTicks(low, high, {1, 2, 5}, 1);
  if (ticks.size() < kFewest) return LinearTicks(low, high, most);
  for (int step = 1; ticks.size() > greatest; ++step) ticks = PowerTicks(low, high, {1}, step);
  return ticks;
}

}  // namespace windowlm
