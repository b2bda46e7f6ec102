#include "src/model/output/noise_words.h"

#include <algorithm>
#include <cmath>

namespace windowlm {
namespace {

AliasTable MakeTable(absl::Span<const uint64_t> counts, double power) {
  std::vector<double> weights(counts.size());
  for (size_t i = 0; i < counts.size(); ++i) {
    // A word with a count of 0 may become a target later, so it needs a probability above 0.
    weights[i] = std::pow(std::max(1.0, static_cast<double>(counts[i])), power);
  }
  return AliasTable(weights);
}

}  // namespace

NoiseWords::NoiseWords(absl::Span<const uint64_t> counts, double power, int64_t negatives)
    : table_(MakeTable(counts, power)), negatives_(static_cast<double>(negatives)) {}

void NoiseWords::Draw(const CounterRandom& random, uint64_t first_block,
                      absl::Span<uint32_t> words) const {
  CounterRandom::LaneWords bits;
  for (size_t i = 0; i < words.size(); ++i) {
    const size_t lane = i / 2 % CounterRandom::kLanes;
    if (i % 2 == 0 && lane == 0) random.Blocks(first_block + i / 2, &bits);
    const size_t half = i % 2 * 2;
    words[i] = table_.Draw(uint64_t{bits[half][lane]} << 32 | bits[half + 1][lane]);
  }
}

double NoiseWords::LogExpected(uint32_t word) const {
  return std::log(negatives_ * table_.probability(word));
}

}  // namespace windowlm
