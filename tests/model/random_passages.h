#ifndef WINDOWLM_TESTS_MODEL_RANDOM_PASSAGES_H_
#define WINDOWLM_TESTS_MODEL_RANDOM_PASSAGES_H_

#include <algorithm>
#include <cstdint>
#include <vector>

#include "src/base/random.h"
#include "src/corpus/attended_passages.h"

namespace windowlm {

// Windows of 0 to `words` random words on each of 1 or 2 sides. Half of them follow the one before.
inline AttendedPassages RandomPassages(int64_t windows, int64_t sides, uint64_t words,
                                       uint64_t vocabulary_size) {
  const CounterRandom random(1, RandomPurpose::kWindowOrder, 99);
  uint64_t draw = 0;
  std::vector<uint32_t> text(1000);
  for (uint32_t& id : text) id = static_cast<uint32_t>(random.Below(draw++, vocabulary_size));
  AttendedPassages passages;
  const uint32_t* target = nullptr;
  const uint32_t* begin = nullptr;
  for (int64_t i = 0; i < windows; ++i) {
    const bool follows = i > 0 && random.Below(draw++, 2) == 0;
    const uint32_t* const last_begin = begin;
    target = follows ? target + 1 : text.data() + 100 + random.Below(draw++, 500);
    begin = target - random.Below(draw++, words + 1);
    if (follows) begin = std::max(begin, last_begin);
    const uint64_t after = random.Below(draw++, words + 1);
    passages.Add(begin, target, sides == 1 ? target : target + 1 + after, follows);
  }
  return passages;
}

}  // namespace windowlm

#endif  // WINDOWLM_TESTS_MODEL_RANDOM_PASSAGES_H_
