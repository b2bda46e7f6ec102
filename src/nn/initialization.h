#ifndef WINDOWLM_SRC_NN_INITIALIZATION_H_
#define WINDOWLM_SRC_NN_INITIALIZATION_H_

#include <cstdint>

#include "absl/types/span.h"
#include "src/nn/activation.h"
#include "src/nn/parameter.h"

namespace windowlm {

// Fills `parameter` with numbers uniform over [-bound, bound]. Each is a function of the seed, the
// parameter's slot and the number's place.
template <typename T>
void FillUniform(uint64_t seed, double bound, Parameter<T>& parameter);

// The bound that keeps the variance of signals and of gradients from layer to layer:
// sqrt(6 / (in + out)) (Glorot & Bengio 2010); for relu sqrt(6 / in) (He et al. 2015).
double InitializationBound(int64_t in, int64_t out, ActivationFunction activation);

// Sets the bias of a softmax so that it starts out at how often each class was seen: bias i is
// log(counts[i] / sum of counts). A class that was never seen counts as if seen once.
template <typename T>
void FillLogShares(absl::Span<const uint64_t> counts, Parameter<T>& bias);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_NN_INITIALIZATION_H_
