#include "src/model/output/adaptive_softmax_output.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <type_traits>

#include "absl/strings/str_cat.h"
#include "src/base/bfloat16.h"
#include "src/base/parallel_for.h"
#include "src/base/vector_math.h"
#include "src/model/output/adaptive_cutoffs.h"
#include "src/nn/initialization.h"

namespace windowlm {
namespace {

// A cluster's rows are filled up to a multiple of this many, so that products have few shapes, each
// of which is prepared once.
constexpr int64_t kRowUnit = 32;
// Number of rows that one task handles.
constexpr int64_t kRowTile = 64;

}  // namespace

template <typename T, typename P>
typename AdaptiveSoftmaxOutput<T, P>::Softmax AdaptiveSoftmaxOutput<T, P>::MakeSoftmax(
    const std::string& name, int64_t in, int64_t classes) {
  return {{name + ".weight", 0, Matrix<T>(classes, in)},
          {name + ".bias", 0, Matrix<T>(classes, 1)}};
}

template <typename T, typename P>
AdaptiveSoftmaxOutput<T, P>::AdaptiveSoftmaxOutput(int64_t in, int64_t words,
                                                   absl::Span<const int32_t> cutoffs,
                                                   int64_t division)
    : words_(words),
      head_words_(cutoffs[0]),
      head_(MakeSoftmax("output.head", in, cutoffs[0] + static_cast<int64_t>(cutoffs.size()))) {
  const Precision precision = std::is_same_v<T, P> ? PRECISION_FLOAT32 : PRECISION_BFLOAT16;
  for (size_t i = 0; i < cutoffs.size(); ++i) {
    const int64_t end = i + 1 < cutoffs.size() ? cutoffs[i + 1] : words;
    const int64_t size = ClusterInput(in, division, static_cast<int64_t>(i));
    const std::string name = absl::StrCat("output.cluster.", i);
    clusters_.push_back(
        {cutoffs[i],
         DenseLayer<T>(name + ".projection", in, size, ActivationFunction::kLinear, precision),
         MakeSoftmax(name, size, end - cutoffs[i])});
  }
}

template <typename T, typename P>
std::vector<Parameter<T>*> AdaptiveSoftmaxOutput<T, P>::parameters() {
  std::vector<Parameter<T>*> parameters = {&head_.weight, &head_.bias};
  for (Cluster& cluster : clusters_) {
    for (Parameter<T>* parameter : {&cluster.projection.weight(), &cluster.projection.bias(),
                                    &cluster.softmax.weight, &cluster.softmax.bias}) {
      parameters.push_back(parameter);
    }
  }
  return parameters;
}

template <typename T, typename P>
void AdaptiveSoftmaxOutput<T, P>::Initialize(uint64_t seed, absl::Span<const uint64_t> counts) {
  const auto fill_weight = [seed](Parameter<T>& weight) {
    const Matrix<T>& value = weight.value;
    FillUniform(seed,
                InitializationBound(value.columns(), value.rows(), ActivationFunction::kLinear),
                weight);
  };
  const absl::Span<const uint64_t> head_counts = counts.subspan(0, head_words_);
  std::vector<uint64_t> class_counts(head_counts.begin(), head_counts.end());
  for (Cluster& cluster : clusters_) {
    const absl::Span<const uint64_t> words =
        counts.subspan(cluster.first, cluster.softmax.bias.value.rows());
    class_counts.push_back(std::accumulate(words.begin(), words.end(), uint64_t{0}));
    fill_weight(cluster.projection.weight());
    fill_weight(cluster.softmax.weight);
    FillLogShares(words, cluster.softmax.bias);
  }
  fill_weight(head_.weight);
  FillLogShares<T>(class_counts, head_.bias);
}

template <typename T, typename P>
void AdaptiveSoftmaxOutput<T, P>::HeadTargets(absl::Span<const uint32_t> targets) {
  targets_.assign(targets.begin(), targets.end());
  for (uint32_t& target : targets_) {
    if (target < head_words_) continue;
    size_t cluster = clusters_.size() - 1;
    while (target < clusters_[cluster].first) --cluster;
    target = static_cast<uint32_t>(head_words_ + static_cast<int64_t>(cluster));
  }
}

template <typename T, typename P>
void AdaptiveSoftmaxOutput<T, P>::Gather(Cluster& cluster, MatrixView<const T> h,
                                         absl::Span<const uint32_t> targets) {
  rows_.clear();
  targets_.clear();
  const int64_t end = cluster.first + cluster.softmax.bias.value.rows();
  for (int64_t i = 0; i < h.rows; ++i) {
    if (targets[i] < cluster.first || targets[i] >= end) continue;
    rows_.push_back(i);
    targets_.push_back(static_cast<uint32_t>(targets[i] - cluster.first));
  }
  const int64_t count = static_cast<int64_t>(rows_.size());
  const int64_t filled = (count + kRowUnit - 1) / kRowUnit * kRowUnit;
  targets_.resize(filled, kNoTarget);
  h_.Resize(filled, h.columns);
  for (int64_t i = 0; i < count; ++i) std::copy_n(h.row(rows_[i]), h.columns, h_.row(i));
  std::fill(h_.row(count), h_.row(filled), T(0));
  projected_.Resize(filled, cluster.projection.out());
  cluster.projection.Forward(h_.view(), projected_.view());
}

template <typename T, typename P>
double AdaptiveSoftmaxOutput<T, P>::Step(const OutputSample&, MatrixView<const T> h,
                                         absl::Span<const uint32_t> targets, MatrixView<T> dh,
                                         GradientSink<T>& sink) {
  const T share = T(1) / static_cast<T>(h.rows);
  HeadTargets(targets);
  double loss = softmax_.Step(head_.classes(), h, targets_, share, dh, sink);
  for (Cluster& cluster : clusters_) {
    Gather(cluster, h, targets);
    if (rows_.empty()) continue;
    projected_gradient_.Resize(projected_.rows(), projected_.columns());
    loss += softmax_.Step(cluster.softmax.classes(), projected_.view(), targets_, share,
                          projected_gradient_.view(), sink);
    dh_.Resize(h_.rows(), h_.columns());
    cluster.projection.Backward(h_.view(), projected_.view(), projected_gradient_.view(),
                                dh_.view(), sink);
    for (size_t i = 0; i < rows_.size(); ++i) {
      AddScaled(dh_.row(static_cast<int64_t>(i)), h.columns, T(1), dh.row(rows_[i]));
    }
  }
  return loss / static_cast<double>(h.rows);
}

template <typename T, typename P>
void AdaptiveSoftmaxOutput<T, P>::NegativeLogLikelihood(MatrixView<const T> h,
                                                        absl::Span<const uint32_t> targets,
                                                        absl::Span<double> result) {
  HeadTargets(targets);
  softmax_.NegativeLogLikelihood(head_.classes(), h, targets_, result);
  std::vector<double> losses;
  for (Cluster& cluster : clusters_) {
    Gather(cluster, h, targets);
    if (rows_.empty()) continue;
    losses.resize(targets_.size());
    softmax_.NegativeLogLikelihood(cluster.softmax.classes(), projected_.view(), targets_,
                                   absl::MakeSpan(losses));
    for (size_t i = 0; i < rows_.size(); ++i) result[rows_[i]] += losses[i];
  }
}

template <typename T, typename P>
void AdaptiveSoftmaxOutput<T, P>::LogProbabilities(MatrixView<const T> h,
                                                   MatrixView<double> result) {
  Matrix<double> head(h.rows, head_.bias.value.rows());
  softmax_.LogProbabilities(head_.classes(), h, head.view());
  for (int64_t i = 0; i < h.rows; ++i) std::copy_n(head.row(i), head_words_, result.row(i));
  for (size_t c = 0; c < clusters_.size(); ++c) {
    Cluster& cluster = clusters_[c];
    projected_.Resize(h.rows, cluster.projection.out());
    cluster.projection.Forward(h, projected_.view());
    const int64_t count = cluster.softmax.bias.value.rows();
    const MatrixView<double> words = result.Columns(cluster.first, count);
    softmax_.LogProbabilities(cluster.softmax.classes(), projected_.view(), words);
    ParallelForTiles(h.rows, kRowTile, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) {
        const double cluster_log = head.row(i)[head_words_ + static_cast<int64_t>(c)];
        for (int64_t j = 0; j < count; ++j) words.row(i)[j] += cluster_log;
      }
    });
  }
}

template class AdaptiveSoftmaxOutput<float, float>;
template class AdaptiveSoftmaxOutput<float, BFloat16>;
template class AdaptiveSoftmaxOutput<double, double>;

}  // namespace windowlm
