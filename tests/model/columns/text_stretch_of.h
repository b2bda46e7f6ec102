#ifndef WINDOWLM_TESTS_MODEL_COLUMNS_TEXT_STRETCH_OF_H_
#define WINDOWLM_TESTS_MODEL_COLUMNS_TEXT_STRETCH_OF_H_

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "proto/train_config.pb.h"
#include "src/base/random.h"
#include "src/corpus/stretch_sampler.h"

namespace windowlm {

// A stretch such as StretchSampler fills in, without a corpus: the windows of all words but the
// first and the last `margin`, whose contexts have 1 to `context` words on a side, in turns.
inline TextStretch TextStretchOf(std::vector<uint32_t> words, Objective objective, uint32_t context,
                                 uint32_t margin) {
  TextStretch stretch;
  const auto size = static_cast<uint32_t>(words.size());
  for (uint32_t target = margin; target + margin < size; ++target) {
    const uint32_t most = 1 + target % context;
    const uint32_t before = std::min(target, most);
    const uint32_t behind = objective == OBJECTIVE_NEXT ? 0 : std::min(size - 1 - target, most);
    if (objective == OBJECTIVE_SKIPGRAM) {
      for (uint32_t i = target - before; i <= target + behind; ++i) {
        if (i != target) stretch.windows.push_back({i, i + 1, target});
      }
    } else if (before + behind > 0) {
      stretch.windows.push_back({target - before, target + behind + 1, target});
    }
  }
  stretch.words = std::move(words);
  return stretch;
}

// `count` words below `vocabulary`, of which the first are more frequent.
inline std::vector<uint32_t> RandomWords(uint64_t seed, int64_t count, uint32_t vocabulary) {
  const CounterRandom random(seed, RandomPurpose::kSampleCorpus, 0);
  std::vector<uint32_t> words;
  for (int64_t i = 0; i < count; ++i) {
    const double u = random.Uniform(i);
    words.push_back(static_cast<uint32_t>(u * u * vocabulary));
  }
  return words;
}

}  // namespace windowlm

#endif  // WINDOWLM_TESTS_MODEL_COLUMNS_TEXT_STRETCH_OF_H_
