#ifndef WINDOWLM_SRC_MODEL_OUTPUT_NOISE_OUTPUT_H_
#define WINDOWLM_SRC_MODEL_OUTPUT_NOISE_OUTPUT_H_

#include <cstdint>
#include <vector>

#include "src/model/output/noise_words.h"
#include "src/model/output/output_layer.h"
#include "src/model/output/output_weight.h"
#include "src/nn/sparse_rows.h"
#include "src/nn/tiled_softmax.h"

namespace windowlm {

enum class NoiseLoss { kNce, kNegativeSampling };

// An output layer that is trained to tell the batch's targets from noise words. These are drawn
// from Pn, the distribution of the words' counts to the power of `noise_power`. The loss of a
// target t is
//
//   nce                -log sigmoid(s(t)) - sum over k noise words n of log sigmoid(-s(n)),
//                      s(w) = W[w] h + b[w] - log(k Pn(w)): W h + b becomes log p
//                      (Gutmann & Hyvarinen 2010; Mnih & Teh 2012)
//   negative sampling  the same with s(w) = W[w] h: that becomes log p - log(k Pn)
//                      (Mikolov et al. 2013); a noise word that is the target is passed over
//
// Probabilities are exact in either case: normalised over all words, with log(k Pn) added where the
// score lacks it.
//
// The targets of a group share their noise words, so that scores and their gradients are small
// matrix products. For nce a group has 64 targets and about k noise words. For negative sampling,
// which does better with few words in many groups, it has 8 targets and about 2 k noise words, each
// of which counts half. A group has at least 8 noise words. All scores of a step use the weights
// from before the step. Losses are means over the batch, but gradients are those of the sum, as in
// word2vec, so that its learning rates apply.
//
// T is that of WindowModel; P is the operand type of the exact probabilities' products
// (TiledSoftmax); `tied` is that of OutputWeight.
template <typename T, typename P>
class NoiseOutput : public OutputLayer<T> {
 public:
  // Makes a layer whose parameters are all zero, with k = `negatives`.
  NoiseOutput(NoiseLoss kind, int64_t in, int64_t words, int64_t negatives, double noise_power,
              Parameter<T>* tied = nullptr);

  void Initialize(uint64_t seed, absl::Span<const uint64_t> counts) override;
  void SetCounts(absl::Span<const uint64_t> counts) override;
  // sample->words are the groups' noise words, group after group.
  void Draw(const StepKey& key, absl::Span<const uint32_t> targets,
            OutputSample* sample) const override;
  double Step(const OutputSample& sample, MatrixView<const T> h, absl::Span<const uint32_t> targets,
              MatrixView<T> dh, GradientSink<T>& sink) override;
  void NegativeLogLikelihood(MatrixView<const T> h, absl::Span<const uint32_t> targets,
                             absl::Span<double> result) override;
  void LogProbabilities(MatrixView<const T> h, MatrixView<double> result) override;
  // W unless it is tied, and b for nce.
  std::vector<Parameter<T>*> parameters() override;

 private:
  struct Scratch;

  SoftmaxClasses<T> AllWords();
  // Computes one group: writes its part of dh, target_factors_ and noise_gradients_, and returns
  // its loss. Threads may call it at once for different groups.
  double GroupStep(const OutputSample& sample, MatrixView<const T> h,
                   absl::Span<const uint32_t> targets, int64_t group, MatrixView<T> dh);

  const NoiseLoss kind_;
  // The numbers of targets and noise words of a group, and the weight of each noise word in the
  // loss.
  const int64_t group_;
  const int64_t shared_;
  const T noise_weight_;
  const int64_t negatives_;
  const double noise_power_;
  OutputWeight<T> weight_;
  Parameter<T> bias_;
  // log(k Pn) of each word: [words x 1].
  Parameter<T> log_noise_;
  NoiseWords noise_;
  TiledSoftmax<T, P> softmax_;
  SparseRows<T> sparse_rows_;

  // Results of the current step: dL/ds of each target; dL/dW of each noise word, with its dL/db
  // behind it; and the loss of each group.
  std::vector<T> target_factors_;
  Matrix<T> noise_gradients_;
  std::vector<double> losses_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_OUTPUT_NOISE_OUTPUT_H_
