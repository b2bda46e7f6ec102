#ifndef WINDOWLM_SRC_MODEL_OUTPUT_NOISE_WORDS_H_
#define WINDOWLM_SRC_MODEL_OUTPUT_NOISE_WORDS_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "src/base/random.h"
#include "src/nn/alias_table.h"

namespace windowlm {

// The distribution Pn of noise words: that of the words' counts to a power. Immutable; safe for any
// number of threads.
class NoiseWords {
 public:
  NoiseWords() = default;
  // Makes the distribution for one count a word, from which k = `negatives` words are to be drawn
  // for each target.
  NoiseWords(absl::Span<const uint64_t> counts, double power, int64_t negatives);

  // Fills `words` with draws by the blocks of `random` from `first_block` on, two of each.
  void Draw(const CounterRandom& random, uint64_t first_block, absl::Span<uint32_t> words) const;

  // log(k Pn(word)), natural log.
  double LogExpected(uint32_t word) const;

 private:
  AliasTable table_;
  double negatives_ = 0;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_OUTPUT_NOISE_WORDS_H_
