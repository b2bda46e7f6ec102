#ifndef WINDOWLM_SRC_MODEL_OUTPUT_NOISE_OUTPUT_H_
#define WINDOWLM_SRC_MODEL_OUTPUT_NOISE_OUTPUT_H_

#include <cstdint>
#include <vector>

#include "src/model/output/output_layer.h"
#include "src/model/output/output_weight.h"
#include "src/nn/alias_table.h"
#include "src/nn/sparse_rows.h"
#include "src/nn/tiled_softmax.h"

namespace windowlm {

enum class NoiseLoss { kNce, kNegativeSampling };

// An output layer trained to tell the batch's targets from noise words, drawn from the words'
// counts to the power of `noise_power`, Pn:
//
//   nce                -log sigmoid(s(t)) - sum over k noise words of log sigmoid(-s(n)),
//                      s(w) = W[w] h + b[w] - log(k Pn(w)): W h + b becomes log p
//                      (Gutmann & Hyvarinen 2010; Mnih & Teh 2012)
//   negative sampling  the same with s(w) = W[w] h: that becomes log p - log(k Pn)
//                      (Mikolov et al. 2013); a noise word that is the target is passed over
//
// Answers are exact in either case: normalised over all words, with log(k Pn) added where the
// score lacks it.
//
// A group of targets shares its noise words, so that its scores and their gradients are small
// matrix products: 64 targets k words for nce; 8 targets twice k for negative sampling, each
// of half a word's weight, for there few words and many groups do better. At least 8 words.
// All scores of a step are by the weights from before the step. Losses are means over
// the batch; gradients are of their sum, as in word2vec, whose learning rates so apply.
//
// T as WindowModel has it; P is the type of the operands of exact answers' products (TiledSoftmax);
// `tied` as OutputWeight has it.
template <typename T, typename P>
class NoiseOutput : public OutputLayer<T> {
 public:
  // All zero. k = `negatives`.
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
  // One group: writes dh, its part of target_factors_ and noise_gradients_, returns its loss.
  double GroupStep(const OutputSample& sample, MatrixView<const T> h,
                   absl::Span<const uint32_t> targets, int64_t group, MatrixView<T> dh);

  const NoiseLoss kind_;
  // Targets and noise words of a group, and what each of the latter weighs.
  const int64_t group_;
  const int64_t shared_;
  const T noise_weight_;
  const int64_t negatives_;
  const double noise_power_;
  OutputWeight<T> weight_;
  Parameter<T> bias_;
  // log(k Pn), a number a word.
  Parameter<T> log_noise_;
  AliasTable noise_;
  TiledSoftmax<T, P> softmax_;
  SparseRows<T> sparse_rows_;

  // Of the current step: dL/ds of each target, dL/dW of each noise word (with dL/db behind it),
  // and each group's loss.
  std::vector<T> target_factors_;
  Matrix<T> noise_gradients_;
  std::vector<double> losses_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_OUTPUT_NOISE_OUTPUT_H_
