#ifndef WINDOWLM_SRC_MODEL_HIDDEN_LAYERS_H_
#define WINDOWLM_SRC_MODEL_HIDDEN_LAYERS_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "proto/train_config.pb.h"
#include "src/base/matrix.h"
#include "src/nn/dense_layer.h"
#include "src/nn/dropout.h"
#include "src/nn/layer_norm.h"
#include "src/nn/parameter.h"

namespace windowlm {

// The layers between the context's embeddings and the output layer. From a layer's input a,
//
//   y = dropout(f(W norm(a) + b)), and with residual connections, where y is as large as a, a + y
//
// (pre-norm: Xiong et al. 2020, arXiv 2002.04745). norm is there with layer normalisation, and not
// before the first layer; then it also comes after the last. With a projection, a linear layer
// without dropout follows.
//
// Keeps what the backward pass needs of the last Forward. One thread at a time.
template <typename T>
class HiddenLayers {
 public:
  // Of config's hidden layers, on inputs of `in` numbers; `projection` is the size of what
  // follows them, or 0 for nothing. All zero.
  HiddenLayers(int64_t in, const ModelConfig& config, int64_t projection, Precision precision);

  // Random weights, and gains of 1.
  void Initialize(uint64_t seed);

  // The last layer's output [B x out()], valid until the next call. dropout is the rate;
  // key.layer is counted up from its value, one a layer. x must live until Backward.
  MatrixView<const T> Forward(MatrixView<const T> x, double dropout, const DropoutKey& key);

  // From the arguments of the last Forward and gradient = dL/d(its result), which is
  // overwritten: computes dx = dL/dx and gives the parameters' gradients to the sink.
  void Backward(MatrixView<const T> x, double dropout, const DropoutKey& key,
                MatrixView<T> gradient, MatrixView<T> dx, GradientSink<T>& sink);

  int64_t out() const { return out_; }
  // Always in the same order.
  std::vector<Parameter<T>*> parameters();

 private:
  // One step of the way from x to the result.
  struct Layer {
    // Null without.
    std::unique_ptr<LayerNorm<T>> norm;
    // Null where there is the normalisation alone.
    std::unique_ptr<DenseLayer<T>> dense;
    bool residual = false;
    bool drops = true;
    // Of the last Forward: norm's result, dense's, the layer's (where that is another), and the
    // gradient of the layer's result.
    Matrix<T> normalized;
    Matrix<T> activation;
    Matrix<T> result;
    Matrix<T> gradient;
  };

  // Of layer i, in the last Forward, where dense's result was changed or not.
  MatrixView<const T> ResultOf(const Layer& layer, double dropout) const;

  std::vector<Layer> layers_;
  int64_t out_;
  // dL/d(dense's result) or dL/d(norm's) on the way back.
  Matrix<T> branch_;
  Matrix<T> norm_gradient_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_HIDDEN_LAYERS_H_
