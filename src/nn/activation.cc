#include "src/nn/activation.h"

#include <algorithm>

#include "src/base/vector_math.h"

namespace windowlm {
namespace {

// gelu(z) = z (1 + tanh u) / 2 with u = s (z + a z^3): here are s = sqrt(2 / pi) and a.
constexpr double kGeluScale = 0.7978845608028654;
constexpr double kGeluCubic = 0.044715;

template <typename T>
void Gelu(int64_t n, T* y, T* slope) {
  using B = Block<T>;
  for (int64_t i = 0; i < n; i += kLanes) {
    const int64_t count = std::min<int64_t>(kLanes, n - i);
    const B z = count == kLanes ? LoadBlock(y + i) : LoadBlock(y + i, count, T(0));
    const B square = z * z;
    const B t = (T(kGeluScale) * z * (T(1) + T(kGeluCubic) * square)).tanh();
    const B share = T(0.5) * (T(1) + t);
    const B value = z * share;
    std::copy_n(value.data(), count, y + i);
    if (slope == nullptr) continue;
    const B derivative =
        share + T(0.5 * kGeluScale) * z * (T(1) - t * t) * (T(1) + T(3 * kGeluCubic) * square);
    std::copy_n(derivative.data(), count, slope + i);
  }
}

}  // namespace

template <typename T>
void Activate(ActivationFunction f, int64_t n, T* y, T* slope) {
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
    case ActivationFunction::kGelu:
      return Gelu(n, y, slope);
  }
}

template <typename T>
void ActivationGradient(ActivationFunction f, const T* y, int64_t n, T* gradient, const T* slope) {
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
    case ActivationFunction::kGelu:
      for (int64_t i = 0; i < n; ++i) gradient[i] *= slope[i];
      return;
  }
}

template void Activate(ActivationFunction, int64_t, float*, float*);
template void Activate(ActivationFunction, int64_t, double*, double*);
template void ActivationGradient(ActivationFunction, const float*, int64_t, float*, const float*);
template void ActivationGradient(ActivationFunction, const double*, int64_t, double*,
                                 const double*);

}  // namespace windowlm
