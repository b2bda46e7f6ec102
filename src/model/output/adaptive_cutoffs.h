#ifndef WINDOWLM_SRC_MODEL_OUTPUT_ADAPTIVE_CUTOFFS_H_
#define WINDOWLM_SRC_MODEL_OUTPUT_ADAPTIVE_CUTOFFS_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"

namespace windowlm {

// The most clusters that an adaptive softmax may have.
inline constexpr int64_t kMaxClusters = 20;

// Numbers to which the adaptive softmax projects the `in` that it gets, for its cluster 0, 1, ...
int64_t ClusterInput(int64_t in, int64_t division, int64_t cluster);

// The cutoffs with which a training step of the adaptive softmax costs least, one to three
// of them, by a model of its cost (as in section 4 of Grave et al. 2017) with fixed
// constants: nothing is timed, so that the same corpus has the same cutoffs on every
// machine.
//
// counts[id] of the words that can be predicted, at least two, in descending order; `in`,
// `division`: those of the output layer; `batch`: rows of a step.
std::vector<int32_t> AdaptiveCutoffs(absl::Span<const uint64_t> counts, int64_t in,
                                     int64_t division, int64_t batch);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_OUTPUT_ADAPTIVE_CUTOFFS_H_
