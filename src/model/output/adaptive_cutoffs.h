#ifndef WINDOWLM_SRC_MODEL_OUTPUT_ADAPTIVE_CUTOFFS_H_
#define WINDOWLM_SRC_MODEL_OUTPUT_ADAPTIVE_CUTOFFS_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"

namespace windowlm {

// To how many numbers the adaptive softmax projects its `in` inputs for the cluster 0, 1, ...
int64_t ClusterInput(int64_t in, int64_t division, int64_t cluster);

// The cutoffs, one to three, with which a training step of the adaptive softmax costs least. The
// cost is computed by a model (as in section 4 of Grave et al. 2017) with fixed constants: nothing
// is timed, so that the same corpus has the same cutoffs on every machine.
//
// counts[id] is how often a word was seen, in descending order, for the words that can be
// predicted, at least two. `in` and `division` are those of the output layer; `batch` is the number
// of rows of a step.
std::vector<int32_t> AdaptiveCutoffs(absl::Span<const uint64_t> counts, int64_t in,
                                     int64_t division, int64_t batch);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_OUTPUT_ADAPTIVE_CUTOFFS_H_
