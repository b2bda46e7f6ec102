#ifndef WINDOWLM_SRC_NN_DENSE_LAYER_H_
#define WINDOWLM_SRC_NN_DENSE_LAYER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "proto/train_config.pb.h"
#include "src/base/bfloat16.h"
#include "src/base/matrix.h"
#include "src/nn/activation.h"
#include "src/nn/parameter.h"

namespace windowlm {

// y = f(x W^T + b): W is [out x in], b [out x 1]; a batch x is [B x in], y [B x out].
// One thread at a time calls it; it runs its tiles on the program's threads.
template <typename T>
class DenseLayer {
 public:
  // Makes all parameters zero, and names them `name`.weight and `name`.bias. With
  // PRECISION_BFLOAT16, float operands of products are rounded to bfloat16.
  DenseLayer(const std::string& name, int64_t in, int64_t out, ActivationFunction activation,
             Precision precision = PRECISION_FLOAT32);

  // Computes y from x. Keeps what Backward needs beside x and y.
  void Forward(MatrixView<const T> x, MatrixView<T> y);

  // Goes back through the last Forward, whose x and y are passed again. Overwrites gradient = dL/dy
  // [B x out] with dL/d(x W^T + b), computes dx = dL/dx [B x in] unless dx.data is null, then gives
  // the parameters' gradients to the sink.
  void Backward(MatrixView<const T> x, MatrixView<const T> y, MatrixView<T> gradient,
                MatrixView<T> dx, GradientSink<T>& sink);

  int64_t in() const { return weight_.value.columns(); }
  int64_t out() const { return weight_.value.rows(); }
  ActivationFunction activation() const { return activation_; }
  Parameter<T>& weight() { return weight_; }
  Parameter<T>& bias() { return bias_; }
  const Parameter<T>& bias() const { return bias_; }

 private:
  Parameter<T> weight_;
  Parameter<T> bias_;
  const ActivationFunction activation_;
  const bool rounds_;
  // f'(x W^T + b) of the last Forward, if NeedsSlope(f).
  Matrix<T> slopes_;
  // If operands are rounded: x and W of the last Forward, and the gradient of Backward.
  Matrix<BFloat16> rounded_x_;
  Matrix<BFloat16> rounded_weight_;
  Matrix<BFloat16> rounded_gradient_;
  // The bias's gradient, in memory that is used again for each step.
  Matrix<T> bias_gradient_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_NN_DENSE_LAYER_H_
