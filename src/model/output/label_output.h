#ifndef WINDOWLM_SRC_MODEL_OUTPUT_LABEL_OUTPUT_H_
#define WINDOWLM_SRC_MODEL_OUTPUT_LABEL_OUTPUT_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "src/model/output/output_layer.h"
#include "src/nn/dense_layer.h"

namespace windowlm {

enum class LabelLoss {
  // One of the labels: p = softmax(z). The loss of a set is the mean of -log p(label) over it.
  kSoftmax,
  // Each label by itself: p = sigmoid(z). The loss of a set is the sum of -log p(label) over it and
  // of -log(1 - p(label)) over all others.
  kSigmoid,
};

// The output layer of a model of labels. A target is the number of a set of labels (SetTargetSets).
// From h [B x in] it computes z = W h + b, W [labels x in], b [labels x 1]; or, without a weight,
// z = h + b, where `in` is the number of labels: then the embeddings below are the weights of a
// logistic regression.
template <typename T>
class LabelOutput : public OutputLayer<T> {
 public:
  // Makes a layer whose parameters are all zero. Without a weight, in == labels.
  LabelOutput(LabelLoss loss, int64_t in, int64_t labels, bool has_weight);

  // Sets the weight at random by `seed`; the bias stays zero, for words' counts say nothing of
  // labels.
  void Initialize(uint64_t seed, absl::Span<const uint64_t> counts) override;
  void SetTargetSets(std::vector<TargetSet> sets) override { sets_ = std::move(sets); }
  double Step(const OutputSample& sample, MatrixView<const T> h, absl::Span<const uint32_t> targets,
              MatrixView<T> dh, GradientSink<T>& sink) override;
  // Of each row the loss of its set, without the set's weight.
  void NegativeLogLikelihood(MatrixView<const T> h, absl::Span<const uint32_t> targets,
                             absl::Span<double> result) override;
  // log p(label | h) of all labels. With sigmoids they do not sum up to 1.
  void LogProbabilities(MatrixView<const T> h, MatrixView<double> result) override;
  // W, if there is one, then b.
  std::vector<Parameter<T>*> parameters() override;

 private:
  // Sets logits_ to z.
  void ComputeLogits(MatrixView<const T> h);
  // The loss of one row of logits and, unless `gradient` is null, its gradient by them, times
  // `scale`; `gradient` may be the logits' own memory.
  double RowLoss(const T* logits, const TargetSet& set, T scale, T* gradient) const;
  int64_t labels() const { return bias().value.rows(); }
  Parameter<T>& bias() { return dense_ != nullptr ? dense_->bias() : own_bias_; }
  const Parameter<T>& bias() const { return dense_ != nullptr ? dense_->bias() : own_bias_; }

  const LabelLoss loss_;
  // Null if there is no weight; then own_bias_ is the bias.
  std::unique_ptr<DenseLayer<T>> dense_;
  Parameter<T> own_bias_;
  std::vector<TargetSet> sets_;
  Matrix<T> logits_;
  Matrix<T> gradient_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_OUTPUT_LABEL_OUTPUT_H_
