#include "src/nn/optimizer.h"

#include <algorithm>
#include <cmath>

#include "src/base/profile.h"
#include "src/base/vector_math.h"

namespace windowlm {
namespace {

template <typename T>
void Sgd(int64_t n, T rate, const T* __restrict g, T* __restrict w) {
  for (int64_t i = 0; i < n; ++i) w[i] -= rate * g[i];
}

template <typename T>
void Momentum(int64_t n, T rate, T momentum, const T* __restrict g, T* __restrict v,
              T* __restrict w) {
  for (int64_t i = 0; i < n; ++i) {
    v[i] = momentum * v[i] + g[i];
    w[i] -= rate * v[i];
  }
}

template <typename T>
void AdaGrad(int64_t n, T rate, T epsilon, const T* __restrict g, T* __restrict s,
             T* __restrict w) {
  for (int64_t i = 0; i < n; ++i) {
    s[i] += g[i] * g[i];
    w[i] -= rate * g[i] / (std::sqrt(s[i]) + epsilon);
  }
}

template <typename T>
void Adam(int64_t n, T rate, T beta1, T beta2, T epsilon, const T* __restrict g, T* __restrict m,
          T* __restrict v, T* __restrict w) {
  for (int64_t i = 0; i < n; ++i) {
    m[i] += (T(1) - beta1) * (g[i] - m[i]);
    v[i] += (T(1) - beta2) * (g[i] * g[i] - v[i]);
    w[i] -= rate * m[i] / (std::sqrt(v[i]) + epsilon);
  }
}

}  // namespace

template <typename T>
int Optimizer<T>::StateTensors(const OptimizerConfig& config) {
  switch (config.kind()) {
    case OPTIMIZER_SGD:
      return config.momentum() == 0 ? 0 : 1;
    case OPTIMIZER_ADAGRAD:
      return 1;
    default:
      return 2;
  }
}

template <typename T>
Optimizer<T>::Optimizer(const OptimizerConfig& config, const std::vector<Parameter<T>*>& parameters)
    : config_(config), states_(parameters.size()) {
  const int tensors = StateTensors(config);
  for (const Parameter<T>* parameter : parameters) {
    const Matrix<T>& value = parameter->value;
    State& state = states_[parameter->slot];
    if (tensors > 0) state.first.Resize(value.rows(), value.columns());
    if (tensors > 1) state.second.Resize(value.rows(), value.columns());
  }
}

template <typename T>
std::vector<Matrix<T>*> Optimizer<T>::StateOf(const Parameter<T>& parameter) {
  State& state = states_[parameter.slot];
  std::vector<Matrix<T>*> tensors = {&state.first, &state.second};
  tensors.resize(StateTensors(config_));
  return tensors;
}

template <typename T>
void Optimizer<T>::BeginStep(double learning_rate) {
  ++step_;
  rate_ = static_cast<T>(learning_rate);
  decay_ = static_cast<T>(1 - learning_rate * config_.weight_decay());
  // Adam subtracts rate m / c1 / (sqrt(v / c2) + epsilon); c1 and c2 are taken out of its loop
  // here.
  const double c1 = 1 - std::pow(config_.adam_beta1(), static_cast<double>(step_));
  const double c2 = 1 - std::pow(config_.adam_beta2(), static_cast<double>(step_));
  adam_rate_ = static_cast<T>(learning_rate * std::sqrt(c2) / c1);
  adam_epsilon_ = static_cast<T>(config_.epsilon() * std::sqrt(c2));
}

template <typename T>
void Optimizer<T>::Rows(Parameter<T>& parameter, int64_t first_row, int64_t count,
                        const T* gradient) {
  const WorkTimer timer(Work::kOptimizer);
  State& state = states_[parameter.slot];
  const int64_t columns = parameter.value.columns();
  const int64_t n = count * columns;
  T* w = parameter.value.row(first_row);
  const auto row_of = [](Matrix<T>& tensor, int64_t row) {
    return tensor.size() == 0 ? nullptr : tensor.row(row);
  };
  if (!ChangesGradients()) {
    if (config_.weight_decay() != 0 && columns > 1) {
      for (int64_t i = 0; i < n; ++i) w[i] *= decay_;
    }
    return Step(gradient, n, row_of(state.first, first_row), row_of(state.second, first_row), w);
  }
  thread_local std::vector<T> changed;
  changed.resize(columns);
  for (int64_t row = first_row; row < first_row + count; ++row, gradient += columns) {
    T* values = parameter.value.row(row);
    ChangeGradient(gradient, columns, values, changed.data());
    if (config_.weight_decay() != 0 && columns > 1) {
      for (int64_t i = 0; i < columns; ++i) values[i] *= decay_;
    }
    Step(changed.data(), columns, row_of(state.first, row), row_of(state.second, row), values);
  }
}

template <typename T>
void Optimizer<T>::ChangeGradient(const T* gradient, int64_t n, const T* w, T* changed) const {
  std::copy_n(gradient, n, changed);
  if (n > 1) {
    const T l1 = static_cast<T>(config_.l1());
    const T l2 = static_cast<T>(config_.l2());
    for (int64_t i = 0; i < n; ++i) {
      const T sign = static_cast<T>((w[i] > 0) - (w[i] < 0));
      changed[i] += l1 * sign + l2 * w[i];
    }
  }
  if (config_.clip_norm() == 0) return;
  const T limit = static_cast<T>(config_.clip_norm());
  const T length = std::sqrt(DotProduct(changed, changed, n));
  if (length <= limit) return;
  for (int64_t i = 0; i < n; ++i) changed[i] *= limit / length;
}

template <typename T>
void Optimizer<T>::Step(const T* gradient, int64_t n, T* first, T* second, T* w) const {
  switch (config_.kind()) {
    case OPTIMIZER_SGD:
      if (config_.momentum() == 0) return Sgd(n, rate_, gradient, w);
      return Momentum(n, rate_, static_cast<T>(config_.momentum()), gradient, first, w);
    case OPTIMIZER_ADAGRAD:
      return AdaGrad(n, rate_, static_cast<T>(config_.epsilon()), gradient, first, w);
    default:
      return Adam(n, adam_rate_, static_cast<T>(config_.adam_beta1()),
                  static_cast<T>(config_.adam_beta2()), adam_epsilon_, gradient, first, second, w);
  }
}

template class Optimizer<float>;
template class Optimizer<double>;

}  // namespace windowlm
