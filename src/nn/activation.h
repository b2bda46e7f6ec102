#ifndef WINDOWLM_SRC_NN_ACTIVATION_H_
#define WINDOWLM_SRC_NN_ACTIVATION_H_

#include <cstdint>

namespace windowlm {

enum class ActivationFunction { kLinear, kTanh, kRelu, kSigmoid, kGelu };

// Whether f'(z) cannot be computed from f(z), so that Activate has to store it.
inline bool NeedsSlope(ActivationFunction f) { return f == ActivationFunction::kGelu; }

// y[i] = f(y[i]) for i in [0, n). gelu is z Phi(z) by its approximation with tanh (Hendrycks &
// Gimpel 2016). If NeedsSlope(f) and `slope` is not null, also sets slope[i] = f'(z[i]), where z[i]
// is y[i] before the call.
template <typename T>
void Activate(ActivationFunction f, int64_t n, T* y, T* slope = nullptr);

// Turns dL/dy into dL/dz in place, where y = f(z): gradient[i] *= f'(z[i]). The derivative is taken
// from `slope` if NeedsSlope(f), else from y alone; that of relu is 0 where y is 0.
template <typename T>
void ActivationGradient(ActivationFunction f, const T* y, int64_t n, T* gradient,
                        const T* slope = nullptr);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_NN_ACTIVATION_H_
