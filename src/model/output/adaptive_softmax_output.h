#ifndef WINDOWLM_SRC_MODEL_OUTPUT_ADAPTIVE_SOFTMAX_OUTPUT_H_
#define WINDOWLM_SRC_MODEL_OUTPUT_ADAPTIVE_SOFTMAX_OUTPUT_H_

#include <cstdint>
#include <vector>

#include "src/model/output/output_layer.h"
#include "src/nn/dense_layer.h"
#include "src/nn/tiled_softmax.h"

namespace windowlm {

// The adaptive softmax (Grave et al. 2017, arXiv 1609.04309). Ids order the words by descending
// frequency, and cutoffs c[0] < c[1] < ... split them:
//
//   id   0          c[0]              c[1]                    words
//        |   head    |    cluster 0    |       cluster 1       |
//
// The head is a softmax over its words and one class for each cluster. A word of cluster i has the
// probability of that class times that of the word in the cluster's own softmax, whose input is h
// projected to ClusterInput(in, division, i) numbers. The probabilities are exact, and only the few
// rows of a batch whose targets are in a cluster take part in its products.
template <typename T, typename P>
class AdaptiveSoftmaxOutput : public OutputLayer<T> {
 public:
  // Makes a layer whose parameters are all zero. There is at least one cutoff, 0 < cutoffs[0] < ...
  // < words; division >= 1.
  AdaptiveSoftmaxOutput(int64_t in, int64_t words, absl::Span<const int32_t> cutoffs,
                        int64_t division);

  void Initialize(uint64_t seed, absl::Span<const uint64_t> counts) override;
  // The loss is the mean of -log p(target | h).
  double Step(const OutputSample& sample, MatrixView<const T> h, absl::Span<const uint32_t> targets,
              MatrixView<T> dh, GradientSink<T>& sink) override;
  void NegativeLogLikelihood(MatrixView<const T> h, absl::Span<const uint32_t> targets,
                             absl::Span<double> result) override;
  void LogProbabilities(MatrixView<const T> h, MatrixView<double> result) override;
  // The parameters of the head, then those of each cluster.
  std::vector<Parameter<T>*> parameters() override;

 private:
  struct Softmax {
    Parameter<T> weight;
    Parameter<T> bias;

    SoftmaxClasses<T> classes() { return {&weight, &bias, {}, {}}; }
  };
  struct Cluster {
    // The id of the first word; the softmax has a class for each word from it on.
    int64_t first;
    DenseLayer<T> projection;
    Softmax softmax;
  };

  static Softmax MakeSoftmax(const std::string& name, int64_t in, int64_t classes);

  // Gathers the batch's rows whose targets are in the cluster: their numbers into rows_, their
  // targets, counted from the cluster's first word, into targets_, and their h into h_. Fills
  // targets_ and h_ up to a multiple of kRowUnit rows and projects h_ into projected_.
  void Gather(Cluster& cluster, MatrixView<const T> h, absl::Span<const uint32_t> targets);
  // Writes the head's class of each target to targets_.
  void HeadTargets(absl::Span<const uint32_t> targets);

  const int64_t words_;
  // Number of words in the head.
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
