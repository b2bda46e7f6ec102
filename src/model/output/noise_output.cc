#include "src/model/output/noise_output.h"

#include <algorithm>
#include <cmath>

#include "src/base/bfloat16.h"
#include "src/base/parallel_for.h"
#include "src/base/random.h"
#include "src/base/small_product.h"
#include "src/base/vector_math.h"
#include "src/nn/initialization.h"

namespace windowlm {
namespace {

// Number of rows of the batch whose groups one task takes.
constexpr int64_t kRowTile = 128;

int64_t SharedWords(bool nce, int64_t negatives) {
  return std::max<int64_t>(8, RoundUp(nce ? negatives : 2 * negatives, kSmallProductRows));
}

// sigmoid(x) in *sigmoid and log(1 + exp(x)) in *softplus, for n numbers.
template <typename T>
void Sigmoids(const T* x, int64_t n, T* sigmoid, T* softplus) {
  for (int64_t i = 0; i < n; i += kLanes) {
    const int64_t count = std::min<int64_t>(kLanes, n - i);
    const Block<T> block = LoadBlock(x + i, count, T(0));
    const Block<T> small = (-block.abs()).exp();
    const Block<T> inverse = T(1) / (T(1) + small);
    const Block<T> s = (block < T(0)).select(small * inverse, inverse);
    const Block<T> p = block.max(T(0)) - inverse.log();
    std::copy_n(s.data(), count, sigmoid + i);
    std::copy_n(p.data(), count, softplus + i);
  }
}

}  // namespace

// A thread's working memory for a group. Rows are filled up with zeros to `width` numbers.
template <typename T, typename P>
struct NoiseOutput<T, P>::Scratch {
  Matrix<T> h;
  Matrix<T> noise;
  Matrix<T> dh;
  Matrix<T> noise_gradient;
  // [1 x group * (shared + 1)]: the noise words of each target, then the targets themselves.
  Matrix<T> scores;
  Matrix<T> sigmoids;
  Matrix<T> losses;
};

template <typename T, typename P>
NoiseOutput<T, P>::NoiseOutput(NoiseLoss kind, int64_t in, int64_t words, int64_t negatives,
                               double noise_power, Parameter<T>* tied)
    : kind_(kind),
      group_(kind == NoiseLoss::kNce ? 64 : 8),
      shared_(SharedWords(kind == NoiseLoss::kNce, negatives)),
      noise_weight_(static_cast<T>(negatives) / static_cast<T>(shared_)),
      negatives_(negatives),
      noise_power_(noise_power),
      weight_(in, words, tied),
      bias_{"output.bias", 0, Matrix<T>(words, 1)},
      log_noise_{"output.noise", 0, Matrix<T>(words, 1)} {}

template <typename T, typename P>
std::vector<Parameter<T>*> NoiseOutput<T, P>::parameters() {
  std::vector<Parameter<T>*> parameters;
  weight_.AddTo(parameters);
  if (kind_ == NoiseLoss::kNce) parameters.push_back(&bias_);
  return parameters;
}

template <typename T, typename P>
void NoiseOutput<T, P>::SetCounts(absl::Span<const uint64_t> counts) {
  const int64_t words = bias_.value.rows();
  noise_ = NoiseWords(counts.subspan(0, words), noise_power_, negatives_);
  for (int64_t i = 0; i < words; ++i) {
    *log_noise_.value.row(i) = static_cast<T>(noise_.LogExpected(static_cast<uint32_t>(i)));
  }
}

template <typename T, typename P>
void NoiseOutput<T, P>::Initialize(uint64_t seed, absl::Span<const uint64_t> counts) {
  // Like word2vec, negative sampling starts with weights of zero: all words score alike.
  if (kind_ == NoiseLoss::kNegativeSampling) return;
  weight_.Initialize(seed);
  FillLogShares(counts.subspan(0, bias_.value.rows()), bias_);
}

template <typename T, typename P>
void NoiseOutput<T, P>::Draw(const StepKey& key, absl::Span<const uint32_t> targets,
                             OutputSample* sample) const {
  const auto rows = static_cast<int64_t>(targets.size());
  const int64_t groups = (rows + group_ - 1) / group_;
  std::vector<uint32_t>& words = sample->words;
  words.resize(groups * shared_);
  const CounterRandom random(key.seed, RandomPurpose::kNegatives, 0);
  noise_.Draw(random, key.step << 32, absl::MakeSpan(words));
  // Sources are the numbers of the batch's rows, followed by those of the noise words.
  std::vector<uint32_t> ids(targets.begin(), targets.end());
  ids.insert(ids.end(), words.begin(), words.end());
  sample->uses.Assign(ids);
}

template <typename T, typename P>
double NoiseOutput<T, P>::GroupStep(const OutputSample& sample, MatrixView<const T> h,
                                    absl::Span<const uint32_t> targets, int64_t group,
                                    MatrixView<T> dh) {
  thread_local Scratch scratch;
  const int64_t in = h.columns;
  const int64_t width = RoundUp(in, kSmallProductColumns);
  const int64_t first = group * group_;
  const int64_t rows = std::min(group_, h.rows - first);
  const uint32_t* words = sample.words.data() + group * shared_;
  const bool nce = kind_ == NoiseLoss::kNce;

  // Fetches what the next group will read into the cache.
  const int64_t next = first + group_;
  for (int64_t i = next; i < std::min(next + group_, h.rows); ++i) {
    Prefetch(weight_.value().row(targets[i]), in);
  }
  if (next < h.rows) {
    for (int64_t j = shared_; j < 2 * shared_; ++j) Prefetch(weight_.value().row(words[j]), in);
  }

  const auto copy_row = [&](const T* from, T* to) {
    std::copy_n(from, in, to);
    std::fill(to + in, to + width, T(0));
  };
  scratch.h.Resize(group_, width);
  for (int64_t i = 0; i < rows; ++i) copy_row(h.row(first + i), scratch.h.row(i));
  std::fill(scratch.h.row(rows), scratch.h.row(group_), T(0));
  scratch.noise.Resize(shared_, width);
  for (int64_t j = 0; j < shared_; ++j)
    copy_row(weight_.value().row(words[j]), scratch.noise.row(j));

  const int64_t pairs = group_ * shared_;
  scratch.scores.Resize(1, pairs + group_);
  scratch.sigmoids.Resize(1, pairs + group_);
  scratch.losses.Resize(1, pairs + group_);
  T* scores = scratch.scores.data();
  RowProducts(scratch.h.data(), group_, scratch.noise.data(), shared_, width, scores);
  T* target_scores = scores + pairs;
  for (int64_t i = 0; i < group_; ++i) {
    target_scores[i] =
        i < rows ? DotProduct(scratch.h.row(i), weight_.value().row(targets[first + i]), in) : T(0);
  }
  if (nce) {
    for (int64_t j = 0; j < shared_; ++j) {
      const T shift = *bias_.value.row(words[j]) - *log_noise_.value.row(words[j]);
      for (int64_t i = 0; i < group_; ++i) scores[i * shared_ + j] += shift;
    }
    for (int64_t i = 0; i < rows; ++i) {
      const uint32_t target = targets[first + i];
      target_scores[i] += *bias_.value.row(target) - *log_noise_.value.row(target);
    }
  }
  Sigmoids(scores, pairs + group_, scratch.sigmoids.data(), scratch.losses.data());

  // From here the sigmoids become dL/ds: for a noise word the weighted sigmoid, for a target the
  // sigmoid less 1.
  T* factors = scratch.sigmoids.data();
  const T* losses = scratch.losses.data();
  double loss = 0;
  for (int64_t i = 0; i < group_; ++i) {
    T* row = factors + i * shared_;
    T noise_loss = 0;
    for (int64_t j = 0; j < shared_; ++j) {
      const bool counts = i < rows && (nce || words[j] != targets[first + i]);
      const T share = counts ? noise_weight_ : T(0);
      row[j] *= share;
      noise_loss += share * losses[i * shared_ + j];
    }
    if (i >= rows) continue;
    factors[pairs + i] -= T(1);
    // -log sigmoid(s) is softplus(s) - s.
    loss += static_cast<double>(noise_loss + losses[pairs + i] - target_scores[i]);
  }

  scratch.dh.Resize(group_, width);
  CombineRows(factors, shared_, 1, group_, scratch.noise.data(), shared_, width, scratch.dh.data());
  scratch.noise_gradient.Resize(shared_, width);
  CombineRows(factors, 1, shared_, shared_, scratch.h.data(), group_, width,
              scratch.noise_gradient.data());
  for (int64_t i = 0; i < rows; ++i) {
    const T factor = factors[pairs + i];
    T* out = dh.row(first + i);
    std::copy_n(scratch.dh.row(i), in, out);
    AddScaled(weight_.value().row(targets[first + i]), in, factor, out);
    target_factors_[first + i] = factor;
  }
  for (int64_t j = 0; j < shared_; ++j) {
    T* out = noise_gradients_.row(group * shared_ + j);
    std::copy_n(scratch.noise_gradient.row(j), in, out);
    out[in] = 0;
    for (int64_t i = 0; i < rows; ++i) out[in] += factors[i * shared_ + j];
  }
  return loss;
}

template <typename T, typename P>
double NoiseOutput<T, P>::Step(const OutputSample& sample, MatrixView<const T> h,
                               absl::Span<const uint32_t> targets, MatrixView<T> dh,
                               GradientSink<T>& sink) {
  const int64_t in = h.columns;
  const int64_t groups = (h.rows + group_ - 1) / group_;
  target_factors_.resize(h.rows);
  noise_gradients_.Resize(groups * shared_, in + 1);
  losses_.resize(groups);
  ParallelForTiles(groups, kRowTile / group_, [&](int64_t begin, int64_t end) {
    for (int64_t group = begin; group < end; ++group) {
      losses_[group] = GroupStep(sample, h, targets, group, dh);
    }
  });
  const auto rows = static_cast<uint32_t>(h.rows);
  sparse_rows_.Reduce(
      sample.uses, in + 1,
      [&](uint32_t source, T* sum) {
        if (source >= rows)
          return AddScaled(noise_gradients_.row(source - rows), in + 1, T(1), sum);
        AddScaled(h.row(source), in, target_factors_[source], sum);
        sum[in] += target_factors_[source];
      },
      [&](uint32_t word, T* sum) {
        sink.Rows(weight_.parameter(), word, 1, sum);
        if (kind_ == NoiseLoss::kNce) sink.Rows(bias_, word, 1, sum + in);
      });
  double loss = 0;
  for (const double group_loss : losses_) loss += group_loss;
  return loss / static_cast<double>(std::max<int64_t>(1, h.rows));
}

template <typename T, typename P>
SoftmaxClasses<T> NoiseOutput<T, P>::AllWords() {
  return {&weight_.parameter(), kind_ == NoiseLoss::kNce ? &bias_ : &log_noise_, {}, {}};
}

template <typename T, typename P>
void NoiseOutput<T, P>::NegativeLogLikelihood(MatrixView<const T> h,
                                              absl::Span<const uint32_t> targets,
                                              absl::Span<double> result) {
  softmax_.NegativeLogLikelihood(AllWords(), h, targets, result);
}

template <typename T, typename P>
void NoiseOutput<T, P>::LogProbabilities(MatrixView<const T> h, MatrixView<double> result) {
  softmax_.LogProbabilities(AllWords(), h, result);
}

template class NoiseOutput<float, float>;
template class NoiseOutput<float, BFloat16>;
template class NoiseOutput<double, double>;

}  // namespace windowlm
