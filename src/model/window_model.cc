#include "src/model/window_model.h"

#include <algorithm>
#include <atomic>
#include <utility>

#include "src/base/matrix_product.h"
#include "src/base/parallel_for.h"
#include "src/base/profile.h"
#include "src/base/vector_math.h"
#include "src/model/model_config.h"
#include "src/model/output/loss_traits.h"
#include "src/model/output/make_output_layer.h"
#include "src/model/subwords.h"
#include "src/nn/dropout.h"
#include "src/nn/initialization.h"

namespace windowlm {
namespace {

// Values of DropoutKey::layer: the input, then each hidden layer, of which there are fewer than the
// convolution's number.
constexpr uint32_t kInputLayer = 0;
constexpr uint32_t kFirstHiddenLayer = 1;
constexpr uint32_t kConvolutionLayer = 1000;

// Embeddings start much smaller than training makes them, so that a rare word does not keep its
// random start.
constexpr double kEmbeddingBound = 0.1;

// Embeddings that are the output layer's weight as well start smaller still.
constexpr double kTiedEmbeddingBound = 0.07;

// The bound of random embeddings. A model like word2vec's starts as word2vec does.
double EmbeddingBound(const ModelConfig& config) {
  if (config.tied()) return kTiedEmbeddingBound;
  return MakesVectors(config) ? 0.5 / config.dim() : kEmbeddingBound;
}

DropoutKey Key(const Regularization& regularization, uint32_t layer) {
  return {regularization.seed, regularization.step, layer};
}

HiddenPass PassOf(const Regularization& regularization, bool training,
                  uint32_t layer = kFirstHiddenLayer) {
  return {training, regularization.hidden_dropout, regularization.hidden_noise,
          Key(regularization, layer)};
}

// The configuration of the hidden layers behind a convolution, which stands for the first.
ModelConfig BehindConvolution(ModelConfig config) {
  config.mutable_hidden()->erase(config.hidden().begin());
  return config;
}

// A convolution combines embeddings itself.
Combine CombineOfTable(const ModelConfig& config) {
  return HasConvolution(config) ? COMBINE_CONCAT : config.combine();
}

}  // namespace

template <typename T>
WindowModel<T>::WindowModel(const ModelConfig& config, int64_t vocabulary_size, Precision precision,
                            std::shared_ptr<const SubwordIndex> subwords,
                            std::shared_ptr<const LineFeatureSet> line_features)
    : config_(config),
      window_words_(HasConvolution(config) ? 1 : WindowWords(config)),
      subword_index_(std::move(subwords)),
      line_features_(std::move(line_features)) {
  PrepareProducts();
  embedding_ = std::make_unique<EmbeddingTable<T>>(
      vocabulary_size + config.pairs() + config.spelling_rows(), config.dim(),
      CombineOfTable(config), config.mean_gradient() == MEAN_GRADIENT_UNDIVIDED,
      config.distant_size());
  Parameter<T>& table = embedding_->table();
  parameters_.push_back(&table);
  if (subword_index_ != nullptr) {
    subword_ = std::make_unique<Parameter<T>>(
        Parameter<T>{"subword", 0, Matrix<T>(subword_index_->rows(), config.dim())});
    parameters_.push_back(subword_.get());
    composed_.Resize(vocabulary_size, config.dim());
    embedding_->LookUpIn(composed_);
  }
  const int64_t input = embedding_->InputWidth(window_words_);
  int64_t width = input;
  if (HasConvolution(config)) {
    convolution_ = std::make_unique<Convolution<T>>(
        config.dim(), config.context(), config.hidden(0), FunctionOf(config.activation()),
        config.combine(), precision);
    for (Parameter<T>* parameter : convolution_->parameters()) parameters_.push_back(parameter);
    width = convolution_->out();
  }
  const ModelConfig& layers = convolution_ != nullptr ? BehindConvolution(config) : config;
  if (layers.hidden_size() > 0 || ProjectionSize(config) > 0) {
    hidden_ = std::make_unique<HiddenLayers<T>>(width, layers, ProjectionSize(config), precision);
    for (Parameter<T>* parameter : hidden_->parameters()) parameters_.push_back(parameter);
    width = hidden_->out();
  }
  if (config.attention() > 0) {
    attention_ = std::make_unique<WordAttention<T>>(width, config.dim(), config.attention(),
                                                    WindowSides(config), precision);
    for (Parameter<T>* parameter : attention_->parameters()) parameters_.push_back(parameter);
  }
  if (joins()) width += input;
  if (config.tied()) tied_ = std::make_unique<TiedGradients<T>>(table);
  output_ = MakeOutputLayer<T>(config, precision, width, PredictedWords(config, vocabulary_size),
                               config.tied() ? &table : nullptr);
  for (Parameter<T>* parameter : output_->parameters()) parameters_.push_back(parameter);
  for (size_t slot = 0; slot < parameters_.size(); ++slot) {
    parameters_[slot]->slot = static_cast<int>(slot);
  }
}

template <typename T>
void WindowModel<T>::Initialize(uint64_t seed, absl::Span<const uint64_t> counts) {
  output_->SetCounts(counts);
  // Without hidden layers the embeddings of a model of labels are the weights of a regression.
  if (config_.labels() == 0 || !config_.hidden().empty()) {
    FillUniform(seed, EmbeddingBound(config_), embedding_->table());
  }
  if (subword_ != nullptr) FillUniform(seed, EmbeddingBound(config_), *subword_);
  if (convolution_ != nullptr) convolution_->Initialize(seed);
  if (hidden_ != nullptr) hidden_->Initialize(seed);
  if (attention_ != nullptr) attention_->Initialize(seed);
  output_->Initialize(seed, counts);
  Compose();
}

template <typename T>
void WindowModel<T>::Compose() {
  if (subword_ == nullptr) return;
  const Matrix<T>& own = embedding_->table().value;
  std::copy_n(own.data(), own.size(), composed_.data());
  AddSubwords(*subword_index_, config_.subword_weight(), subword_->value, composed_);
}

template <typename T>
MatrixView<const T> WindowModel<T>::Forward(const WindowBatch& batch,
                                            const Regularization& regularization, bool training) {
  const size_t rows = batch.ends.empty() || convolution_ != nullptr
                          ? batch.contexts.size() / window_words_
                          : batch.ends.size();
  {
    const PhaseTimer timer(Phase::kLookup);
    x_.Resize(static_cast<int64_t>(rows), embedding_->InputWidth(window_words_));
    embedding_->Lookup(batch, window_words_, x_.view(),
                       training ? absl::Span<const float>() : context_weights_);
    Dropout(regularization.input_dropout, Key(regularization, kInputLayer), x_.view());
  }
  features_ = x_.view();
  if (convolution_ != nullptr) {
    const PhaseTimer timer(Phase::kHidden);
    features_ = convolution_->Forward(x_.view(), batch.ends,
                                      PassOf(regularization, training, kConvolutionLayer));
  }
  if (hidden_ == nullptr) return features_;
  {
    const PhaseTimer timer(Phase::kHidden);
    h_ = hidden_->Forward(features_, PassOf(regularization, training));
  }
  MatrixView<const T> h = h_;
  if (attention_ != nullptr) {
    const PhaseTimer timer(Phase::kAttention);
    h = attention_->Forward(embedding_->rows(), batch, h_);
  }
  if (!joins()) return h;
  joined_.Resize(h.rows, h.columns + x_.columns());
  for (int64_t i = 0; i < h.rows; ++i) {
    std::copy_n(x_.row(i), x_.columns(), std::copy_n(h.row(i), h.columns, joined_.row(i)));
  }
  return joined_.view();
}

template <typename T>
void WindowModel<T>::Prepare(PreparedStep* step) const {
  embedding_->Group(step->batch, window_words_, &step->context_words);
  output_->Draw({step->regularization.seed, step->regularization.step}, step->batch.targets,
                &step->sample);
}

template <typename T>
double WindowModel<T>::Step(const WindowBatch& batch, const Regularization& regularization,
                            GradientSink<T>& sink) {
  PreparedStep step{batch, regularization, {}, {}};
  Prepare(&step);
  return Step(step, sink);
}

template <typename T>
double WindowModel<T>::Step(const PreparedStep& step, GradientSink<T>& sink) {
  if (tied_ == nullptr) return StepInto(step, sink);
  tied_->Begin(sink);
  const double loss = StepInto(step, *tied_);
  tied_->End();
  return loss;
}

template <typename T>
double WindowModel<T>::StepInto(const PreparedStep& step, GradientSink<T>& sink) {
  const Regularization& regularization = step.regularization;
  const MatrixView<const T> in = Forward(step.batch, regularization, /*training=*/true);
  dx_.Resize(x_.rows(), x_.columns());
  MatrixView<T> features_gradient = dx_.view();
  if (convolution_ != nullptr) {
    dfeatures_.Resize(features_.rows, features_.columns);
    features_gradient = dfeatures_.view();
  }
  MatrixView<T> gradient = features_gradient;
  if (hidden_ != nullptr) {
    Matrix<T>& above = joins() ? djoined_ : dh_;
    above.Resize(in.rows, in.columns);
    gradient = above.view();
  }
  double loss = 0;
  {
    const PhaseTimer timer(Phase::kOutput);
    loss = output_->Step(step.sample, in, step.batch.targets, gradient, sink);
  }
  if (joins()) {
    dh_.Resize(in.rows, hidden_->out());
    for (int64_t i = 0; i < in.rows; ++i) std::copy_n(djoined_.row(i), dh_.columns(), dh_.row(i));
  }
  if (attention_ != nullptr) {
    const PhaseTimer timer(Phase::kAttention);
    attention_->Backward(embedding_->rows(), step.batch, h_, dh_.view(), sink);
  }
  if (hidden_ != nullptr) {
    const PhaseTimer timer(Phase::kHidden);
    hidden_->Backward(features_, PassOf(regularization, true), dh_.view(), features_gradient, sink);
    if (joins()) {
      for (int64_t i = 0; i < in.rows; ++i) {
        AddScaled(djoined_.row(i) + dh_.columns(), dx_.columns(), T(1), dx_.row(i));
      }
    }
  }
  if (convolution_ != nullptr) {
    const PhaseTimer timer(Phase::kHidden);
    convolution_->Backward(step.batch.ends, PassOf(regularization, true, kConvolutionLayer),
                           dfeatures_.view(), dx_.view(), sink);
  }
  const PhaseTimer timer(Phase::kSparseUpdate);
  if (tied_ != nullptr) tied_->BeginLookup();
  Dropout(regularization.input_dropout, Key(regularization, kInputLayer), dx_.view());
  embedding_->Backward(step.batch, step.context_words, window_words_, dx_.view(), sink);
  return loss;
}

template <typename T>
void WindowModel<T>::NegativeLogLikelihood(const WindowBatch& batch, absl::Span<double> result) {
  output_->NegativeLogLikelihood(Forward(batch, Regularization(), /*training=*/false),
                                 batch.targets, result);
}

template <typename T>
std::vector<MatrixView<const T>> WindowModel<T>::HiddenValues(const WindowBatch& batch) {
  Forward(batch, Regularization(), /*training=*/false);
  std::vector<MatrixView<const T>> values;
  if (convolution_ != nullptr) values.push_back(features_);
  if (hidden_ != nullptr) {
    for (const MatrixView<const T> layer : hidden_->QueryResults()) values.push_back(layer);
  }
  return values;
}

template <typename T>
void WindowModel<T>::LogProbabilities(const WindowBatch& batch, MatrixView<double> result) {
  output_->LogProbabilities(Forward(batch, Regularization(), /*training=*/false), result);
}

template <typename T>
const Parameter<T>* WindowModel<T>::FindNotFinite() const {
  constexpr int64_t kTile = 1 << 16;
  for (const Parameter<T>* parameter : parameters_) {
    const T* values = parameter->value.data();
    std::atomic<bool> all_finite(true);
    ParallelForTiles(parameter->value.size(), kTile, [&](int64_t begin, int64_t end) {
      if (!AllFinite(values + begin, end - begin)) all_finite = false;
    });
    if (!all_finite) return parameter;
  }
  return nullptr;
}

template class WindowModel<float>;
template class WindowModel<double>;

}  // namespace windowlm
