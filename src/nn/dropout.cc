#include "src/nn/dropout.h"

#include <algorithm>

#include "src/base/parallel_for.h"
#include "src/base/random.h"

namespace windowlm {
namespace {

// How many numbers one draw decides: it makes kLanes blocks of 128 random bits, and a number takes
// 16 bits.
constexpr int64_t kPerDraw = int64_t{8} * CounterRandom::kLanes;
constexpr int64_t kDrawsPerTask = 256;

// Multiplies x[i] by `scale` if its 16 random bits are at least `threshold`, else by 0.
template <typename T>
void Apply(const CounterRandom::LaneWords& words, uint32_t threshold, T scale, T* x) {
  for (const auto& lanes : words) {
    for (const uint32_t word : lanes) *x++ *= (word & 0xFFFF) < threshold ? T(0) : scale;
    for (const uint32_t word : lanes) *x++ *= (word >> 16) < threshold ? T(0) : scale;
  }
}

}  // namespace

template <typename T>
void Dropout(double rate, const DropoutKey& key, MatrixView<T> x) {
  if (rate == 0) return;
  const int64_t size = x.rows * x.columns;
  const uint32_t threshold = static_cast<uint32_t>(rate * 65536.0);
  const T scale = static_cast<T>(1.0 / (1.0 - rate));
  const CounterRandom random(key.seed, RandomPurpose::kDropout, key.layer);
  const int64_t draws = (size + kPerDraw - 1) / kPerDraw;
  ParallelForTiles(draws, kDrawsPerTask, [&](int64_t begin, int64_t end) {
    CounterRandom::LaneWords words;
    for (int64_t draw = begin; draw < end; ++draw) {
      // The step takes the upper half of the block's number: a batch has far fewer than 2^32
      // blocks.
      random.Blocks(key.step << 32 | (draw * CounterRandom::kLanes), &words);
      T* values = x.data + draw * kPerDraw;
      const int64_t count = std::min(kPerDraw, size - draw * kPerDraw);
      if (count == kPerDraw) {
        Apply(words, threshold, scale, values);
        continue;
      }
      T padded[kPerDraw] = {};
      std::copy_n(values, count, padded);
      Apply(words, threshold, scale, padded);
      std::copy_n(padded, count, values);
    }
  });
}

template void Dropout(double, const DropoutKey&, MatrixView<float>);
template void Dropout(double, const DropoutKey&, MatrixView<double>);

}  // namespace windowlm
