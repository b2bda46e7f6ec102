#include "src/model/window_model.h"

#include <atomic>

#include "src/base/parallel_for.h"
#include "src/base/profile.h"
#include "src/base/vector_math.h"
#include "src/model/make_output_layer.h"
#include "src/model/model_config.h"
#include "src/nn/dropout.h"
#include "src/nn/initialization.h"

namespace windowlm {
namespace {

// The model's dropouts, by DropoutKey::layer: the input, then each hidden layer.
constexpr uint32_t kInputLayer = 0;
constexpr uint32_t kFirstHiddenLayer = 1;

// Embeddings start small beside what training makes of them: a word that is seen twice
// should not carry its random start around.
constexpr double kEmbeddingBound = 0.1;

// As word2vec starts, where all else is as in word2vec.
double EmbeddingBound(const ModelConfig& config) {
  return config.loss() == LOSS_NEGATIVE_SAMPLING && config.hidden().empty() ? 0.5 / config.dim()
                                                                            : kEmbeddingBound;
}

DropoutKey Key(const Regularization& regularization, uint32_t layer) {
  return {regularization.seed, regularization.step, layer};
}

}  // namespace

template <typename T>
WindowModel<T>::WindowModel(const ModelConfig& config, int64_t vocabulary_size, Precision precision)
    : config_(config), window_words_(WindowWords(config)) {
  embedding_ =
      std::make_unique<EmbeddingTable<T>>(vocabulary_size, config.dim(), config.combine(),
                                          config.mean_gradient() == MEAN_GRADIENT_UNDIVIDED);
  parameters_.push_back(&embedding_->table());
  int64_t width = embedding_->InputWidth(window_words_);
  if (config.hidden_size() > 0) {
    hidden_ =
        std::make_unique<HiddenLayers<T>>(width, config.hidden(), FunctionOf(config.activation()));
    for (DenseLayer<T>& layer : hidden_->layers()) {
      parameters_.push_back(&layer.weight());
      parameters_.push_back(&layer.bias());
      width = layer.out();
    }
  }
  output_ = MakeOutputLayer<T>(config, precision, width, vocabulary_size - 1);
  for (Parameter<T>* parameter : output_->parameters()) parameters_.push_back(parameter);
  for (size_t slot = 0; slot < parameters_.size(); ++slot) {
    parameters_[slot]->slot = static_cast<int>(slot);
  }
}

template <typename T>
void WindowModel<T>::Initialize(uint64_t seed, absl::Span<const uint64_t> counts) {
  output_->SetCounts(counts);
  FillUniform(seed, EmbeddingBound(config_), embedding_->table());
  if (hidden_ != nullptr) {
    for (DenseLayer<T>& layer : hidden_->layers()) {
      FillUniform(seed, InitializationBound(layer.in(), layer.out(), layer.activation()),
                  layer.weight());
    }
  }
  output_->Initialize(seed, counts);
}

template <typename T>
MatrixView<const T> WindowModel<T>::Forward(const WindowBatch& batch,
                                            const Regularization& regularization) {
  const size_t rows =
      batch.ends.empty() ? batch.contexts.size() / window_words_ : batch.ends.size();
  {
    const PhaseTimer timer(Phase::kLookup);
    x_.Resize(static_cast<int64_t>(rows), embedding_->InputWidth(window_words_));
    embedding_->Lookup(batch, window_words_, x_.view());
    Dropout(regularization.input_dropout, Key(regularization, kInputLayer), x_.view());
  }
  const PhaseTimer timer(Phase::kHidden);
  if (hidden_ == nullptr) return x_.view();
  return hidden_->Forward(x_.view(), regularization.hidden_dropout,
                          Key(regularization, kFirstHiddenLayer));
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
  const Regularization& regularization = step.regularization;
  const MatrixView<const T> h = Forward(step.batch, regularization);
  dx_.Resize(x_.rows(), x_.columns());
  MatrixView<T> dh = dx_.view();
  if (hidden_ != nullptr) {
    dh_.Resize(h.rows, h.columns);
    dh = dh_.view();
  }
  double loss = 0;
  {
    const PhaseTimer timer(Phase::kOutput);
    loss = output_->Step(step.sample, h, step.batch.targets, dh, sink);
  }
  if (hidden_ != nullptr) {
    const PhaseTimer timer(Phase::kHidden);
    hidden_->Backward(x_.view(), regularization.hidden_dropout,
                      Key(regularization, kFirstHiddenLayer), dh, dx_.view(), sink);
  }
  const PhaseTimer timer(Phase::kSparseUpdate);
  Dropout(regularization.input_dropout, Key(regularization, kInputLayer), dx_.view());
  embedding_->Backward(step.batch, step.context_words, window_words_, dx_.view(), sink);
  return loss;
}

template <typename T>
void WindowModel<T>::NegativeLogLikelihood(const WindowBatch& batch, absl::Span<double> result) {
  output_->NegativeLogLikelihood(Forward(batch, Regularization()), batch.targets, result);
}

template <typename T>
void WindowModel<T>::LogProbabilities(const WindowBatch& batch, MatrixView<double> result) {
  output_->LogProbabilities(Forward(batch, Regularization()), result);
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
