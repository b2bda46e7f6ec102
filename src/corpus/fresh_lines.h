#ifndef WINDOWLM_SRC_CORPUS_FRESH_LINES_H_
#define WINDOWLM_SRC_CORPUS_FRESH_LINES_H_

#include <cstdint>

#include "src/base/random.h"
#include "src/corpus/share_of_passes.h"

namespace windowlm {

// The lines that a pass over a text reads as if no line stood beside them, where others look over
// the ends of lines. A model that has only ever seen text in the middle of more text does not know
// what to make of a prompt. Immutable; safe for any number of threads.
class FreshLines {
 public:
  // No line is fresh.
  FreshLines() : FreshLines(0, 0, 0) {}
  // Each line is fresh in a `share` of the passes, between 0 and 1; `pass` counts from 0.
  FreshLines(double share, uint64_t seed, uint32_t pass)
      : lines_(share, seed, RandomPurpose::kFreshLines), pass_(pass) {}

  bool any() const { return lines_.share() > 0; }
  // Whether the line whose first word has this position is one of them.
  bool Includes(uint64_t line_begin) const { return lines_.Includes(pass_, line_begin); }

 private:
  ShareOfPasses lines_;
  uint32_t pass_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_FRESH_LINES_H_
