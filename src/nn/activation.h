#ifndef WINDOWLM_SRC_NN_ACTIVATION_H_
#define WINDOWLM_SRC_NN_ACTIVATION_H_

#include <cstdint>

namespace windowlm {

enum class ActivationFunction { kLinear, kTanh, kRelu, kSigmoid };

// y[i] = f(y[i]) for i in [0, n).
template <typename T>
void Activate(ActivationFunction f, int64_t n, T* y);

// Turns dL/dy into dL/dz in place, where y = f(z): gradient[i] *= f'(z[i]). The
// derivative is taken from y alone; for relu it is 0 where y is 0.
template <typename T>
void ActivationGradient(ActivationFunction f, const T* y, int64_t n, T* gradient);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_NN_ACTIVATION_H_
