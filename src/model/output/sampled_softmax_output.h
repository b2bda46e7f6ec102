#ifndef WINDOWLM_SRC_MODEL_OUTPUT_SAMPLED_SOFTMAX_OUTPUT_H_
#define WINDOWLM_SRC_MODEL_OUTPUT_SAMPLED_SOFTMAX_OUTPUT_H_

#include <cstdint>
#include <vector>

#include "src/model/output/output_layer.h"
#include "src/model/output/softmax_output.h"
#include "src/nn/tiled_softmax.h"

namespace windowlm {

// The exact softmax's output layer, trained on samples of its words (Jean et al. 2015), drawn by
// strata. Ids order the words by descending frequency. Each step has a softmax over
//   - the `frequent` most frequent words, which make up most of every sum over all words;
//   - the words that the batch's targets are;
//   - `drawn` or a few more of the n other words, drawn uniformly without repetition; the log of n
//     over their number is added to the logit of each, so that the expected sum of the
//     exponentials is that over all words.
// All rows of a batch share the sample, so that the step remains three matrix products. If the
// sample would be more than half of all words, the step is that of the exact softmax.
template <typename T, typename P>
class SampledSoftmaxOutput : public OutputLayer<T> {
 public:
  // Makes a layer whose parameters are all zero.
  SampledSoftmaxOutput(int64_t in, int64_t words, int64_t frequent, int64_t drawn,
                       Parameter<T>* tied = nullptr);

  void Initialize(uint64_t seed, absl::Span<const uint64_t> counts) override {
    exact_.Initialize(seed, counts);
  }
  // sample->words are the words of the step's softmax, ascending; empty if it is over all words.
  void Draw(const StepKey& key, absl::Span<const uint32_t> targets,
            OutputSample* sample) const override;
  // The loss is the mean of -log p(target | h) over the sample's softmax.
  double Step(const OutputSample& sample, MatrixView<const T> h, absl::Span<const uint32_t> targets,
              MatrixView<T> dh, GradientSink<T>& sink) override;
  void NegativeLogLikelihood(MatrixView<const T> h, absl::Span<const uint32_t> targets,
                             absl::Span<double> result) override {
    exact_.NegativeLogLikelihood(h, targets, result);
  }
  void LogProbabilities(MatrixView<const T> h, MatrixView<double> result) override {
    exact_.LogProbabilities(h, result);
  }
  std::vector<Parameter<T>*> parameters() override { return exact_.parameters(); }

  // The most words that a sample has in a batch of `batch` rows.
  static int64_t MaxSample(int64_t words, int64_t frequent, int64_t drawn, int64_t batch);

 private:
  const int64_t words_;
  const int64_t frequent_;
  const int64_t drawn_;
  SoftmaxOutput<T, P> exact_;
  TiledSoftmax<T, P> softmax_;
  std::vector<T> offsets_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_OUTPUT_SAMPLED_SOFTMAX_OUTPUT_H_
