#ifndef WINDOWLM_SRC_MODEL_HIDDEN_LAYERS_H_
#define WINDOWLM_SRC_MODEL_HIDDEN_LAYERS_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "proto/train_config.pb.h"
#include "src/base/matrix.h"
#include "src/nn/batch_norm.h"
#include "src/nn/dense_layer.h"
#include "src/nn/dropout.h"
#include "src/nn/layer_norm.h"
#include "src/nn/parameter.h"

namespace windowlm {

// What a training step does to the hidden layers' numbers. A query's pass is the default.
struct HiddenPass {
  bool training = false;
  // The rate of dropout, and the standard deviation of the noise.
  double dropout = 0;
  double noise = 0;
  // That of the first layer; layer i uses the key with layer + i.
  DropoutKey key;
};

// The layers between the context's embeddings and the output layer. From its input a, a layer
// computes
//
//   y = dropout(f(W norm(a) + b) + noise)
//
// and gives y, or a + y with residual connections if y has the size of a (pre-norm: Xiong et al.
// 2020, arXiv 2002.04745). norm is layer normalisation if the config asks for it; it is left out
// before the first layer, and comes once more after the last one. With batch normalisation it comes
// between the sum and f. With a projection, a linear layer without dropout follows.
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
  // until Backward.
  MatrixView<const T> Forward(MatrixView<const T> x, const HiddenPass& pass);

  // The result of each hidden layer in the last Forward, a query's, valid until the next.
  std::vector<MatrixView<const T>> QueryResults() const;

  // Takes the arguments of the last Forward, a training step's, and in `gradient` dL/d(its result),
  // which is overwritten. Writes dx = dL/dx and gives the parameters' gradients to the sink.
  void Backward(MatrixView<const T> x, const HiddenPass& pass, MatrixView<T> gradient,
                MatrixView<T> dx, GradientSink<T>& sink);

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
    // Null, or what follows the dense layer, which then is linear.
    std::unique_ptr<BatchNorm<T>> batch_norm;
    bool residual = false;
    // Whether a training step has dropout and noise here.
    bool is_perturbed = true;
    // Results of the last Forward: of norm, of a linear dense layer, of f, and of the whole layer
    // if that differs from f's; then the gradient of the layer's result.
    Matrix<T> normalized;
    Matrix<T> sums;
    Matrix<T> activation;
    Matrix<T> result;
    Matrix<T> gradient;
  };

  // Whether the layer's result differs from that of f.
  static bool Changes(const Layer& layer, const HiddenPass& pass) {
    return layer.residual || (layer.is_perturbed && (pass.dropout > 0 || pass.noise > 0));
  }
  // The layer's result in the last Forward, whichever of its matrices holds it.
  static MatrixView<const T> ResultOf(const Layer& layer, const HiddenPass& pass);
  // Computes f(W x + b) of a layer.
  static void Activate(MatrixView<const T> x, const HiddenPass& pass, Layer& layer);

  std::vector<Layer> layers_;
  int64_t out_;
  // Gradients that Backward works with: of dense's result in a residual layer, and of norm's
  // result.
  Matrix<T> branch_;
  Matrix<T> norm_gradient_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_HIDDEN_LAYERS_H_
