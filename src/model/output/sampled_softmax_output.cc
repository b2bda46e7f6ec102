#include "src/model/output/sampled_softmax_output.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "src/base/bfloat16.h"
#include "src/base/random.h"

namespace windowlm {
namespace {

// Samples are filled up to a multiple of this many words, so that products have few shapes, each of
// which is prepared once.
constexpr int64_t kSampleUnit = 256;

}  // namespace

template <typename T, typename P>
SampledSoftmaxOutput<T, P>::SampledSoftmaxOutput(int64_t in, int64_t words, int64_t frequent,
                                                 int64_t drawn, Parameter<T>* tied)
    : words_(words), frequent_(frequent), drawn_(drawn), exact_(in, words, tied) {}

template <typename T, typename P>
int64_t SampledSoftmaxOutput<T, P>::MaxSample(int64_t words, int64_t frequent, int64_t drawn,
                                              int64_t batch) {
  const int64_t units = (frequent + drawn + batch + kSampleUnit - 1) / kSampleUnit;
  return std::min(words, units * kSampleUnit);
}

template <typename T, typename P>
void SampledSoftmaxOutput<T, P>::Draw(const StepKey& key, absl::Span<const uint32_t> targets,
                                      OutputSample* sample) const {
  std::vector<uint32_t>& words = sample->words;
  words.clear();
  // A sample of more than half of the words saves less than drawing it costs.
  const auto batch = static_cast<int64_t>(targets.size());
  if (2 * MaxSample(words_, frequent_, drawn_, batch) > words_) return;
  words.resize(frequent_);
  std::iota(words.begin(), words.end(), uint32_t{0});
  std::vector<bool> marks(words_);
  const auto add = [&](uint32_t word) {
    if (word < frequent_ || marks[word]) return;
    marks[word] = true;
    words.push_back(word);
  };
  for (const uint32_t target : targets) add(target);
  const auto certain = static_cast<int64_t>(words.size());
  const int64_t units = (certain + drawn_ + kSampleUnit - 1) / kSampleUnit;
  const auto size = static_cast<size_t>(units * kSampleUnit);
  const auto others = static_cast<double>(words_ - certain);
  const double offset = std::log(others / static_cast<double>(size - certain));

  const CounterRandom random(key.seed, RandomPurpose::kNegatives, 0);
  const auto tail = static_cast<uint64_t>(words_ - frequent_);
  for (uint64_t i = 0; words.size() < size; ++i) {
    add(static_cast<uint32_t>(frequent_ + random.Below(key.step << 32 | i, tail)));
  }
  // From here only the words that were drawn are marked.
  for (int64_t i = frequent_; i < certain; ++i) marks[words[i]] = false;
  std::sort(words.begin() + frequent_, words.end());
  sample->offsets.resize(size);
  for (size_t i = 0; i < size; ++i) sample->offsets[i] = marks[words[i]] ? offset : 0;
  sample->target_places.resize(targets.size());
  for (size_t i = 0; i < targets.size(); ++i) {
    sample->target_places[i] = static_cast<uint32_t>(
        std::lower_bound(words.begin(), words.end(), targets[i]) - words.begin());
  }
}

template <typename T, typename P>
double SampledSoftmaxOutput<T, P>::Step(const OutputSample& sample, MatrixView<const T> h,
                                        absl::Span<const uint32_t> targets, MatrixView<T> dh,
                                        GradientSink<T>& sink) {
  if (sample.words.empty()) return exact_.Step(sample, h, targets, dh, sink);
  offsets_.assign(sample.offsets.begin(), sample.offsets.end());
  const T share = T(1) / static_cast<T>(h.rows);
  return softmax_.Step(exact_.Words(sample.words, offsets_), h, sample.target_places, share, dh,
                       sink) /
         static_cast<double>(h.rows);
}

template class SampledSoftmaxOutput<float, float>;
template class SampledSoftmaxOutput<float, BFloat16>;
template class SampledSoftmaxOutput<double, double>;

}  // namespace windowlm
