#include "src/model/output/softmax_output.h"

#include "src/base/bfloat16.h"
#include "src/nn/initialization.h"

namespace windowlm {

template <typename T, typename P>
SoftmaxOutput<T, P>::SoftmaxOutput(int64_t in, int64_t words, Parameter<T>* tied)
    : weight_(in, words, tied), bias_{"output.bias", 0, Matrix<T>(words, 1)} {}

template <typename T, typename P>
void SoftmaxOutput<T, P>::Initialize(uint64_t seed, absl::Span<const uint64_t> counts) {
  weight_.Initialize(seed);
  FillLogShares(counts.subspan(0, bias_.value.rows()), bias_);
}

template <typename T, typename P>
std::vector<Parameter<T>*> SoftmaxOutput<T, P>::parameters() {
  std::vector<Parameter<T>*> parameters;
  weight_.AddTo(parameters);
  parameters.push_back(&bias_);
  return parameters;
}

template <typename T, typename P>
double SoftmaxOutput<T, P>::Step(const OutputSample&, MatrixView<const T> h,
                                 absl::Span<const uint32_t> targets, MatrixView<T> dh,
                                 GradientSink<T>& sink) {
  const T share = T(1) / static_cast<T>(h.rows);
  return softmax_.Step(AllWords(), h, targets, share, dh, sink) / static_cast<double>(h.rows);
}

template <typename T, typename P>
void SoftmaxOutput<T, P>::NegativeLogLikelihood(MatrixView<const T> h,
                                                absl::Span<const uint32_t> targets,
                                                absl::Span<double> result) {
  softmax_.NegativeLogLikelihood(AllWords(), h, targets, result);
}

template <typename T, typename P>
void SoftmaxOutput<T, P>::LogProbabilities(MatrixView<const T> h, MatrixView<double> result) {
  softmax_.LogProbabilities(AllWords(), h, result);
}

template class SoftmaxOutput<float, float>;
template class SoftmaxOutput<float, BFloat16>;
template class SoftmaxOutput<double, double>;

}  // namespace windowlm
