#include "src/model/columns/column_steps.h"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>

#include "src/base/processor.h"
#include "src/base/vector_math.h"

namespace windowlm {
namespace {

// The greatest length with which h is added to output rows.
constexpr float kHiddenLimit = 5;

// The most parts of a row that are on the stack of a BlockTree's sum at once.
constexpr int kStack = 64;

using EightNumbers = Eigen::Array<float, kProductsAtOnce, 1>;

}  // namespace

// The sum of a step's losses: over the targets' scores s of log(1 + exp(s)) - s, and over the noise
// words' of log(1 + exp(s)), which is max(s, 0) - log(1 / (1 + exp(-|s|))). The logarithms are
// summed as that of a product, whose factors are at least a half.
class ColumnSteps::StepLoss {
 public:
  // Adds eight scores. inverse = 1 / (1 + exp(-|s|)); `counts` is 1 for those that count, else 0.
  void Add(const EightNumbers& s, const EightNumbers& inverse, const EightNumbers& counts) {
    linear_ += counts * s.max(0.0f);
    product_ *= (counts > 0.0f).select(inverse, 1.0f);
    if (++factors_ == kMostFactors) TakeLogarithms();
  }
  void AddTarget(float s) { target_ -= s; }

  double Sum() {
    TakeLogarithms();
    return sum_ + target_ + static_cast<double>(linear_.sum());
  }

 private:
  // So many halves are still far from the least float.
  static constexpr int kMostFactors = 64;

  void TakeLogarithms() {
    for (int64_t i = 0; i < kProductsAtOnce; ++i)
      sum_ -= std::log(static_cast<double>(product_[i]));
    product_.setOnes();
    factors_ = 0;
  }

  EightNumbers linear_ = EightNumbers::Zero();
  EightNumbers product_ = EightNumbers::Ones();
  int factors_ = 0;
  double target_ = 0;
  double sum_ = 0;
};

ColumnSteps::ColumnSteps(const ModelConfig& config, const NoiseWords& noise,
                         const Parameters& parameters, int threads)
    : passes_over_target_(parameters.bias == nullptr),
      negatives_(config.negatives()),
      products_per_window_(ProductsPerWindow(config)),
      parameters_(parameters),
      tree_(BlocksOf(config.dim()),
            static_cast<int>(std::min<int64_t>(threads, BlocksOf(config.dim())))),
      team_(static_cast<int>(std::min<int64_t>(threads, BlocksOf(config.dim())))) {
  for (int thread = 0; thread < team_.size(); ++thread) {
    slices_.push_back(std::make_unique<ColumnSlice>(
        config, parameters.tables, tree_.FirstBlock(thread), tree_.FirstBlock(thread + 1)));
    for (int64_t part = 0; part < slices_.back()->parts(); ++part) {
      for (const int parity : {0, 1}) {
        products_[parity].push_back(&slices_.back()->products(part, parity));
      }
    }
  }
  if (parameters.bias == nullptr) return;
  bias_.resize(static_cast<size_t>(parameters.bias->rows()));
  for (Matrix<float>& terms : bias_terms_) {
    terms.Resize(PreparedStretch::kStepWindows, products_per_window_);
  }
  for (uint32_t word = 0; word < bias_.size(); ++word) {
    log_noise_.push_back(static_cast<float>(noise.LogExpected(word)));
  }
}

void ColumnSteps::Load() {
  team_.Run([&](int thread) { slices_[thread]->Load(parameters_.tables); });
  if (bias_.empty()) return;
  std::copy_n(parameters_.bias->data(), bias_.size(), bias_.begin());
}

void ColumnSteps::Store() {
  team_.Run([&](int thread) { slices_[thread]->Store(parameters_.tables); });
  if (bias_.empty()) return;
  std::copy(bias_.begin(), bias_.end(), parameters_.bias->data());
}

double ColumnSteps::Take(const PreparedStretch& stretch, double rate, bool together) {
  losses_.resize(stretch.steps.size());
  for (const std::unique_ptr<ColumnSlice>& slice : slices_) slice->Reserve(stretch);
  const auto step_rate = static_cast<float>(rate);
  if (together) {
    team_.Run([&](int thread) {
      for (size_t i = 0; i < stretch.steps.size(); ++i) {
        Multiply(stretch, i, thread);
        team_.Meet(thread);
        Update(stretch, i, step_rate, thread);
      }
    });
  } else {
    FlushDenormals();
    for (size_t i = 0; i < stretch.steps.size(); ++i) {
      for (int thread = 0; thread < team_.size(); ++thread) Multiply(stretch, i, thread);
      for (int thread = 0; thread < team_.size(); ++thread) Update(stretch, i, step_rate, thread);
    }
  }
  double loss = 0;
  for (const double step_loss : losses_) loss += step_loss;
  return loss;
}

void ColumnSteps::Multiply(const PreparedStretch& stretch, size_t index, int thread) {
  const Step& step = stretch.steps[index];
  const int parity = static_cast<int>(index % 2);
  slices_[thread]->SumContexts(stretch, step);
  slices_[thread]->Multiply(stretch, step, parity);
  if (thread > 0 || bias_.empty()) return;
  for (uint32_t w = step.first_window; w < step.end_window; ++w) {
    const uint32_t* words = WordsOf(stretch, w);
    float* terms = bias_terms_[parity].row(w - step.first_window);
    for (int64_t j = 0; j <= negatives_; ++j) terms[j] = bias_[words[j]] - log_noise_[words[j]];
  }
}

void ColumnSteps::Update(const PreparedStretch& stretch, size_t index, float rate, int thread) {
  const Step& step = stretch.steps[index];
  const int parity = static_cast<int>(index % 2);
  const int64_t windows = step.end_window - step.first_window;
  // What others have written comes from their caches; asked for at once, it comes at once.
  for (const Matrix<float>* products : products_[parity]) {
    Prefetch(products->data(), windows * products_per_window_);
  }
  thread_local Matrix<float> factors;
  factors.Resize(1, products_per_window_);
  StepLoss loss;
  const bool with_loss = static_cast<int>(index % slices_.size()) == thread;
  for (int64_t i = 0; i < windows; ++i) {
    const auto w = static_cast<uint32_t>(step.first_window + i);
    const uint32_t* words = WordsOf(stretch, w);
    SetFactors(words, i, parity, rate, factors.data(), with_loss ? &loss : nullptr);
    slices_[thread]->UpdateOutputs(stretch, step, w, factors.data(),
                                   factors.data()[1 + negatives_]);
    if (thread > 0 || bias_.empty()) continue;
    for (int64_t j = 0; j <= negatives_; ++j) bias_[words[j]] += factors.data()[j];
  }
  if (with_loss) losses_[index] = loss.Sum();
  slices_[thread]->UpdateInputs(stretch, step);
}

void ColumnSteps::SetFactors(const uint32_t* words, int64_t window, int parity, float rate,
                             float* factors, StepLoss* loss) const {
  for (int64_t j = 0; j < products_per_window_; j += kProductsAtOnce) {
    EightNumbers stack[kStack];
    int top = -1;
    for (const int part : tree_.sum()) {
      if (part == BlockTree::kAdd) {
        stack[top - 1] += stack[top];
        --top;
      } else {
        stack[++top] = Eigen::Map<const EightNumbers>(products_[parity][part]->row(window) + j);
      }
    }
    EightNumbers s = stack[0];
    if (!bias_.empty()) s += Eigen::Map<const EightNumbers>(bias_terms_[parity].row(window) + j);
    // Which of the scores count: those of the 1 + k words, but for noise words that are the target.
    EightNumbers counts;
    for (int64_t i = 0; i < kProductsAtOnce; ++i) {
      const bool is_word = j + i <= negatives_;
      const bool is_passed_over =
          passes_over_target_ && is_word && j + i > 0 && words[j + i] == words[0];
      counts[i] = is_word && !is_passed_over ? 1.0f : 0.0f;
    }
    const EightNumbers small = (-s.abs()).exp();
    const EightNumbers inverse = 1.0f / (1.0f + small);
    Eigen::Map<EightNumbers>(factors + j) =
        -rate * counts * (s < 0.0f).select(small * inverse, inverse);
    if (loss != nullptr) loss->Add(s, inverse, counts);
    // The square of h's length stands behind the scores.
    const int64_t square = negatives_ + 1 - j;
    if (square >= 0 && square < kProductsAtOnce) {
      const float length = std::sqrt(std::max(0.0f, s[square]));
      factors[j + square] = length > kHiddenLimit ? kHiddenLimit / length : 1.0f;
    }
    if (loss != nullptr && j == 0) loss->AddTarget(s[0]);
  }
  factors[0] += rate;
}

}  // namespace windowlm
