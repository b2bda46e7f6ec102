#include "src/model/hidden_layers.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace windowlm {
namespace {

DropoutKey KeyOfLayer(DropoutKey key, size_t layer) {
  key.layer += static_cast<uint32_t>(layer);
  return key;
}

}  // namespace

template <typename T>
HiddenLayers<T>::HiddenLayers(int64_t in, absl::Span<const int32_t> sizes,
                              ActivationFunction activation)
    : activations_(sizes.size()), dropped_(sizes.size()), gradients_(sizes.size()) {
  for (size_t i = 0; i < sizes.size(); ++i) {
    layers_.emplace_back(absl::StrCat("hidden.", i), in, sizes[i], activation);
    in = sizes[i];
  }
}

template <typename T>
MatrixView<const T> HiddenLayers<T>::Output(size_t i, double dropout) const {
  return dropout > 0 ? dropped_[i].view() : activations_[i].view();
}

template <typename T>
MatrixView<const T> HiddenLayers<T>::Forward(MatrixView<const T> x, double dropout,
                                             const DropoutKey& key) {
  for (size_t i = 0; i < layers_.size(); ++i) {
    activations_[i].Resize(x.rows, layers_[i].out());
    layers_[i].Forward(x, activations_[i].view());
    if (dropout > 0) {
      dropped_[i].Resize(x.rows, layers_[i].out());
      std::copy_n(activations_[i].data(), activations_[i].size(), dropped_[i].data());
      Dropout(dropout, KeyOfLayer(key, i), dropped_[i].view());
    }
    x = Output(i, dropout);
  }
  return x;
}

template <typename T>
void HiddenLayers<T>::Backward(MatrixView<const T> x, double dropout, const DropoutKey& key,
                               MatrixView<T> gradient, MatrixView<T> dx, GradientSink<T>& sink) {
  for (size_t i = layers_.size(); i-- > 0;) {
    Dropout(dropout, KeyOfLayer(key, i), gradient);
    MatrixView<T> input_gradient = dx;
    if (i > 0) {
      gradients_[i - 1].Resize(x.rows, layers_[i].in());
      input_gradient = gradients_[i - 1].view();
    }
    layers_[i].Backward(i > 0 ? Output(i - 1, dropout) : x, activations_[i].view(), gradient,
                        input_gradient, sink);
    gradient = input_gradient;
  }
}

template class HiddenLayers<float>;
template class HiddenLayers<double>;

}  // namespace windowlm
