#ifndef WINDOWLM_SRC_NN_BATCH_NORM_H_
#define WINDOWLM_SRC_NN_BATCH_NORM_H_

#include <cstdint>
#include <string>
#include <vector>

#include "src/base/matrix.h"
#include "src/nn/activation.h"
#include "src/nn/parameter.h"

namespace windowlm {

// Batch normalisation (Ioffe & Szegedy 2015, arXiv 1502.03167) and the activation behind it: of
// each column z of a batch
//   y = f(gain (z - mean) / sqrt(variance + 1e-5) + bias),
// in a training step with the mean and the variance of the batch's B numbers; otherwise with those
// of the steps so far, of which each counts a hundredth less than the one after it. One thread at a
// time calls it; it runs its tiles on the program's threads.
template <typename T>
class BatchNorm {
 public:
  // Makes a layer for rows of `size` numbers. All parameters, [size x 1] each and named
  // `name`.gain, .bias, .mean and .variance, are zero; mean and variance get no gradient.
  BatchNorm(const std::string& name, int64_t size, ActivationFunction activation);

  // Sets gain and variance to 1.
  void Initialize();

  // Computes y from z, both [B x size]. In a training step, takes the batch's mean and variance
  // into the layer's, and keeps what Backward needs.
  void Forward(MatrixView<const T> z, bool training, MatrixView<T> y);

  // Goes back through the last Forward, which was a training step's and whose y is passed again:
  // overwrites gradient = dL/dy with dL/dz and gives the gradients of gain and bias to the sink.
  void Backward(MatrixView<const T> y, MatrixView<T> gradient, GradientSink<T>& sink);

  // In the order of the constructor's comment.
  std::vector<Parameter<T>*> parameters() { return {&gain_, &bias_, &mean_, &variance_}; }

 private:
  Parameter<T> gain_;
  Parameter<T> bias_;
  Parameter<T> mean_;
  Parameter<T> variance_;
  const ActivationFunction activation_;
  // Of the last Forward: its rows before gain and bias, 1 / sqrt(variance + 1e-5) of each column,
  // and f' of each number if NeedsSlope(f).
  Matrix<T> normalized_;
  Matrix<T> scales_;
  Matrix<T> slopes_;
  // The gradients of gain and bias.
  Matrix<T> gain_gradient_;
  Matrix<T> bias_gradient_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_NN_BATCH_NORM_H_
