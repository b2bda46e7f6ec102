#include "src/model/output/label_output.h"

#include <algorithm>
#include <cmath>

#include "src/base/parallel_for.h"
#include "src/nn/initialization.h"

namespace windowlm {
namespace {

// The number of rows that one task computes.
constexpr int64_t kRowTile = 64;

// log(1 + exp(x)) without overflow.
double Softplus(double x) { return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x))); }

// log of the sum of exp over the logits.
template <typename T>
double LogSumExp(const T* logits, int64_t count) {
  const double most = static_cast<double>(*std::max_element(logits, logits + count));
  double sum = 0;
  for (int64_t i = 0; i < count; ++i) sum += std::exp(static_cast<double>(logits[i]) - most);
  return most + std::log(sum);
}

}  // namespace

template <typename T>
LabelOutput<T>::LabelOutput(LabelLoss loss, int64_t in, int64_t labels, bool has_weight)
    : loss_(loss),
      dense_(has_weight ? std::make_unique<DenseLayer<T>>("output", in, labels,
                                                          ActivationFunction::kLinear)
                        : nullptr),
      own_bias_{"output.bias", 0, has_weight ? Matrix<T>() : Matrix<T>(labels, 1)} {}

template <typename T>
void LabelOutput<T>::Initialize(uint64_t seed, absl::Span<const uint64_t>) {
  if (dense_ == nullptr) return;
  FillUniform(seed, InitializationBound(dense_->in(), dense_->out(), ActivationFunction::kLinear),
              dense_->weight());
}

template <typename T>
std::vector<Parameter<T>*> LabelOutput<T>::parameters() {
  if (dense_ == nullptr) return {&own_bias_};
  return {&dense_->weight(), &dense_->bias()};
}

template <typename T>
void LabelOutput<T>::ComputeLogits(MatrixView<const T> h) {
  logits_.Resize(h.rows, labels());
  if (dense_ != nullptr) return dense_->Forward(h, logits_.view());
  for (int64_t i = 0; i < h.rows; ++i) {
    for (int64_t j = 0; j < h.columns; ++j) {
      logits_.row(i)[j] = h.row(i)[j] + own_bias_.value.row(j)[0];
    }
  }
}

template <typename T>
double LabelOutput<T>::RowLoss(const T* logits, const TargetSet& set, T scale, T* gradient) const {
  const int64_t count = labels();
  double loss = 0;
  if (loss_ == LabelLoss::kSoftmax) {
    const double log_sum = LogSumExp(logits, count);
    const double share = 1 / static_cast<double>(set.labels.size());
    for (const uint32_t label : set.labels) {
      loss += share * (log_sum - static_cast<double>(logits[label]));
    }
    if (gradient == nullptr) return loss;
    for (int64_t j = 0; j < count; ++j) {
      gradient[j] = scale * static_cast<T>(std::exp(static_cast<double>(logits[j]) - log_sum));
    }
    for (const uint32_t label : set.labels) gradient[label] -= scale * static_cast<T>(share);
    return loss;
  }
  for (const uint32_t label : set.labels) loss -= static_cast<double>(logits[label]);
  for (int64_t j = 0; j < count; ++j) loss += Softplus(static_cast<double>(logits[j]));
  if (gradient == nullptr) return loss;
  for (int64_t j = 0; j < count; ++j) {
    gradient[j] = scale / (T(1) + static_cast<T>(std::exp(-static_cast<double>(logits[j]))));
  }
  for (const uint32_t label : set.labels) gradient[label] -= scale;
  return loss;
}

template <typename T>
double LabelOutput<T>::Step(const OutputSample&, MatrixView<const T> h,
                            absl::Span<const uint32_t> targets, MatrixView<T> dh,
                            GradientSink<T>& sink) {
  ComputeLogits(h);
  gradient_.Resize(h.rows, labels());
  std::vector<double> losses(targets.size());
  ParallelForTiles(h.rows, kRowTile, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const TargetSet& set = sets_[targets[i]];
      const T scale = static_cast<T>(set.weight / static_cast<double>(h.rows));
      losses[i] = set.weight * RowLoss(logits_.row(i), set, scale, gradient_.row(i));
    }
  });
  double loss = 0;
  for (const double row_loss : losses) loss += row_loss;
  if (dense_ != nullptr) {
    dense_->Backward(h, logits_.view(), gradient_.view(), dh, sink);
  } else {
    std::vector<T> sums(labels(), T(0));
    for (int64_t i = 0; i < h.rows; ++i) {
      const T* row = gradient_.row(i);
      std::copy_n(row, labels(), dh.row(i));
      for (int64_t j = 0; j < labels(); ++j) sums[j] += row[j];
    }
    sink.Rows(own_bias_, 0, labels(), sums.data());
  }
  return loss / static_cast<double>(h.rows);
}

template <typename T>
void LabelOutput<T>::NegativeLogLikelihood(MatrixView<const T> h,
                                           absl::Span<const uint32_t> targets,
                                           absl::Span<double> result) {
  ComputeLogits(h);
  for (size_t i = 0; i < targets.size(); ++i) {
    result[i] = RowLoss(logits_.row(static_cast<int64_t>(i)), sets_[targets[i]], T(1), nullptr);
  }
}

template <typename T>
void LabelOutput<T>::LogProbabilities(MatrixView<const T> h, MatrixView<double> result) {
  ComputeLogits(h);
  for (int64_t i = 0; i < h.rows; ++i) {
    const T* logits = logits_.row(i);
    const double log_sum = loss_ == LabelLoss::kSoftmax ? LogSumExp(logits, labels()) : 0;
    for (int64_t j = 0; j < labels(); ++j) {
      const auto logit = static_cast<double>(logits[j]);
      result.row(i)[j] = loss_ == LabelLoss::kSoftmax ? logit - log_sum : -Softplus(-logit);
    }
  }
}

template class LabelOutput<float>;
template class LabelOutput<double>;

}  // namespace windowlm
