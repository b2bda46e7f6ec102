#include "src/nn/activation.h"

#include "src/base/vector_math.h"

namespace windowlm {

template <typename T>
void Activate(ActivationFunction f, int64_t n, T* y) {
  using B = Block<T>;
  switch (f) {
    case ActivationFunction::kLinear:
      return;
    case ActivationFunction::kTanh:
      return Transform(y, n, y, [](const B& z) -> B { return z.tanh(); });
    case ActivationFunction::kRelu:
      return Transform(y, n, y, [](const B& z) -> B { return z.max(T(0)); });
    case ActivationFunction::kSigmoid:
      return Transform(y, n, y, [](const B& z) -> B { return T(1) / (T(1) + (-z).exp()); });
  }
}

template <typename T>
void ActivationGradient(ActivationFunction f, const T* y, int64_t n, T* gradient) {
  switch (f) {
    case ActivationFunction::kLinear:
      return;
    case ActivationFunction::kTanh:
      for (int64_t i = 0; i < n; ++i) gradient[i] *= T(1) - y[i] * y[i];
      return;
    case ActivationFunction::kRelu:
      for (int64_t i = 0; i < n; ++i) gradient[i] = y[i] > T(0) ? gradient[i] : T(0);
      return;
    case ActivationFunction::kSigmoid:
      for (int64_t i = 0; i < n; ++i) gradient[i] *= y[i] * (T(1) - y[i]);
      return;
  }
}

template void Activate(ActivationFunction, int64_t, float*);
template void Activate(ActivationFunction, int64_t, double*);
template void ActivationGradient(ActivationFunction, const float*, int64_t, float*);
template void ActivationGradient(ActivationFunction, const double*, int64_t, double*);

}  // namespace windowlm
