#include "src/nn/initialization.h"

#include <algorithm>
#include <cmath>

#include "src/base/parallel_for.h"
#include "src/base/random.h"

namespace windowlm {

template <typename T>
void FillUniform(uint64_t seed, double bound, Parameter<T>& parameter) {
  const CounterRandom random(seed, RandomPurpose::kInitialization,
                             static_cast<uint32_t>(parameter.slot));
  T* values = parameter.value.data();
  ParallelForTiles(parameter.value.size(), 1 << 14, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      values[i] = static_cast<T>(bound * (2 * random.Uniform(i) - 1));
    }
  });
}

double InitializationBound(int64_t in, int64_t out, ActivationFunction activation) {
  const int64_t fan = activation == ActivationFunction::kRelu ? in : in + out;
  return std::sqrt(6.0 / static_cast<double>(fan));
}

template <typename T>
void FillLogShares(absl::Span<const uint64_t> counts, Parameter<T>& bias) {
  double total = 0;
  for (const uint64_t count : counts) total += static_cast<double>(count);
  for (size_t i = 0; i < counts.size(); ++i) {
    const double count = std::max(1.0, static_cast<double>(counts[i]));
    *bias.value.row(static_cast<int64_t>(i)) =
        static_cast<T>(std::log(count / std::max(1.0, total)));
  }
}

template void FillUniform(uint64_t, double, Parameter<float>&);
template void FillUniform(uint64_t, double, Parameter<double>&);
template void FillLogShares(absl::Span<const uint64_t>, Parameter<float>&);
template void FillLogShares(absl::Span<const uint64_t>, Parameter<double>&);

}  // namespace windowlm
