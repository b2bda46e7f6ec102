#include "src/nn/gaussian_noise.h"

#include <algorithm>

#include "src/base/parallel_for.h"
#include "src/base/random.h"
#include "src/base/vector_math.h"

namespace windowlm {
namespace {

// How many numbers one draw serves: a pair of 32 random bits makes a pair of normal numbers.
constexpr int64_t kPerDraw = 2 * kLanes;
constexpr int64_t kDrawsPerTask = 128;
static_assert(kPerDraw == 4 * CounterRandom::kLanes, "a draw has all words of its blocks");

// Box & Muller 1958. The loops are Eigen's, which this program's build makes the same on all
// processors, where those of the system's library differ.
void NormalNumbers(const CounterRandom::LaneWords& words, Block<float> (&numbers)[2]) {
  constexpr float kTwoPi = 6.28318531f;
  constexpr float kUnit = 1.0f / (1 << 24);
  Block<float> uniform;
  Block<float> angle;
  for (int i = 0; i < CounterRandom::kLanes; ++i) {
    for (int half = 0; half < 2; ++half) {
      const int lane = half * CounterRandom::kLanes + i;
      // In (0, 1], so that its logarithm is finite.
      uniform[lane] = (static_cast<float>(words[2 * half][i] >> 8) + 1) * kUnit;
      angle[lane] = static_cast<float>(words[2 * half + 1][i] >> 8) * kUnit * kTwoPi;
    }
  }
  const Block<float> radius = (uniform.log() * -2.0f).sqrt();
  numbers[0] = radius * angle.cos();
  numbers[1] = radius * angle.sin();
}

}  // namespace

template <typename T>
void AddGaussianNoise(double deviation, const DropoutKey& key, MatrixView<T> x) {
  if (deviation == 0) return;
  const int64_t size = x.rows * x.columns;
  const CounterRandom random(key.seed, RandomPurpose::kNoise, key.layer);
  const int64_t draws = (size + kPerDraw - 1) / kPerDraw;
  ParallelForTiles(draws, kDrawsPerTask, [&](int64_t begin, int64_t end) {
    CounterRandom::LaneWords words;
    Block<float> numbers[2];
    for (int64_t draw = begin; draw < end; ++draw) {
      // As in Dropout, the step takes the upper half of the block's number.
      random.Blocks(key.step << 32 | (draw * CounterRandom::kLanes), &words);
      NormalNumbers(words, numbers);
      T* values = x.data + draw * kPerDraw;
      const int64_t count = std::min(kPerDraw, size - draw * kPerDraw);
      for (int64_t i = 0; i < count; ++i) {
        values[i] += static_cast<T>(deviation) * static_cast<T>(numbers[i / kLanes][i % kLanes]);
      }
    }
  });
}

template void AddGaussianNoise(double, const DropoutKey&, MatrixView<float>);
template void AddGaussianNoise(double, const DropoutKey&, MatrixView<double>);

}  // namespace windowlm
