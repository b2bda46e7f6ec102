#ifndef WINDOWLM_SRC_MODEL_OUTPUT_SOFTMAX_OUTPUT_H_
#define WINDOWLM_SRC_MODEL_OUTPUT_SOFTMAX_OUTPUT_H_

#include <cstdint>
#include <vector>

#include "src/model/output/output_layer.h"
#include "src/model/output/output_weight.h"
#include "src/nn/tiled_softmax.h"

namespace windowlm {

// The output layer with the exact softmax: p(word | h) = softmax(W h + b)[word], over `words`
// words; W [words x in], b [words x 1]. T and P are those of TiledSoftmax; `tied` is that of
// OutputWeight.
template <typename T, typename P>
class SoftmaxOutput : public OutputLayer<T> {
 public:
  // Makes a layer whose parameters are all zero.
  SoftmaxOutput(int64_t in, int64_t words, Parameter<T>* tied = nullptr);

  void Initialize(uint64_t seed, absl::Span<const uint64_t> counts) override;
  // The loss is the mean of -log p(target | h).
  double Step(const OutputSample& sample, MatrixView<const T> h, absl::Span<const uint32_t> targets,
              MatrixView<T> dh, GradientSink<T>& sink) override;
  void NegativeLogLikelihood(MatrixView<const T> h, absl::Span<const uint32_t> targets,
                             absl::Span<double> result) override;
  void LogProbabilities(MatrixView<const T> h, MatrixView<double> result) override;
  // W, unless it is tied, then b.
  std::vector<Parameter<T>*> parameters() override;

  // The classes of a softmax over `words`, or over all words if that is empty. `offsets` are added
  // to the words' logits, if there are any.
  SoftmaxClasses<T> Words(absl::Span<const uint32_t> words, absl::Span<const T> offsets) {
    return {&weight_.parameter(), &bias_, words, offsets};
  }

 private:
  SoftmaxClasses<T> AllWords() { return Words({}, {}); }

  OutputWeight<T> weight_;
  Parameter<T> bias_;
  TiledSoftmax<T, P> softmax_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_OUTPUT_SOFTMAX_OUTPUT_H_
