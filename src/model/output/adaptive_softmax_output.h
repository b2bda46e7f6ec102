#ifndef WINDOWLM_SRC_MODEL_OUTPUT_ADAPTIVE_SOFTMAX_OUTPUT_H_
#define WINDOWLM_SRC_MODEL_OUTPUT_ADAPTIVE_SOFTMAX_OUTPUT_H_

#include <cstdint>
#include <vector>

#include "src/model/output/output_layer.h"
#include "src/nn/dense_layer.h"
#include "src/nn/tiled_softmax.h"

namespace windowlm {

// The adaptive softmax (Grave et al. 2017, arXiv 1609.04309). Words are ids by descending
// frequency, cut at cutoffs c[0] < c[1] < ...: the head is a softmax over the words below
// c[0] and one class for each of the clusters [c[0], c[1]), [c[1], c[2]), ..., [c[last], n);
// a word of cluster i has the probability of that class times that of the word in the
// cluster's own softmax, whose input is h projected to ClusterInput(in, division, i)
// numbers. Exact probabilities, and a batch has rare clusters' products for few of its rows.
template <typename T, typename P>
class AdaptiveSoftmaxOutput : public OutputLayer<T> {
 public:
  // All zero. 0 < cutoffs[0] < ... < words; at least one. division >= 1.
  AdaptiveSoftmaxOutput(int64_t in, int64_t words, absl::Span<const int32_t> cutoffs,
                        int64_t division);

  void Initialize(uint64_t seed, absl::Span<const uint64_t> counts) override;
  // The loss is the mean of -log p(target | h).
  double Step(const OutputSample& sample, MatrixView<const T> h, absl::Span<const uint32_t> targets,
              MatrixView<T> dh, GradientSink<T>& sink) override;
  void NegativeLogLikelihood(MatrixView<const T> h, absl::Span<const uint32_t> targets,
                             absl::Span<double> result) override;
  void LogProbabilities(MatrixView<const T> h, MatrixView<double> result) override;
  // Those of the head, then of each cluster.
  std::vector<Parameter<T>*> parameters() override;

 private:
  struct Softmax {
    Parameter<T> weight;
    Parameter<T> bias;

    SoftmaxClasses<T> classes() { return {&weight, &bias, {}, {}}; }
  };
  struct Cluster {
    // Words [first, first + the softmax's classes).
    int64_t first;
    DenseLayer<T> projection;
    Softmax softmax;
  };

  static Softmax MakeSoftmax(const std::string& name, int64_t in, int64_t classes);

  // Gathers the rows whose targets are in the cluster: into rows_, into targets_ (numbered
  // from the cluster's first word) and into h_, filled up; then projects them.
  void Gather(Cluster& cluster, MatrixView<const T> h, absl::Span<const uint32_t> targets);
  // The head's classes of the targets, into targets_.
  void HeadTargets(absl::Span<const uint32_t> targets);

  const int64_t words_;
  // Words of the head itself.
  const int64_t head_words_;
  Softmax head_;
  std::vector<Cluster> clusters_;
  TiledSoftmax<T, P> softmax_;

  std::vector<uint32_t> targets_;
  std::vector<int64_t> rows_;
  Matrix<T> h_;
  Matrix<T> dh_;
  Matrix<T> projected_;
  Matrix<T> projected_gradient_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_OUTPUT_ADAPTIVE_SOFTMAX_OUTPUT_H_
