#ifndef WINDOWLM_SRC_QUERY_CANDIDATES_H_
#define WINDOWLM_SRC_QUERY_CANDIDATES_H_

#include <cstdint>
#include <limits>
#include <vector>

#include "absl/types/span.h"

namespace windowlm {

// Collects the ids that may be among the `count` best by their exact scores, from approximate
// scores, each of which differs from the exact one by less than `error`.
//
// Why none is missed: let s be the count-th greatest score. `count` ids have scores of at least s,
// so their exact scores are at least s - error. So are the exact scores of the `count` exactly best
// ids, whose scores are then at least s - 2 error. All ids with such scores are kept. While ids are
// still added, s of the ids so far can only grow, so that it keeps more, not fewer.
class Candidates {
 public:
  // count >= 1.
  Candidates(int64_t count, float error);

  // Adds the ids first, first + 1, ... with these scores. Scores that are not a number are left
  // out.
  void Add(uint32_t first, absl::Span<const float> scores);

  // Returns the ids that remain, in no order. They include the exactly best `count` of all ids
  // added, and all ids whose exact score equals the last of those.
  std::vector<uint32_t> Take();

 private:
  struct Candidate {
    uint32_t id;
    float score;
  };

  // Drops the ids that can no longer be among the best.
  void Prune();

  size_t count_;
  float error_;
  // Ids with lower scores cannot be among the best.
  float least_ = -std::numeric_limits<float>::infinity();
  // The number of candidates at which to prune: at least twice what the last pruning left, so that
  // pruning costs little for each score.
  size_t limit_;
  std::vector<Candidate> candidates_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_QUERY_CANDIDATES_H_
