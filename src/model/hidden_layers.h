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

// The layers between the context's embeddings and the output layer. From its input a, a layer
// computes
//
//   y = dropout(f(W norm(a) + b))
//
// and gives y, or a + y with residual connections if y has the size of a (pre-norm: Xiong et al.
// 2020, arXiv 2002.04745). norm is layer normalisation if the config asks for it; it is left out
// before the first layer, and comes once more after the last one. With a projection, a linear layer
// without dropout follows.
//
// Keeps what the backward pass needs of the last Forward. Call it from one thread at a time.
template <typename T>
class HiddenLayers {
 public:
  // Makes config's hidden layers for inputs of `in` numbers, and behind them a projection to
  // `projection` numbers, or none if that is 0. All parameters are zero.
  HiddenLayers(int64_t in, const ModelConfig& config, int64_t projection, Precision precision);

  // Sets the weights at random by `seed`, and the gains to 1.
  void Initialize(uint64_t seed);

  // Returns the last layer's output [B x out()], valid until the next call. x [B x in] must live
  // until Backward. `dropout` is the rate; layer i uses the key with key.layer + i.
  MatrixView<const T> Forward(MatrixView<const T> x, double dropout, const DropoutKey& key);

  // Takes the arguments of the last Forward, and in `gradient` dL/d(its result), which is
  // overwritten. Writes dx = dL/dx and gives the parameters' gradients to the sink.
  void Backward(MatrixView<const T> x, double dropout, const DropoutKey& key,
                MatrixView<T> gradient, MatrixView<T> dx, GradientSink<T>& sink);

  int64_t out() const { return out_; }
  // All parameters, always in the same order.
  std::vector<Parameter<T>*> parameters();

 private:
  // A normalisation, a dense layer, or both, one after the other.
  struct Layer {
    // Null if the layer does not normalise.
    std::unique_ptr<LayerNorm<T>> norm;
    // Null if the layer only normalises.
    std::unique_ptr<DenseLayer<T>> dense;
    bool residual = false;
    bool has_dropout = true;
    // Results of the last Forward: of norm, of dense, and of the whole layer if that differs from
    // dense's; then the gradient of the layer's result.
    Matrix<T> normalized;
    Matrix<T> activation;
    Matrix<T> result;
    Matrix<T> gradient;
  };

  // The layer's result in the last Forward, whichever of its matrices holds it.
  MatrixView<const T> ResultOf(const Layer& layer, double dropout) const;

  std::vector<Layer> layers_;
  int64_t out_;
  // Gradients that Backward works with: of dense's result in a residual layer, and of norm's
  // result.
  Matrix<T> branch_;
  Matrix<T> norm_gradient_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_HIDDEN_LAYERS_H_
