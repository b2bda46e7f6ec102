#include "src/nn/optimizer.h"

#include <cmath>

#include "src/base/profile.h"

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
  const int64_t n = count * parameter.value.columns();
  T* w = parameter.value.row(first_row);
  if (config_.weight_decay() != 0 && parameter.value.columns() > 1) {
    for (int64_t i = 0; i < n; ++i) w[i] *= decay_;
  }
  switch (config_.kind()) {
    case OPTIMIZER_SGD:
      if (config_.momentum() == 0) return Sgd(n, rate_, gradient, w);
      return Momentum(n, rate_, static_cast<T>(config_.momentum()), gradient,
                      state.first.row(first_row), w);
    case OPTIMIZER_ADAGRAD:
      return AdaGrad(n, rate_, static_cast<T>(config_.epsilon()), gradient,
                     state.first.row(first_row), w);
    default:
      return Adam(n, adam_rate_, static_cast<T>(config_.adam_beta1()),
                  static_cast<T>(config_.adam_beta2()), adam_epsilon_, gradient,
                  state.first.row(first_row), state.second.row(first_row), w);
  }
}

template class Optimizer<float>;
template class Optimizer<double>;

}  // namespace windowlm
