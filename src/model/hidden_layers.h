#ifndef WINDOWLM_SRC_MODEL_HIDDEN_LAYERS_H_
#define WINDOWLM_SRC_MODEL_HIDDEN_LAYERS_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "src/base/matrix.h"
#include "src/nn/activation.h"
#include "src/nn/dense_layer.h"
#include "src/nn/dropout.h"
#include "src/nn/parameter.h"

namespace windowlm {

// The layers between the context's embeddings and the output layer, each followed by
// its activation and, in training, by dropout. At least one. Keeps what the backward
// pass needs of the last Forward. One thread at a time.
template <typename T>
class HiddenLayers {
 public:
  // Layers of `sizes` neurons, first to last, on inputs of `in` numbers. All zero.
  HiddenLayers(int64_t in, absl::Span<const int32_t> sizes, ActivationFunction activation);

  // The last layer's output [B x sizes.back()], valid until the next call. dropout is the
  // rate; key.layer is counted up from its value, one a layer. x must live until Backward.
  MatrixView<const T> Forward(MatrixView<const T> x, double dropout, const DropoutKey& key);

  // From the arguments of the last Forward and gradient = dL/d(its result), which is
  // overwritten: computes dx = dL/dx and gives the parameters' gradients to the sink.
  void Backward(MatrixView<const T> x, double dropout, const DropoutKey& key,
                MatrixView<T> gradient, MatrixView<T> dx, GradientSink<T>& sink);

  std::vector<DenseLayer<T>>& layers() { return layers_; }

 private:
  // What layer i's successor reads: dropped out, unless there is no dropout.
  MatrixView<const T> Output(size_t i, double dropout) const;

  std::vector<DenseLayer<T>> layers_;
  // Of each layer: its output, its output after dropout, the gradient of the latter.
  std::vector<Matrix<T>> activations_;
  std::vector<Matrix<T>> dropped_;
  std::vector<Matrix<T>> gradients_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_HIDDEN_LAYERS_H_
