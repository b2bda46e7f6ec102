#include "src/model/columns/column_steps.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "gtest/gtest.h"
#include "proto/train_config.pb.h"
#include "src/base/matrix.h"
#include "src/base/vector_math.h"
#include "src/corpus/subword_index.h"
#include "src/model/columns/prepared_stretch.h"
#include "src/model/output/noise_words.h"
#include "tests/base/random_matrix.h"
#include "tests/base/same_bytes.h"
#include "tests/model/columns/text_stretch_of.h"
#include "tests/query/tiny_model.h"

namespace windowlm {
namespace {

// Few words, so that the same rows meet often in a step.
constexpr uint32_t kOutputs = 20;
constexpr uint64_t kSeed = 5;
constexpr double kRate = 0.05;

ModelConfig ConfigOf(int64_t dim, Combine combine, Loss loss, int64_t negatives = 5) {
  ModelConfig config;
  config.set_dim(static_cast<int32_t>(dim));
  config.set_combine(combine);
  config.set_loss(loss);
  config.set_negatives(static_cast<int32_t>(negatives));
  return config;
}

// The n-grams of words that share some of them: "a0", "b0", "a1" and so on, of which the last three
// are `</s>`, `<unk>` and `<s>`.
const SubwordIndex& Subwords() {
  static const SubwordIndex* const index = [] {
    std::vector<std::string> words;
    for (uint32_t i = 0; i + 2 < kOutputs; ++i) {
      words.push_back(absl::StrCat(i % 2 == 0 ? "a" : "b", i / 2));
    }
    return new SubwordIndex(VocabularyOf(words), {2, 3, 1000}, SubwordIndex::Rows::kUsed);
  }();
  return *index;
}

// A model's parameters, as the model would have them: there is an input row for `<s>`, which no
// text holds. It has n-grams if the configuration says so.
struct Model {
  // Makes a model whose numbers lie between -size and size.
  Model(const ModelConfig& config, double size, int64_t outputs = kOutputs)
      : embedding(RandomMatrix<float>(1, outputs + 1, config.dim(), -size, size)),
        output(RandomMatrix<float>(2, outputs, config.dim(), -size, size)),
        bias(RandomMatrix<float>(3, outputs, 1, -1, 1)),
        subword(RandomMatrix<float>(4, Subwords().rows(), config.dim(), -size, size)),
        has_bias(config.loss() == LOSS_NCE),
        has_ngrams(!config.subwords().empty()) {}

  ColumnSteps::Parameters parameters() {
    return {{&embedding, has_ngrams ? &subword : nullptr, &output, ngrams()},
            has_bias ? &bias : nullptr};
  }
  const SubwordIndex* ngrams() const { return has_ngrams ? &Subwords() : nullptr; }

  Matrix<float> embedding;
  Matrix<float> output;
  Matrix<float> bias;
  Matrix<float> subword;
  bool has_bias;
  bool has_ngrams;
};

NoiseWords NoiseOf(const std::vector<uint64_t>& counts, const ModelConfig& config) {
  return NoiseWords(counts, 0.75, config.negatives());
}

// Noise of words of which the first are more frequent.
NoiseWords NoiseOf(const ModelConfig& config) {
  std::vector<uint64_t> counts;
  for (uint32_t word = 0; word < kOutputs; ++word) counts.push_back(1 + 100 / (1 + word));
  return NoiseOf(counts, config);
}

// Stretch `number` of a text of random words, of several steps the last of which is not full.
PreparedStretch StretchOf(const ModelConfig& config, Objective objective, const NoiseWords& noise,
                          uint64_t number, int64_t words = 100) {
  PreparedStretch stretch;
  stretch.text = TextStretchOf(RandomWords(number, words, kOutputs), objective, 4, 3);
  PrepareStretch(noise, config.negatives(), kSeed, number, &stretch);
  return stretch;
}

// What column_steps.h says that a step does, in double precision and as plainly as it can be said.
// Of a stretch it reads the text, the windows and the output words.
class Reference {
 public:
  Reference(const ModelConfig& config, const NoiseWords& noise, const Model& model)
      : dim_(config.dim()),
        mean_(config.combine() == COMBINE_MEAN),
        negatives_(config.negatives()),
        has_bias_(model.has_bias),
        noise_(noise),
        ngrams_(model.ngrams()),
        weight_(config.subword_weight()),
        input_(RowsOf(model.embedding)),
        subword_(RowsOf(model.subword)),
        output_(RowsOf(model.output)),
        bias_(RowsOf(model.bias)) {}

  double Take(const PreparedStretch& stretch, double rate) {
    double loss = 0;
    for (size_t first = 0; first < stretch.text.windows.size(); first += 32) {
      loss += TakeStep(stretch, first, std::min(first + 32, stretch.text.windows.size()), rate);
    }
    return loss;
  }

  const std::vector<std::vector<double>>& input() const { return input_; }
  const std::vector<std::vector<double>>& subword() const { return subword_; }
  const std::vector<std::vector<double>>& output() const { return output_; }
  const std::vector<std::vector<double>>& bias() const { return bias_; }

  // How often h and a block of an input row's update were limited.
  int limited_hidden() const { return limited_hidden_; }
  int limited_blocks() const { return limited_blocks_; }

 private:
  using Row = std::vector<double>;

  static std::vector<Row> RowsOf(const Matrix<float>& matrix) {
    std::vector<Row> rows;
    for (int64_t i = 0; i < matrix.rows(); ++i) {
      rows.emplace_back(matrix.row(i), matrix.row(i) + matrix.columns());
    }
    return rows;
  }

  static double Product(const Row& x, const Row& y) {
    double sum = 0;
    for (size_t i = 0; i < x.size(); ++i) sum += x[i] * y[i];
    return sum;
  }

  static void Add(double scale, const Row& x, Row* y) {
    for (size_t i = 0; i < x.size(); ++i) (*y)[i] += scale * x[i];
  }

  static std::vector<uint32_t> ContextOf(const TextStretch& text, size_t window) {
    std::vector<uint32_t> context;
    for (uint32_t i = text.windows[window].begin; i < text.windows[window].end; ++i) {
      if (i != text.windows[window].target) context.push_back(text.words[i]);
    }
    return context;
  }

  absl::Span<const uint32_t> NgramsOf(uint32_t word) const {
    return ngrams_ == nullptr ? absl::Span<const uint32_t>() : ngrams_->RowsOf(word);
  }

  Row EmbeddingOf(uint32_t word) const {
    Row embedding = input_[word];
    const absl::Span<const uint32_t> ngrams = NgramsOf(word);
    for (const uint32_t ngram : ngrams) {
      Add(weight_ / static_cast<double>(ngrams.size()), subword_[ngram], &embedding);
    }
    return embedding;
  }

  double TakeStep(const PreparedStretch& stretch, size_t first, size_t end, double rate) {
    // h and the scores of all windows, as the tables are before the step.
    std::vector<Row> hidden;
    std::vector<Row> scores;
    for (size_t w = first; w < end; ++w) {
      const std::vector<uint32_t> context = ContextOf(stretch.text, w);
      Row h(dim_);
      for (const uint32_t word : context) {
        Add(mean_ ? 1.0 / static_cast<double>(context.size()) : 1.0, EmbeddingOf(word), &h);
      }
      Row s;
      for (int64_t j = 0; j <= negatives_; ++j) {
        const uint32_t word = stretch.outputs[w * (1 + negatives_) + j];
        s.push_back(Product(output_[word], h));
        if (has_bias_) s.back() += bias_[word][0] - noise_.LogExpected(word);
      }
      hidden.push_back(h);
      scores.push_back(s);
    }
    double loss = 0;
    std::map<uint32_t, Row> updates;
    for (size_t w = first; w < end; ++w) {
      const Row& h = hidden[w - first];
      const double length = std::sqrt(Product(h, h));
      limited_hidden_ += length > 5;
      const uint32_t target = stretch.outputs[w * (1 + negatives_)];
      Row gradient(dim_);
      for (int64_t j = 0; j <= negatives_; ++j) {
        const uint32_t word = stretch.outputs[w * (1 + negatives_) + j];
        if (!has_bias_ && j > 0 && word == target) continue;
        const double s = scores[w - first][j];
        const double label = j == 0 ? 1 : 0;
        const double factor = rate * (label - 1 / (1 + std::exp(-s)));
        Add(factor, output_[word], &gradient);
        Add(factor * std::min(1.0, 5 / length), h, &output_[word]);
        bias_[word][0] += has_bias_ ? factor : 0;
        loss += std::log1p(std::exp(j == 0 ? -s : s));
      }
      for (const uint32_t word : ContextOf(stretch.text, w)) {
        Add(1, gradient, &updates.try_emplace(word, dim_).first->second);
      }
    }
    for (auto& [word, update] : updates) {
      Limit(&update);
      Add(1, update, &input_[word]);
      for (const uint32_t ngram : NgramsOf(word)) Add(1, update, &subword_[ngram]);
    }
    return loss;
  }

  // Makes each block of 16 numbers no longer than all of them may be if the whole update is to have
  // at most length 1.
  void Limit(Row* update) {
    const size_t blocks = (dim_ + 15) / 16;
    for (size_t block = 0; block < blocks; ++block) {
      const size_t begin = block * 16;
      const size_t end = std::min(dim_, begin + 16);
      double square = 0;
      for (size_t i = begin; i < end; ++i) square += (*update)[i] * (*update)[i];
      const double limit = 1 / std::sqrt(static_cast<double>(blocks));
      const double length = std::sqrt(square);
      limited_blocks_ += length > limit;
      const double scale = length > limit ? limit / length : 1;
      for (size_t i = begin; i < end; ++i) (*update)[i] *= scale;
    }
  }

  const size_t dim_;
  const bool mean_;
  const int64_t negatives_;
  const bool has_bias_;
  const NoiseWords& noise_;
  const SubwordIndex* const ngrams_;
  const double weight_;
  std::vector<Row> input_;
  std::vector<Row> subword_;
  std::vector<Row> output_;
  std::vector<Row> bias_;
  int limited_hidden_ = 0;
  int limited_blocks_ = 0;
};

// The greatest difference, as a share of numbers above 1.
double Difference(const Matrix<float>& matrix, const std::vector<std::vector<double>>& rows) {
  double greatest = 0;
  for (int64_t i = 0; i < matrix.rows(); ++i) {
    for (int64_t j = 0; j < matrix.columns(); ++j) {
      const double difference = std::abs(static_cast<double>(matrix.row(i)[j]) - rows[i][j]) /
                                std::max(1.0, std::abs(rows[i][j]));
      // Not a number is the greatest difference of all.
      if (!(difference <= greatest)) greatest = difference;
    }
  }
  return greatest;
}

// Takes a few stretches and expects what the reference comes to, which it returns.
Reference ExpectReference(const ModelConfig& config, Objective objective, double size, double rate,
                          double tolerance, int threads) {
  const NoiseWords noise = NoiseOf(config);
  Model model(config, size);
  Reference reference(config, noise, model);
  ColumnSteps steps(config, noise, model.parameters(), threads);
  steps.Load();
  for (uint64_t number = 0; number < 3; ++number) {
    // Of about 70 windows, or a few hundred: errors of rounding grow as training goes on.
    const int64_t words =
        (objective == OBJECTIVE_SKIPGRAM ? 20 : 70) + static_cast<int64_t>(number);
    const PreparedStretch stretch = StretchOf(config, objective, noise, number, words);
    EXPECT_GE(stretch.steps.size(), 2);
    const double expected = reference.Take(stretch, rate);
    EXPECT_NEAR(steps.Take(stretch, rate), expected, 2e-5 * expected);
    steps.Store();
    EXPECT_LT(Difference(model.embedding, reference.input()), tolerance);
    EXPECT_LT(Difference(model.subword, reference.subword()), tolerance);
    EXPECT_LT(Difference(model.output, reference.output()), tolerance);
    EXPECT_LT(Difference(model.bias, reference.bias()), tolerance);
  }
  return reference;
}

template <typename Body>
void ForEachKind(Body body) {
  for (const Combine combine : {COMBINE_MEAN, COMBINE_SUM}) {
    for (const Loss loss : {LOSS_NEGATIVE_SAMPLING, LOSS_NCE}) {
      for (const Objective objective : {OBJECTIVE_NEXT, OBJECTIVE_MASKED, OBJECTIVE_SKIPGRAM}) {
        SCOPED_TRACE(testing::Message() << Combine_Name(combine) << " " << Loss_Name(loss) << " "
                                        << Objective_Name(objective));
        body(combine, loss, objective);
      }
    }
  }
}

TEST(ColumnSteps, DoWhatTheReferenceDoes) {
  ForEachKind([](Combine combine, Loss loss, Objective objective) {
    for (const int64_t dim : {5, 16, 100}) {
      SCOPED_TRACE(dim);
      // Small enough that nothing is limited.
      const Reference reference =
          ExpectReference(ConfigOf(dim, combine, loss), objective, 0.05, 0.01, 1e-5, 2);
      EXPECT_EQ(reference.limited_hidden(), 0);
      EXPECT_EQ(reference.limited_blocks(), 0);
    }
  });
}

TEST(ColumnSteps, LimitUpdatesAsTheReferenceDoes) {
  ForEachKind([](Combine combine, Loss loss, Objective objective) {
    for (const auto& [dim, size] : std::map<int64_t, double>{{5, 4}, {16, 3}, {100, 1.5}}) {
      SCOPED_TRACE(dim);
      const Reference reference =
          ExpectReference(ConfigOf(dim, combine, loss), objective, size, 0.1, 1e-4, 2);
      EXPECT_GT(reference.limited_hidden(), 0);
      EXPECT_GT(reference.limited_blocks(), 10);
    }
  });
}

ModelConfig WithNgrams(ModelConfig config) {
  config.add_subwords(2);
  config.add_subwords(3);
  config.set_subword_weight(3);
  return config;
}

TEST(ColumnSteps, DoWhatTheReferenceDoesWithNgrams) {
  ForEachKind([](Combine combine, Loss loss, Objective objective) {
    for (const auto& [dim, size] : std::map<int64_t, double>{{5, 0.05}, {16, 3}, {100, 0.3}}) {
      SCOPED_TRACE(dim);
      ExpectReference(WithNgrams(ConfigOf(dim, combine, loss)), objective, size, 0.01, 1e-4, 2);
    }
  });
}

// A window's products are computed eight at a time: those with 1 + k rows, and h's with itself.
// Small scores make the loss the logarithm of a product of many halves.
TEST(ColumnSteps, TakeAnyNumberOfNoiseWords) {
  for (const int64_t negatives : {1, 5, 6, 7, 8, 14, 15, 50}) {
    for (const Loss loss : {LOSS_NEGATIVE_SAMPLING, LOSS_NCE}) {
      for (const double size : {0.01, 1.5}) {
        SCOPED_TRACE(testing::Message() << negatives << " " << Loss_Name(loss) << " " << size);
        ExpectReference(ConfigOf(33, COMBINE_SUM, loss, negatives), OBJECTIVE_MASKED, size, 0.05,
                        1e-4, 3);
      }
    }
  }
}

// What a model comes to with so many threads.
struct Trained {
  Model model;
  std::vector<double> losses;
};

Trained Train(const ModelConfig& config, Objective objective, int threads, int expected_threads,
              int64_t words) {
  const NoiseWords noise = NoiseOf(config);
  // So large that some updates are limited.
  Trained trained{Model(config, 1), {}};
  ColumnSteps steps(config, noise, trained.model.parameters(), threads);
  EXPECT_EQ(steps.threads(), expected_threads);
  steps.Load();
  for (uint64_t number = 0; number < 3; ++number) {
    // Now and then one thread does the work of all.
    trained.losses.push_back(
        steps.Take(StretchOf(config, objective, noise, number, words), kRate, number % 3 != 1));
  }
  steps.Store();
  return trained;
}

void ExpectSameBytes(const Trained& a, const Trained& b) {
  EXPECT_TRUE(SameBytes(a.model.embedding, b.model.embedding));
  EXPECT_TRUE(SameBytes(a.model.subword, b.model.subword));
  EXPECT_TRUE(SameBytes(a.model.output, b.model.output));
  EXPECT_TRUE(SameBytes(a.model.bias, b.model.bias));
  EXPECT_EQ(a.losses, b.losses);
}

TEST(ColumnSteps, ComeToTheSameBytesWithAnyNumberOfThreads) {
  ForEachKind([](Combine combine, Loss loss, Objective objective) {
    for (const ModelConfig& config :
         {ConfigOf(128, combine, loss), WithNgrams(ConfigOf(128, combine, loss))}) {
      const Trained one = Train(config, objective, 1, 1, 200);
      for (const int threads : {2, 3, 8}) {
        SCOPED_TRACE(threads);
        ExpectSameBytes(Train(config, objective, threads, threads, 200), one);
      }
    }
  });
}

TEST(ColumnSteps, ComeToTheSameBytesWithAThreadForEachOfManyBlocks) {
  for (const Loss loss : {LOSS_NEGATIVE_SAMPLING, LOSS_NCE}) {
    const ModelConfig config = ConfigOf(1024, COMBINE_MEAN, loss);
    const Trained one = Train(config, OBJECTIVE_MASKED, 1, 1, 80);
    for (const int threads : {7, 64}) {
      SCOPED_TRACE(threads);
      ExpectSameBytes(Train(config, OBJECTIVE_MASKED, threads, threads, 80), one);
    }
  }
}

TEST(ColumnSteps, HaveNoMoreThreadsThanBlocks) {
  for (const auto& [dim, blocks] :
       std::map<int64_t, int>{{5, 1}, {16, 1}, {17, 2}, {100, 7}, {112, 7}}) {
    SCOPED_TRACE(dim);
    const ModelConfig config = ConfigOf(dim, COMBINE_MEAN, LOSS_NEGATIVE_SAMPLING);
    ExpectSameBytes(Train(config, OBJECTIVE_MASKED, 64, blocks, 80),
                    Train(config, OBJECTIVE_MASKED, 1, 1, 80));
  }
}

void Fill(float value, Model* model) {
  for (Matrix<float>* matrix : {&model->embedding, &model->subword, &model->output, &model->bias}) {
    std::fill_n(matrix->data(), matrix->size(), value);
  }
}

TEST(ColumnSteps, StoreWhatWasLoaded) {
  for (const int64_t dim : {1, 5, 16, 17, 100, 128}) {
    for (const int threads : {1, 3}) {
      SCOPED_TRACE(testing::Message() << dim << " columns, " << threads << " threads");
      const ModelConfig config = WithNgrams(ConfigOf(dim, COMBINE_MEAN, LOSS_NCE));
      const Model original(config, 1);
      Model model(config, 1);
      ColumnSteps steps(config, NoiseOf(config), model.parameters(), threads);
      steps.Load();
      Fill(7, &model);
      steps.Store();
      EXPECT_TRUE(SameBytes(model.embedding, original.embedding));
      EXPECT_TRUE(SameBytes(model.subword, original.subword));
      EXPECT_TRUE(SameBytes(model.output, original.output));
      EXPECT_TRUE(SameBytes(model.bias, original.bias));
    }
  }
}

// As when training goes on from a checkpoint.
TEST(ColumnSteps, GoOnFromWhatIsLoadedAgain) {
  const ModelConfig config = ConfigOf(100, COMBINE_MEAN, LOSS_NCE);
  const NoiseWords noise = NoiseOf(config);
  const PreparedStretch first = StretchOf(config, OBJECTIVE_MASKED, noise, 0);
  const PreparedStretch second = StretchOf(config, OBJECTIVE_MASKED, noise, 1, 50);
  Model fresh(config, 1);
  ColumnSteps fresh_steps(config, noise, fresh.parameters(), 2);
  fresh_steps.Load();
  const double loss = fresh_steps.Take(second, kRate);
  fresh_steps.Store();
  Model model(config, 1);
  ColumnSteps steps(config, noise, model.parameters(), 2);
  steps.Load();
  steps.Take(first, kRate);
  steps.Load();
  EXPECT_EQ(steps.Take(second, kRate), loss);
  steps.Store();
  EXPECT_TRUE(SameBytes(model.embedding, fresh.embedding));
  EXPECT_TRUE(SameBytes(model.output, fresh.output));
  EXPECT_TRUE(SameBytes(model.bias, fresh.bias));
}

TEST(ColumnSteps, LeaveTheModelAsItIsForNoWindowsOrNoRate) {
  const ModelConfig config = ConfigOf(100, COMBINE_SUM, LOSS_NCE);
  const NoiseWords noise = NoiseOf(config);
  const Model original(config, 1);
  Model model(config, 1);
  ColumnSteps steps(config, noise, model.parameters(), 2);
  steps.Load();
  EXPECT_EQ(steps.Take(PreparedStretch(), kRate), 0);
  EXPECT_GT(steps.Take(StretchOf(config, OBJECTIVE_MASKED, noise, 0), 0), 0);
  Fill(7, &model);
  steps.Store();
  EXPECT_TRUE(SameBytes(model.embedding, original.embedding));
  EXPECT_TRUE(SameBytes(model.output, original.output));
  EXPECT_TRUE(SameBytes(model.bias, original.bias));
}

// The greatest size of a product of an input row with an output row; infinity if one is not finite.
double GreatestProduct(const Model& model) {
  double greatest = 0;
  for (int64_t i = 0; i < model.embedding.rows(); ++i) {
    for (int64_t j = 0; j < model.output.rows(); ++j) {
      const double product =
          DotProductInDouble(model.embedding.row(i), model.output.row(j), model.output.columns());
      if (!std::isfinite(product)) return std::numeric_limits<double>::infinity();
      greatest = std::max(greatest, std::abs(product));
    }
  }
  return greatest;
}

// Trains for so many epochs of a small text, from how all models start: with zeros in the output
// rows.
void ExpectBounded(const std::vector<uint32_t>& text, const std::vector<uint64_t>& counts,
                   uint64_t epochs) {
  ForEachKind([&](Combine combine, Loss loss, Objective objective) {
    for (const int64_t dim : {16, 100}) {
      SCOPED_TRACE(dim);
      const ModelConfig config = ConfigOf(dim, combine, loss);
      const NoiseWords noise = NoiseOf(counts, config);
      Model model(config, 0.5 / static_cast<double>(dim), static_cast<int64_t>(counts.size()));
      std::fill_n(model.output.data(), model.output.size(), 0.0f);
      std::fill_n(model.bias.data(), model.bias.size(), 0.0f);
      ColumnSteps steps(config, noise, model.parameters(), 1);
      steps.Load();
      PreparedStretch stretch;
      stretch.text = TextStretchOf(text, objective, 5, 0);
      for (uint64_t epoch = 0; epoch < epochs; ++epoch) {
        PrepareStretch(noise, config.negatives(), kSeed, epoch, &stretch);
        ASSERT_TRUE(std::isfinite(steps.Take(stretch, kRate))) << epoch;
        if (epoch % 100 != 99) continue;
        steps.Store();
        ASSERT_LT(GreatestProduct(model), 10000) << epoch;
        ASSERT_TRUE(AllFinite(model.bias.data(), model.bias.size())) << epoch;
      }
    }
  });
}

// The words of these texts come first; two words that they lack follow, as `<unk>` does.

TEST(ColumnSteps, StayBoundedForTwoWordsInTurns) {
  std::vector<uint32_t> text;
  for (uint32_t i = 0; i < 64; ++i) text.push_back(i % 2);
  ExpectBounded(text, {32, 32, 0, 0}, 1000);
}

TEST(ColumnSteps, StayBoundedForOneWord) {
  ExpectBounded(std::vector<uint32_t>(64, 0), {64, 0, 0}, 300);
}

TEST(ColumnSteps, StayBoundedForAFewDifferentWords) {
  std::vector<uint32_t> text;
  for (uint32_t i = 0; i < 20; ++i) text.push_back(i);
  std::vector<uint64_t> counts(20, 1);
  counts.insert(counts.end(), {0, 0});
  ExpectBounded(text, counts, 1500);
}

// A window whose context is word 1 and whose target is word 0, with the given noise words.
PreparedStretch WindowWithNoise(const std::vector<uint32_t>& noise_words, const NoiseWords& noise) {
  PreparedStretch stretch;
  stretch.text = {{1, 0}, {{0, 2, 1}}};
  PrepareStretch(noise, static_cast<int64_t>(noise_words.size()), kSeed, 0, &stretch);
  std::copy(noise_words.begin(), noise_words.end(), stretch.outputs.begin() + 1);
  return stretch;
}

double Sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

TEST(ColumnSteps, PassOverATargetAmongNoiseWordsInNegativeSampling) {
  const ModelConfig config = ConfigOf(2, COMBINE_MEAN, LOSS_NEGATIVE_SAMPLING, 2);
  const NoiseWords noise = NoiseOf({1, 1, 1}, config);
  Model model(config, 1, 3);
  const Model original(config, 1, 3);
  const float* h = original.embedding.row(1);
  const auto score = [&](uint32_t word) {
    return DotProductInDouble(original.output.row(word), h, config.dim());
  };
  ColumnSteps steps(config, noise, model.parameters(), 1);
  steps.Load();
  // Word 2 is no target, and counts.
  EXPECT_NEAR(steps.Take(WindowWithNoise({0, 2}, noise), kRate),
              -std::log(Sigmoid(score(0))) - std::log(Sigmoid(-score(2))), 1e-6);
  steps.Store();
  for (int64_t i = 0; i < config.dim(); ++i) {
    const double target_factor = kRate * (1 - Sigmoid(score(0)));
    const double noise_factor = -kRate * Sigmoid(score(2));
    EXPECT_NEAR(model.output.row(0)[i], original.output.row(0)[i] + target_factor * h[i], 1e-6);
    EXPECT_NEAR(model.output.row(2)[i], original.output.row(2)[i] + noise_factor * h[i], 1e-6);
    EXPECT_NEAR(
        model.embedding.row(1)[i],
        h[i] + target_factor * original.output.row(0)[i] + noise_factor * original.output.row(2)[i],
        1e-6);
  }
}

TEST(ColumnSteps, CountATargetAmongNoiseWordsInNce) {
  const ModelConfig config = ConfigOf(2, COMBINE_MEAN, LOSS_NCE, 2);
  const NoiseWords noise = NoiseOf({1, 1, 1}, config);
  Model model(config, 1, 3);
  const Model original(config, 1, 3);
  const float* h = original.embedding.row(1);
  // Behind the bias stands log(k Pn(w)): of two draws, a third of each falls to the word.
  const double score = DotProductInDouble(original.output.row(0), h, config.dim()) +
                       original.bias.row(0)[0] - std::log(2.0 / 3);
  ColumnSteps steps(config, noise, model.parameters(), 1);
  steps.Load();
  EXPECT_NEAR(steps.Take(WindowWithNoise({0, 0}, noise), kRate),
              -std::log(Sigmoid(score)) - 2 * std::log(Sigmoid(-score)), 1e-6);
  steps.Store();
  // The factors of the target and of each of the two noise words.
  const double target_factor = kRate * (1 - Sigmoid(score));
  const double noise_factor = -kRate * Sigmoid(score);
  const double factor = target_factor + 2 * noise_factor;
  EXPECT_NEAR(model.bias.row(0)[0], original.bias.row(0)[0] + factor, 1e-6);
  for (int64_t i = 0; i < config.dim(); ++i) {
    EXPECT_NEAR(model.output.row(0)[i], original.output.row(0)[i] + factor * h[i], 1e-6);
    // Each draw finds the row as the one before has left it.
    EXPECT_NEAR(model.embedding.row(1)[i],
                h[i] + factor * original.output.row(0)[i] +
                    noise_factor * (2 * target_factor + noise_factor) * h[i],
                1e-6);
  }
}

}  // namespace
}  // namespace windowlm
