#include "src/model/sampled_softmax_output.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "src/base/bfloat16.h"
#include "src/base/random.h"

namespace windowlm {
namespace {

// A sample is filled up to a multiple of so many words: products of few shapes, each prepared
// once.
constexpr int64_t kSampleUnit = 256;

}  // namespace

template <typename T, typename P>
SampledSoftmaxOutput<T, P>::SampledSoftmaxOutput(int64_t in, int64_t words, int64_t frequent,
                                                 int64_t drawn)
    : words_(words), frequent_(frequent), drawn_(drawn), exact_(in, words) {}

template <typename T, typename P>
int64_t SampledSoftmaxOutput<T, P>::MaxSample(int64_t words, int64_t frequent, int64_t drawn,
                                              int64_t batch) {
  const int64_t units = (frequent + drawn + batch + kSampleUnit - 1) / kSampleUnit;
  return std::min(words, units * kSampleUnit);
}

template <typename T, typename P>
double SampledSoftmaxOutput<T, P>::Step(const StepKey& key, MatrixView<const T> h,
                                        absl::Span<const uint32_t> targets, MatrixView<T> dh,
                                        GradientSink<T>& sink) {
  // A sample of more than half of the words saves less than drawing it costs.
  if (2 * MaxSample(words_, frequent_, drawn_, h.rows) > words_) {
    return exact_.Step(key, h, targets, dh, sink);
  }
  Draw(key, targets);
  target_classes_.resize(targets.size());
  for (size_t i = 0; i < targets.size(); ++i) {
    target_classes_[i] = static_cast<uint32_t>(
        std::lower_bound(sample_.begin(), sample_.end(), targets[i]) - sample_.begin());
  }
  const std::vector<Parameter<T>*> parameters = exact_.parameters();
  const SoftmaxClasses<T> classes{parameters[0], parameters[1], sample_, offsets_};
  const T share = T(1) / static_cast<T>(h.rows);
  return softmax_.Step(classes, h, target_classes_, share, dh, sink) / static_cast<double>(h.rows);
}

template <typename T, typename P>
void SampledSoftmaxOutput<T, P>::Draw(const StepKey& key, absl::Span<const uint32_t> targets) {
  sample_.resize(frequent_);
  std::iota(sample_.begin(), sample_.end(), uint32_t{0});
  marks_.assign(words_, false);
  const auto add = [this](uint32_t word) {
    if (word < frequent_ || marks_[word]) return;
    marks_[word] = true;
    sample_.push_back(word);
  };
  for (const uint32_t target : targets) add(target);
  const int64_t certain = static_cast<int64_t>(sample_.size());
  const int64_t units = (certain + drawn_ + kSampleUnit - 1) / kSampleUnit;
  const size_t size = static_cast<size_t>(units * kSampleUnit);
  const int64_t others = words_ - certain;
  const T offset =
      static_cast<T>(std::log(static_cast<double>(others) / static_cast<double>(size - certain)));

  const CounterRandom random(key.seed, RandomPurpose::kNegatives, 0);
  const uint64_t tail = static_cast<uint64_t>(words_ - frequent_);
  for (uint64_t i = 0; sample_.size() < size; ++i) {
    add(static_cast<uint32_t>(frequent_ + random.Below(key.step << 32 | i, tail)));
  }
  for (int64_t i = frequent_; i < certain; ++i) marks_[sample_[i]] = false;
  std::sort(sample_.begin() + frequent_, sample_.end());
  offsets_.resize(size);
  for (size_t i = 0; i < size; ++i) {
    // What is marked still was drawn.
    offsets_[i] = marks_[sample_[i]] ? offset : T(0);
  }
}

template class SampledSoftmaxOutput<float, float>;
template class SampledSoftmaxOutput<float, BFloat16>;
template class SampledSoftmaxOutput<double, double>;

}  // namespace windowlm
