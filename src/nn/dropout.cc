#include "src/nn/dropout.h"

#include <algorithm>
#include <array>

#include "src/base/parallel_for.h"
#include "src/base/random.h"

namespace windowlm {
namespace {

// Numbers that one block of random bits decides, 16 bits each.
constexpr int64_t kPerBlock = 8;
constexpr int64_t kBlocksPerTask = 2048;

}  // namespace

template <typename T>
void Dropout(double rate, const DropoutKey& key, MatrixView<T> x) {
  if (rate == 0) return;
  const int64_t size = x.rows * x.columns;
  const uint32_t threshold = static_cast<uint32_t>(rate * 65536.0);
  const T scale = static_cast<T>(1.0 / (1.0 - rate));
  const CounterRandom random(key.seed, RandomPurpose::kDropout, key.layer);
  const int64_t blocks = (size + kPerBlock - 1) / kPerBlock;
  ParallelForTiles(blocks, kBlocksPerTask, [&](int64_t begin, int64_t end) {
    for (int64_t block = begin; block < end; ++block) {
      // A batch is far smaller than 2^32 blocks.
      const std::array<uint32_t, 4> bits = random.Block(key.step << 32 | block);
      T factors[kPerBlock];
      for (int i = 0; i < 4; ++i) {
        factors[2 * i] = (bits[i] & 0xFFFF) < threshold ? T(0) : scale;
        factors[2 * i + 1] = (bits[i] >> 16) < threshold ? T(0) : scale;
      }
      T* values = x.data + block * kPerBlock;
      const int64_t count = std::min(kPerBlock, size - block * kPerBlock);
      for (int64_t i = 0; i < count; ++i) values[i] *= factors[i];
    }
  });
}

template void Dropout(double, const DropoutKey&, MatrixView<float>);
template void Dropout(double, const DropoutKey&, MatrixView<double>);

}  // namespace windowlm
