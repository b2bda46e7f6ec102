#include "src/model/hidden_layers.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "src/base/parallel_for.h"
#include "src/base/vector_math.h"
#include "src/model/model_config.h"
#include "src/nn/gaussian_noise.h"
#include "src/nn/initialization.h"

namespace windowlm {
namespace {

// Number of values that one task adds.
constexpr int64_t kTile = 1 << 14;

DropoutKey KeyOfLayer(DropoutKey key, size_t layer) {
  key.layer += static_cast<uint32_t>(layer);
  return key;
}

// y += x. Neither has gaps between rows.
template <typename T>
void Add(MatrixView<const T> x, MatrixView<T> y) {
  ParallelForTiles(x.rows * x.columns, kTile, [&](int64_t begin, int64_t end) {
    AddScaled(x.data + begin, end - begin, T(1), y.data + begin);
  });
}

template <typename T>
void Copy(MatrixView<const T> x, Matrix<T>& y) {
  y.Resize(x.rows, x.columns);
  std::copy_n(x.data, x.rows * x.columns, y.data());
}

}  // namespace

template <typename T>
HiddenLayers<T>::HiddenLayers(int64_t in, const ModelConfig& config, int64_t projection,
                              Precision precision) {
  for (int i = 0; i < config.hidden_size(); ++i) {
    const std::string name = absl::StrCat("hidden.", i);
    const int64_t size = config.hidden(i);
    Layer layer;
    if (config.layer_norm() && i > 0) layer.norm = std::make_unique<LayerNorm<T>>(name, in);
    const ActivationFunction activation = FunctionOf(config.activation());
    if (config.batch_norm())
      layer.batch_norm = std::make_unique<BatchNorm<T>>(name + ".batch", size, activation);
    layer.dense = std::make_unique<DenseLayer<T>>(
        name, in, size, config.batch_norm() ? ActivationFunction::kLinear : activation, precision);
    layer.residual = config.residual() && i > 0 && size == in;
    layers_.push_back(std::move(layer));
    in = size;
  }
  if (config.layer_norm() || projection > 0) {
    Layer layer;
    layer.is_perturbed = false;
    if (config.layer_norm()) layer.norm = std::make_unique<LayerNorm<T>>("hidden", in);
    if (projection > 0) {
      layer.dense = std::make_unique<DenseLayer<T>>("projection", in, projection,
                                                    ActivationFunction::kLinear, precision);
      in = projection;
    }
    layers_.push_back(std::move(layer));
  }
  out_ = in;
}

template <typename T>
std::vector<Parameter<T>*> HiddenLayers<T>::parameters() {
  std::vector<Parameter<T>*> parameters;
  for (Layer& layer : layers_) {
    if (layer.norm != nullptr) {
      parameters.push_back(&layer.norm->gain());
      parameters.push_back(&layer.norm->bias());
    }
    if (layer.dense != nullptr) {
      parameters.push_back(&layer.dense->weight());
      parameters.push_back(&layer.dense->bias());
    }
    if (layer.batch_norm != nullptr) {
      for (Parameter<T>* parameter : layer.batch_norm->parameters())
        parameters.push_back(parameter);
    }
  }
  return parameters;
}

template <typename T>
void HiddenLayers<T>::Initialize(uint64_t seed) {
  for (Layer& layer : layers_) {
    if (layer.norm != nullptr) {
      Matrix<T>& gain = layer.norm->gain().value;
      std::fill_n(gain.data(), gain.size(), T(1));
    }
    if (layer.batch_norm != nullptr) layer.batch_norm->Initialize();
    if (layer.dense != nullptr) {
      FillUniform(
          seed,
          InitializationBound(layer.dense->in(), layer.dense->out(), layer.dense->activation()),
          layer.dense->weight());
    }
  }
}

template <typename T>
MatrixView<const T> HiddenLayers<T>::ResultOf(const Layer& layer, const HiddenPass& pass) {
  if (layer.dense == nullptr) return layer.normalized.view();
  return Changes(layer, pass) ? layer.result.view() : layer.activation.view();
}

template <typename T>
std::vector<MatrixView<const T>> HiddenLayers<T>::QueryResults() const {
  std::vector<MatrixView<const T>> results;
  for (const Layer& layer : layers_) {
    if (layer.dense != nullptr) results.push_back(ResultOf(layer, HiddenPass()));
  }
  return results;
}

template <typename T>
void HiddenLayers<T>::Activate(MatrixView<const T> x, const HiddenPass& pass, Layer& layer) {
  layer.activation.Resize(x.rows, layer.dense->out());
  if (layer.batch_norm == nullptr) return layer.dense->Forward(x, layer.activation.view());
  layer.sums.Resize(x.rows, layer.dense->out());
  layer.dense->Forward(x, layer.sums.view());
  layer.batch_norm->Forward(layer.sums.view(), pass.training, layer.activation.view());
}

template <typename T>
MatrixView<const T> HiddenLayers<T>::Forward(MatrixView<const T> x, const HiddenPass& pass) {
  for (size_t i = 0; i < layers_.size(); ++i) {
    Layer& layer = layers_[i];
    MatrixView<const T> in = x;
    if (layer.norm != nullptr) {
      layer.normalized.Resize(x.rows, x.columns);
      layer.norm->Forward(x, layer.normalized.view());
      in = layer.normalized.view();
    }
    if (layer.dense != nullptr) {
      Activate(in, pass, layer);
      const MatrixView<const T> activation = layer.activation.view();
      if (Changes(layer, pass)) Copy(activation, layer.result);
      if (layer.is_perturbed) {
        const DropoutKey key = KeyOfLayer(pass.key, i);
        AddGaussianNoise(pass.noise, key, layer.result.view());
        Dropout(pass.dropout, key, layer.result.view());
      }
      if (layer.residual) Add(x, layer.result.view());
    }
    x = ResultOf(layer, pass);
  }
  return x;
}

template <typename T>
void HiddenLayers<T>::Backward(MatrixView<const T> x, const HiddenPass& pass,
                               MatrixView<T> gradient, MatrixView<T> dx, GradientSink<T>& sink) {
  for (size_t i = layers_.size(); i-- > 0;) {
    Layer& layer = layers_[i];
    const MatrixView<const T> in = i > 0 ? ResultOf(layers_[i - 1], pass) : x;
    MatrixView<T> in_gradient = dx;
    if (i > 0) {
      Matrix<T>& before = layers_[i - 1].gradient;
      before.Resize(in.rows, in.columns);
      in_gradient = before.view();
    }
    MatrixView<const T> norm_gradient = gradient;
    if (layer.dense != nullptr) {
      // A residual connection needs the gradient again below, so dropout changes a copy.
      MatrixView<T> branch = gradient;
      if (layer.residual) {
        Copy<T>(gradient, branch_);
        branch = branch_.view();
      }
      Dropout(layer.is_perturbed ? pass.dropout : 0, KeyOfLayer(pass.key, i), branch);
      MatrixView<T> dense_in_gradient = in_gradient;
      if (layer.norm != nullptr) {
        norm_gradient_.Resize(in.rows, in.columns);
        dense_in_gradient = norm_gradient_.view();
        norm_gradient = norm_gradient_.view();
      }
      MatrixView<const T> dense_out = layer.activation.view();
      if (layer.batch_norm != nullptr) {
        layer.batch_norm->Backward(dense_out, branch, sink);
        dense_out = layer.sums.view();
      }
      layer.dense->Backward(layer.norm != nullptr ? layer.normalized.view() : in, dense_out, branch,
                            dense_in_gradient, sink);
    }
    if (layer.norm != nullptr) {
      std::fill_n(in_gradient.data, in.rows * in.columns, T(0));
      layer.norm->Backward(norm_gradient, in_gradient, sink);
    }
    if (layer.residual) Add<T>(gradient, in_gradient);
    gradient = in_gradient;
  }
}

template class HiddenLayers<float>;
template class HiddenLayers<double>;

}  // namespace windowlm
