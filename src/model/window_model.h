#ifndef WINDOWLM_SRC_MODEL_WINDOW_MODEL_H_
#define WINDOWLM_SRC_MODEL_WINDOW_MODEL_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "src/base/matrix.h"
#include "src/corpus/window_sampler.h"
#include "src/model/embedding_table.h"
#include "src/model/hidden_layers.h"
#include "src/model/output/output_layer.h"
#include "src/model/tied_gradients.h"
#include "src/nn/parameter.h"

namespace windowlm {

// What makes a training step's forward pass differ from that of a query.
struct Regularization {
  double input_dropout = 0;
  double hidden_dropout = 0;
  // Which numbers are dropped: a function of these two.
  uint64_t seed = 0;
  uint64_t step = 0;
};

// A training step's batch, with all that depends on no parameter.
struct PreparedStep {
  WindowBatch batch;
  Regularization regularization;
  // Made by WindowModel::Prepare.
  RowGroups context_words;
  OutputSample sample;
};

// A fixed-window neural language model (Bengio et al. 2003): the embeddings of a
// context's words, hidden layers, and an output layer over the vocabulary, which with direct
// connections reads the embeddings too, and with tied embeddings has their table as its weight.
// Which words a context has, those before or those around the target, is the window sampler's
// business; here they are W ids a window.
//
// Ids below vocabulary_size - 1 can be predicted; the last, `<s>`, occurs in contexts
// only. Batches' ids are within those bounds.
//
// One thread at a time calls it (queries too: they share working memory); it runs on
// the program's threads. T is float, or double to check gradients.
template <typename T>
class WindowModel {
 public:
  // All parameters zero. `config` has passed CheckModelConfig and CheckVocabularySize.
  // `precision` is that of the products where T is float; automatic stands for float32.
  WindowModel(const ModelConfig& config, int64_t vocabulary_size,
              Precision precision = PRECISION_FLOAT32);

  // Random weights from `seed`, and the output bias at the log of the words' frequency:
  // counts[id] for all words.
  void Initialize(uint64_t seed, absl::Span<const uint64_t> counts);

  // Tells those counts to a model whose parameters come from elsewhere.
  void SetCounts(absl::Span<const uint64_t> counts) { output_->SetCounts(counts); }

  // The training loss: the mean of -log p(target | context) over the batch, natural log, or
  // the output layer's estimate of it; gives the sink its gradient with respect to every
  // parameter that has one.
  double Step(const PreparedStep& step, GradientSink<T>& sink);
  double Step(const WindowBatch& batch, const Regularization& regularization,
              GradientSink<T>& sink);

  // Makes the rest of *step from its batch and regularization. May be called by many threads
  // at once for different steps, also while a step runs.
  void Prepare(PreparedStep* step) const;

  // -log p(target | context) of each window, natural log, without dropout.
  void NegativeLogLikelihood(const WindowBatch& batch, absl::Span<double> result);

  // log p(word | context), natural log, of every word that can be predicted, for the batch's
  // contexts, whatever its targets: result [B x vocabulary_size - 1].
  void LogProbabilities(const WindowBatch& batch, MatrixView<double> result);

  // In the order of their slots.
  const std::vector<Parameter<T>*>& parameters() const { return parameters_; }
  // Row i is the embedding of word i: [vocabulary_size x dim].
  const Matrix<T>& embeddings() const { return embedding_->table().value; }
  int64_t window_words() const { return window_words_; }
  // The first that has a number which is not finite; null where there is none.
  const Parameter<T>* FindNotFinite() const;

 private:
  // Of the batch's contexts, into x_; then through the hidden layers, to what the output layer
  // reads.
  MatrixView<const T> Forward(const WindowBatch& batch, const Regularization& regularization);
  double StepInto(const PreparedStep& step, GradientSink<T>& sink);
  // Whether the output layer reads x behind h.
  bool joins() const { return config_.direct() && hidden_ != nullptr; }

  const ModelConfig config_;
  const int64_t window_words_;
  std::unique_ptr<EmbeddingTable<T>> embedding_;
  // Null without hidden layers: x is the output layer's input.
  std::unique_ptr<HiddenLayers<T>> hidden_;
  std::unique_ptr<OutputLayer<T>> output_;
  // Null where the output layer has a weight of its own.
  std::unique_ptr<TiedGradients<T>> tied_;
  std::vector<Parameter<T>*> parameters_;

  Matrix<T> x_;
  Matrix<T> dx_;
  Matrix<T> dh_;
  // With direct connections, what the output layer reads and its gradient: h and x side by side.
  Matrix<T> joined_;
  Matrix<T> djoined_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_WINDOW_MODEL_H_
