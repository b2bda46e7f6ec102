#ifndef WINDOWLM_SRC_QUERY_CANDIDATES_H_
#define WINDOWLM_SRC_QUERY_CANDIDATES_H_

#include <cstdint>
#include <limits>
#include <vector>

#include "absl/types/span.h"

namespace windowlm {

// Ids that may be among the best by their exact scores, chosen by scores that are only
// known to within `error`: less than |score - exact score| for none of them.
//
// Why none is missed: `count` ids have scores of at least s, the count-th greatest score, so
// their exact scores are at least s - error. Then so is that of each of the `count` exactly
// best ids, and its score is at least s - 2 error. Those are the ids that are kept; with
// s of the ids so far, which only grows, more are.
class Candidates {
 public:
  // count >= 1.
  Candidates(int64_t count, float error);

  // Adds the ids first, first + 1, .. with these scores. Scores that are not a number are
  // left out.
  void Add(uint32_t first, absl::Span<const float> scores);

  // Those that remain, in no order. The exactly best `count` of all ids added are among
  // them, and all ids whose exact score equals the last of those.
  std::vector<uint32_t> Take();

 private:
  struct Candidate {
    uint32_t id;
    float score;
  };

  // Leaves out those that can no longer be among the best.
  void Prune();

  size_t count_;
  float error_;
  float least_ = -std::numeric_limits<float>::infinity();
  // Of candidates_, at which to prune: more than remained, so that pruning is cheap a score.
  size_t limit_;
  std::vector<Candidate> candidates_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_QUERY_CANDIDATES_H_
