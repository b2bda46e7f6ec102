#ifndef WINDOWLM_SRC_NN_DENSE_LAYER_H_
#define WINDOWLM_SRC_NN_DENSE_LAYER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "src/base/matrix.h"
#include "src/nn/activation.h"
#include "src/nn/parameter.h"

namespace windowlm {

// y = f(x W^T + b): W is [out x in], b [out x 1]; a batch x is [B x in], y [B x out].
// One thread at a time calls it; it runs its tiles on the program's threads.
template <typename T>
class DenseLayer {
 public:
  // All parameters zero; they are named `name`.weight and `name`.bias.
  DenseLayer(const std::string& name, int64_t in, int64_t out, ActivationFunction activation);

  void Forward(MatrixView<const T> x, MatrixView<T> y) const;

  // From the x and y of a Forward and gradient = dL/dy [B x out], which is overwritten
  // by dL/d(x W^T + b): computes dx = dL/dx [B x in] unless dx.data is null, then
  // gives the parameters' gradients to the sink.
  void Backward(MatrixView<const T> x, MatrixView<const T> y, MatrixView<T> gradient,
                MatrixView<T> dx, GradientSink<T>& sink);

  int64_t in() const { return weight_.value.columns(); }
  int64_t out() const { return weight_.value.rows(); }
  ActivationFunction activation() const { return activation_; }
  Parameter<T>& weight() { return weight_; }
  Parameter<T>& bias() { return bias_; }

 private:
  Parameter<T> weight_;
  Parameter<T> bias_;
  ActivationFunction activation_;
  // The gradients of a step.
  Matrix<T> weight_gradient_;
  Matrix<T> bias_gradient_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_NN_DENSE_LAYER_H_
