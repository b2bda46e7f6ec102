#ifndef WINDOWLM_SRC_NN_INITIALIZATION_H_
#define WINDOWLM_SRC_NN_INITIALIZATION_H_

#include <cstdint>

#include "src/nn/activation.h"
#include "src/nn/parameter.h"

namespace windowlm {

// Fills with numbers uniform over [-bound, bound], a function of (seed, slot, place).
template <typename T>
void FillUniform(uint64_t seed, double bound, Parameter<T>& parameter);

// The bound that keeps the variance of signals and of gradients from layer to layer:
// sqrt(6 / (in + out)) (Glorot & Bengio 2010); for relu sqrt(6 / in) (He et al. 2015).
double InitializationBound(int64_t in, int64_t out, ActivationFunction activation);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_NN_INITIALIZATION_H_
