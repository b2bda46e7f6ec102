#ifndef WINDOWLM_SRC_MODEL_SOFTMAX_OUTPUT_H_
#define WINDOWLM_SRC_MODEL_SOFTMAX_OUTPUT_H_

#include <cstdint>
#include <vector>

#include "src/model/output_layer.h"
#include "src/nn/tiled_softmax.h"

namespace windowlm {

// The output layer with the exact softmax: p(word | h) = softmax(W h + b)[word], over
// `words` words; W [words x in], b [words x 1]. T and P as TiledSoftmax has them.
template <typename T, typename P>
class SoftmaxOutput : public OutputLayer<T> {
 public:
  // All zero.
  SoftmaxOutput(int64_t in, int64_t words);

  void Initialize(uint64_t seed, absl::Span<const uint64_t> counts) override;
  // The loss is the mean of -log p(target | h).
  double Step(const OutputSample& sample, MatrixView<const T> h, absl::Span<const uint32_t> targets,
              MatrixView<T> dh, GradientSink<T>& sink) override;
  void NegativeLogLikelihood(MatrixView<const T> h, absl::Span<const uint32_t> targets,
                             absl::Span<double> result) override;
  void LogProbabilities(MatrixView<const T> h, MatrixView<double> result) override;
  // W, b.
  std::vector<Parameter<T>*> parameters() override { return {&weight_, &bias_}; }

 private:
  SoftmaxClasses<T> AllWords() { return {&weight_, &bias_, {}, {}}; }

  Parameter<T> weight_;
  Parameter<T> bias_;
  TiledSoftmax<T, P> softmax_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_SOFTMAX_OUTPUT_H_
