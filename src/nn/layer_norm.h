#ifndef WINDOWLM_SRC_NN_LAYER_NORM_H_
#define WINDOWLM_SRC_NN_LAYER_NORM_H_

#include <cstdint>
#include <string>
#include <vector>

#include "src/base/matrix.h"
#include "src/nn/parameter.h"

namespace windowlm {

// Layer normalisation (Ba, Kiros & Hinton 2016, arXiv 1607.06450): of each row x of a batch
//   y = gain (x - mean) / sqrt(variance + 1e-5) + bias,
// with the mean and the variance of the row's numbers. One thread at a time calls it; it runs
// its tiles on the program's threads.
template <typename T>
class LayerNorm {
 public:
  // Makes a layer for rows of `size` numbers. Gain and bias, both [size x 1], are zero; they are
  // named `name`.gain and `name`.bias.
  LayerNorm(const std::string& name, int64_t size);

  // Computes y from x, both [B x size], and keeps what Backward needs.
  void Forward(MatrixView<const T> x, MatrixView<T> y);

  // Goes back through the last Forward: from gradient = dL/dy, adds dL/dx to dx, both [B x size],
  // and gives the parameters' gradients to the sink.
  void Backward(MatrixView<const T> gradient, MatrixView<T> dx, GradientSink<T>& sink);

  Parameter<T>& gain() { return gain_; }
  Parameter<T>& bias() { return bias_; }

 private:
  Parameter<T> gain_;
  Parameter<T> bias_;
  // The rows of the last Forward before gain and bias, and 1 / sqrt(variance + 1e-5) of each row.
  Matrix<T> normalized_;
  std::vector<T> scales_;
  // The gradients of gain and bias, and their sums over blocks of rows: block i has rows 2 i (gain)
  // and 2 i + 1 (bias) of block_sums_.
  Matrix<T> gain_gradient_;
  Matrix<T> bias_gradient_;
  Matrix<T> block_sums_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_NN_LAYER_NORM_H_
