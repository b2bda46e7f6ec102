#ifndef WINDOWLM_SRC_MODEL_WINDOW_MODEL_H_
#define WINDOWLM_SRC_MODEL_WINDOW_MODEL_H_

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "src/base/matrix.h"
#include "src/corpus/line_feature_set.h"
#include "src/corpus/subword_index.h"
#include "src/corpus/window_sampler.h"
#include "src/model/convolution.h"
#include "src/model/embedding_table.h"
#include "src/model/hidden_layers.h"
#include "src/model/output/output_layer.h"
#include "src/model/tied_gradients.h"
#include "src/model/word_attention.h"
#include "src/nn/parameter.h"

namespace windowlm {

// The dropout and the noise of a training step's forward pass; a query has none.
struct Regularization {
  double input_dropout = 0;
  double hidden_dropout = 0;
  // These two determine the random numbers.
  uint64_t seed = 0;
  uint64_t step = 0;
  // The standard deviation of the noise in hidden layers.
  double hidden_noise = 0;
};

// A training step's batch, with everything that does not depend on the parameters and so can be
// prepared ahead of the step.
struct PreparedStep {
  WindowBatch batch;
  Regularization regularization;
  // Filled in by WindowModel::Prepare.
  RowGroups context_words;
  OutputSample sample;
};

// A fixed-window neural language model (Bengio et al. 2003):
//
//   W ids --> embeddings x --> hidden layers h --> attention --> output layer --> p(word)
//                    |                                                ^
//                    +---------------- direct connections ------------+
//
// With direct connections the output layer reads x besides h; with tied embeddings their table is
// the output layer's weight. The window sampler decides which words a context has, those before or
// those around the target.
//
// A model of labels has whole lines for windows, rows for pairs of words and n-grams of
// characters behind those of the words (LineFeatures), and predicts labels in place of words; a
// target is then a number of SetTargetSets. With windows over the words of a line, a convolution
// stands for the first hidden layer.
//
// Words with ids below vocabulary_size - 1 can be predicted; the last id, `<s>`, occurs in contexts
// only. The ids of batches are within these bounds.
//
// Call it from one thread at a time, queries included, because all share working memory. It runs on
// the program's threads. T is float, or double to check gradients.
template <typename T>
class WindowModel {
 public:
  // Makes a model whose parameters are all zero. `config` has passed CheckModelConfig and
  // CheckVocabularySize. `precision` is that of matrix products if T is float; automatic stands for
  // float32. `subwords` is that of MakeSubwordIndex. A model with n-grams takes no Step: it is
  // ColumnSteps that trains it. `line_features` are those of a model of labels, which it only
  // keeps.
  WindowModel(const ModelConfig& config, int64_t vocabulary_size,
              Precision precision = PRECISION_FLOAT32,
              std::shared_ptr<const SubwordIndex> subwords = nullptr,
              std::shared_ptr<const LineFeatureSet> line_features = nullptr);

  // Sets the weights at random by `seed`, and the output bias to the log of the words' relative
  // frequencies. counts[id] is how often a word was seen, for all words.
  void Initialize(uint64_t seed, absl::Span<const uint64_t> counts);

  // Gives these counts to a model whose parameters come from elsewhere.
  void SetCounts(absl::Span<const uint64_t> counts) { output_->SetCounts(counts); }

  // Has queries count each word of a context weights[id] times (ContextWeights); all count once if
  // it is empty. Training steps are not changed.
  void SetContextWeights(std::vector<float> weights) { context_weights_ = std::move(weights); }

  // Tells a model of labels what its targets stand for, before it gets any.
  void SetTargetSets(std::vector<TargetSet> sets) { output_->SetTargetSets(std::move(sets)); }

  // Makes the embeddings of the parameters, if the model has n-grams. Call it after the parameters
  // have changed and before the model is asked.
  void Compose();

  // Returns the training loss: the mean of -log p(target | context) over the batch, natural log, or
  // the output layer's estimate of it. Gives the sink the loss's gradient with respect to every
  // parameter that has one.
  double Step(const PreparedStep& step, GradientSink<T>& sink);
  double Step(const WindowBatch& batch, const Regularization& regularization,
              GradientSink<T>& sink);

  // Fills in the rest of *step from its batch and regularization. May be called by many threads at
  // once for different steps, also while a step runs.
  void Prepare(PreparedStep* step) const;

  // -log p(target | context) of each window, natural log, without dropout: result [B].
  void NegativeLogLikelihood(const WindowBatch& batch, absl::Span<double> result);

  // log p(word | context), natural log, of every word that can be predicted, for the batch's
  // contexts, whatever its targets: result [B x vocabulary_size - 1].
  void LogProbabilities(const WindowBatch& batch, MatrixView<double> result);

  // The result of each hidden layer, a convolution among them, for the batch's contexts, without
  // dropout: [B x its size],
  // valid until the model is asked again.
  std::vector<MatrixView<const T>> HiddenValues(const WindowBatch& batch);

  // All parameters, in the order of their slots.
  const std::vector<Parameter<T>*>& parameters() const { return parameters_; }
  // Row i is the embedding of word i: [vocabulary_size x dim].
  const Matrix<T>& embeddings() const { return embedding_->rows(); }
  // The n-grams of the vocabulary's words; null if the model has none.
  const SubwordIndex* subwords() const { return subword_index_.get(); }
  const ModelConfig& config() const { return config_; }
  // What a model of labels knows besides words; null if it is none.
  const std::shared_ptr<const LineFeatureSet>& line_features() const { return line_features_; }
  int64_t window_words() const { return window_words_; }
  // The first parameter that has a value which is not finite, or null.
  const Parameter<T>* FindNotFinite() const;

 private:
  // Looks up the batch's contexts into x_, runs the hidden layers, and returns what the output
  // layer reads.
  MatrixView<const T> Forward(const WindowBatch& batch, const Regularization& regularization,
                              bool training);
  double StepInto(const PreparedStep& step, GradientSink<T>& sink);
  // Whether direct connections append x to h for the output layer.
  bool joins() const { return config_.direct() && hidden_ != nullptr; }

  const ModelConfig config_;
  const int64_t window_words_;
  std::unique_ptr<EmbeddingTable<T>> embedding_;
  std::vector<float> context_weights_;
  // These three serve models with n-grams alone. The rows of the n-grams:
  // [subword_index_->rows() x dim].
  const std::shared_ptr<const SubwordIndex> subword_index_;
  // Null if it is no model of labels.
  const std::shared_ptr<const LineFeatureSet> line_features_;
  std::unique_ptr<Parameter<T>> subword_;
  Matrix<T> composed_;
  // Null if the model has no windows over lines; then the hidden layers read x.
  std::unique_ptr<Convolution<T>> convolution_;
  // Null if there are no (other) hidden layers; then the output layer reads what they would.
  std::unique_ptr<HiddenLayers<T>> hidden_;
  // Null if the model does not look back at words.
  std::unique_ptr<WordAttention<T>> attention_;
  std::unique_ptr<OutputLayer<T>> output_;
  // Null if the output layer has a weight of its own.
  std::unique_ptr<TiedGradients<T>> tied_;
  std::vector<Parameter<T>*> parameters_;

  // The embeddings of the batch, what the hidden layers read, their result, and the gradients of
  // these; that of what they read is dx_ without a convolution.
  Matrix<T> x_;
  MatrixView<const T> features_;
  MatrixView<const T> h_;
  Matrix<T> dx_;
  Matrix<T> dfeatures_;
  Matrix<T> dh_;
  // With direct connections, what the output layer reads and its gradient: h and x side by side.
  Matrix<T> joined_;
  Matrix<T> djoined_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_WINDOW_MODEL_H_
