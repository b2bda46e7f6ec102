#ifndef WINDOWLM_SRC_CORPUS_SHARE_OF_PASSES_H_
#define WINDOWLM_SRC_CORPUS_SHARE_OF_PASSES_H_

#include <cmath>
#include <cstdint>

#include "src/base/random.h"

namespace windowlm {

// Chooses, for each of many things, a share of the passes over a text: of any number of passes,
// each thing is chosen in that share, as nearly as can be, and other things in other passes.
// Immutable; safe for any number of threads.
class ShareOfPasses {
 public:
  // `share` is between 0 and 1; `seed` and `purpose` determine the choice.
  ShareOfPasses(double share, uint64_t seed, RandomPurpose purpose)
      : random_(seed, purpose, 0), share_(share) {}

  // Whether the pass of this number, counted from 0, is chosen for the thing of this number.
  bool Includes(uint32_t pass, uint64_t thing) const {
    // Passes take their things from a circle, each from where the one before ended.
    const double place = random_.Uniform(thing) + pass * (1 - share_);
    return place - std::floor(place) < share_;
  }

  double share() const { return share_; }

 private:
  CounterRandom random_;
  double share_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_SHARE_OF_PASSES_H_
