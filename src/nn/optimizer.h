#ifndef WINDOWLM_SRC_NN_OPTIMIZER_H_
#define WINDOWLM_SRC_NN_OPTIMIZER_H_

#include <cstdint>
#include <vector>

#include "proto/train_config.pb.h"
#include "src/base/matrix.h"
#include "src/nn/parameter.h"

namespace windowlm {

// Takes gradient steps, row by row as gradients arrive.
//
//   SGD      v = momentum v + g;  w -= rate v
//   AdaGrad  s += g^2;  w -= rate g / (sqrt(s) + epsilon)       (Duchi et al. 2011)
//   Adam     m = beta1 m + (1 - beta1) g;  v = beta2 v + (1 - beta2) g^2;
//            w -= rate m' / (sqrt(v') + epsilon), m' and v' divided by 1 - beta^step
//            (Kingma & Ba 2015)
//
// With weight_decay, before its step each touched row shrinks by rate x weight_decay
// (Loshchilov & Hutter 2019); biases ([n x 1]) do not.
//
// With l1 and l2 the gradient g of each touched row w is that of the loss plus
// l1 sum |w| + l2/2 sum w^2; again not of biases. With clip_norm each row's g is then scaled down
// to that length if it is longer (Pascanu et al. 2013, there the whole gradient; here rows are
// stepped as they come, and there never is a whole).
//
// Steps are lazy: a row that a step does not touch keeps its value and its state; the bias
// corrections of Adam go by the optimizer's step count, not the row's.
template <typename T>
class Optimizer : public GradientSink<T> {
 public:
  // Makes the state, all zero, for `parameters`, whose slots are 0, 1, ...
  Optimizer(const OptimizerConfig& config, const std::vector<Parameter<T>*>& parameters);

  // Begins the next step. Must not be called while Rows runs.
  void BeginStep(double learning_rate);

  void Rows(Parameter<T>& parameter, int64_t first_row, int64_t count, const T* gradient) override;

  // The number of tensors of state that an optimizer keeps for each parameter: 0, 1 or 2.
  static int StateTensors(const OptimizerConfig& config);

  // The tensors of state of `parameter`, each in its shape. They and the number of steps begun,
  // which SetSteps sets, are all that an optimizer remembers; a caller may save and restore them
  // between steps.
  std::vector<Matrix<T>*> StateOf(const Parameter<T>& parameter);
  void SetSteps(int64_t steps) { step_ = steps; }

 private:
  struct State {
    Matrix<T> first;
    Matrix<T> second;
  };

  bool ChangesGradients() const {
    return config_.l1() != 0 || config_.l2() != 0 || config_.clip_norm() != 0;
  }
  // Writes the gradient of a row w with the penalties, limited, to `changed`.
  void ChangeGradient(const T* gradient, int64_t n, const T* w, T* changed) const;
  // Steps `n` numbers w, whose state is `first` and `second`, against their gradient.
  void Step(const T* gradient, int64_t n, T* first, T* second, T* w) const;

  const OptimizerConfig config_;
  std::vector<State> states_;
  int64_t step_ = 0;
  // Factors of the current step.
  T rate_ = 0;
  T decay_ = 0;
  T adam_rate_ = 0;
  T adam_epsilon_ = 0;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_NN_OPTIMIZER_H_
