#include "src/model/word_attention.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "gtest/gtest.h"
#include "src/base/matrix.h"
#include "src/base/parallel_for.h"
#include "src/base/vector_math.h"
#include "tests/base/matrix_of.h"
#include "tests/base/random_matrix.h"
#include "tests/base/same_bytes.h"
#include "tests/model/random_passages.h"
#include "tests/nn/collecting_sink.h"
#include "tests/nn/gradient_check.h"

namespace windowlm {
namespace {

// A window at the end of these words.
WindowBatch After(const std::vector<uint32_t>& words) {
  WindowBatch batch;
  const uint32_t* const end = words.data() + words.size();
  batch.attended.Add(words.data(), end, end, false);
  return batch;
}

template <typename T>
void FillParameters(WordAttention<T>& attention) {
  uint64_t seed = 20;
  for (Parameter<T>* parameter : attention.parameters())
    FillRandom(++seed, parameter->value.view());
}

// By hand: q = h = (1, 0); the words at -1, -2 and -3 are (2, 0), (1, 5) and (2, 0). The queries of
// the words before are 0.1 (2, 0) and (1, 5).
TEST(WordAttention, AddsTheWordsThatAreExpectedAndThoseAfterTheSameWords) {
  WordAttention<double> attention(2, 2, 3, 1, PRECISION_FLOAT32);
  const std::vector<Parameter<double>*> parameters = attention.parameters();
  parameters[0]->value = MatrixOf<double>({{1, 0}, {0, 1}});
  parameters[2]->value = MatrixOf<double>({{0.1, 0}, {0, 0.1}});
  parameters[4]->value = MatrixOf<double>({{1, 0}, {0, 1}});
  parameters[6]->value = MatrixOf<double>({{0.5}, {-1}, {0.25}, {-3}});
  parameters[7]->value = MatrixOf<double>({{0}, {1}, {2}, {0.5}});
  parameters[8]->value = MatrixOf<double>({{10, 0, 0, 0}, {0, 0, 0, 100}});
  const WindowBatch batch = After({1, 0, 1});
  const Matrix<double> embeddings = MatrixOf<double>({{1, 5}, {2, 0}});
  const Matrix<double> h = MatrixOf<double>({{1, 0}});
  const MatrixView<const double> result = attention.Forward(embeddings, batch, h.view());
  const auto e = [](double x) { return std::exp(x); };
  const double expected = e(0.5) + e(2 - 1) + e(1 + 0.25) + e(2 - 3);
  EXPECT_NEAR(result.row(0)[0], 1 + 10 * (2 * e(1) + e(1.25) + 2 * e(-1)) / expected, 1e-12);
  // After (1, 5) and (2, 0) as the target is, after (2, 0) and nothing, and after nothing.
  const double repeated = e(0) + e(1 + 0.2 + 2) + e(2 + 0.4) + e(0.5);
  EXPECT_NEAR(result.row(0)[1], 100 * 5 * e(2.4) / repeated, 1e-12);
}

// By hand: of three words the word at -1 is there, (1, 5); each other has the weight of its
// distance.
TEST(WordAttention, WeighsAWordNoMoreWhereOthersAreMissing) {
  WordAttention<double> attention(2, 2, 3, 1, PRECISION_FLOAT32);
  const std::vector<Parameter<double>*> parameters = attention.parameters();
  parameters[0]->value = MatrixOf<double>({{1, 0}, {0, 1}});
  parameters[6]->value = MatrixOf<double>({{0.5}, {-1}, {0.25}, {-3}});
  parameters[7]->value = MatrixOf<double>({{0}, {1}, {2}, {0.5}});
  parameters[8]->value = MatrixOf<double>({{10, 0, 0, 0}, {0, 0, 0, 100}});
  const WindowBatch batch = After({0});
  const Matrix<double> embeddings = MatrixOf<double>({{1, 5}, {2, 0}});
  const Matrix<double> h = MatrixOf<double>({{1, 0}});
  const MatrixView<const double> result = attention.Forward(embeddings, batch, h.view());
  const auto e = [](double x) { return std::exp(x); };
  EXPECT_NEAR(result.row(0)[0], 1 + 10 * e(0) / (e(0.5) + e(0) + e(0.25) + e(-3)), 1e-12);
  EXPECT_NEAR(result.row(0)[1], 100 * 5 * e(1) / (e(0) + e(1) + e(2) + e(0.5)), 1e-12);
}

TEST(WordAttention, ChangesNothingButByTheBiasWhereThereAreNoWords) {
  WordAttention<double> attention(3, 2, 4, 2, PRECISION_FLOAT32);
  FillParameters(attention);
  const WindowBatch batch = After({});
  const Matrix<double> embeddings = RandomMatrix<double>(1, 5, 2);
  const Matrix<double> h = RandomMatrix<double>(2, 1, 3);
  const MatrixView<const double> result = attention.Forward(embeddings, batch, h.view());
  for (int64_t j = 0; j < 3; ++j) {
    EXPECT_DOUBLE_EQ(result.row(0)[j],
                     h.row(0)[j] + attention.parameters().back()->value.data()[j]);
  }
}

// The loss is sum(h' * weights), so dL/dh' are the weights. 20 windows are several tiles.
TEST(WordAttention, GradientEqualsCentralDifferences) {
  for (const int64_t sides : {1, 2}) {
    for (const int64_t in : {3, 5}) {
      WordAttention<double> attention(in, 3, 4, sides, PRECISION_FLOAT32);
      FillParameters(attention);
      WindowBatch batch;
      batch.attended = RandomPassages(20, sides, 6, 7);
      const Matrix<double> embeddings = RandomMatrix<double>(3, 7, 3);
      Matrix<double> h = RandomMatrix<double>(4, 20, in);
      const Matrix<double> weights = RandomMatrix<double>(5, 20, in);
      const auto loss = [&] {
        const MatrixView<const double> result = attention.Forward(embeddings, batch, h.view());
        return DotProduct(result.data, weights.data(), weights.size());
      };
      loss();
      Matrix<double> gradient = RandomMatrix<double>(5, 20, in);
      CollectingSink<double> sink;
      attention.Backward(embeddings, batch, h.view(), gradient.view(), sink);
      ExpectGradients(loss, attention.parameters(), sink);
      ExpectGradient("h", loss, h.view(), gradient.view());
    }
  }
}

TEST(WordAttention, StartsOutFindingWhatIsExpected) {
  WordAttention<float> attention(64, 64, 10, 1, PRECISION_FLOAT32);
  attention.Initialize(1);
  const Matrix<float> embeddings = RandomMatrix<float>(1, 12, 64);
  const WindowBatch batch = After({11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0});
  Matrix<float> h(1, 64);
  AddScaled(embeddings.row(6), 64, 1.0f, h.data());
  const MatrixView<const float> result = attention.Forward(embeddings, batch, h.view());
  const auto match = [&](const float* row) { return DotProduct(row, embeddings.row(6), 64); };
  EXPECT_GT(match(result.row(0)), 1.7 * match(h.row(0)));
}

// The words 3, 4, 5 come again after 3 and 4 only.
TEST(WordAttention, StartsOutFindingWhatFollowedTheSameWords) {
  WordAttention<float> attention(64, 64, 10, 1, PRECISION_FLOAT32);
  attention.Initialize(1);
  const Matrix<float> embeddings = RandomMatrix<float>(1, 12, 64);
  const WindowBatch batch = After({1, 2, 7, 3, 4, 5, 8, 9, 3, 4});
  const Matrix<float> h(1, 64);
  const MatrixView<const float> result = attention.Forward(embeddings, batch, h.view());
  for (int64_t word = 0; word < 12; ++word) {
    if (word == 5) continue;
    const float match = DotProduct(result.row(0), embeddings.row(word), 64);
    const float found = DotProduct(result.row(0), embeddings.row(5), 64);
    EXPECT_GT(found, 2 * match) << word;
  }
}

// Windows that share a passage get what each would get alone.
TEST(WordAttention, GivesAWindowTheSameAloneAndAmongItsNeighbors) {
  std::vector<uint32_t> text(60);
  for (size_t i = 0; i < text.size(); ++i) text[i] = static_cast<uint32_t>(i * i % 13);
  const Matrix<float> embeddings = RandomMatrix<float>(3, 13, 12);
  const Matrix<float> h = RandomMatrix<float>(4, 40, 12);
  WordAttention<float> attention(12, 12, 9, 2, PRECISION_FLOAT32);
  attention.Initialize(1);
  WindowBatch together;
  for (int64_t i = 0; i < 40; ++i) {
    together.attended.Add(text.data() + i, text.data() + i + 9, text.data() + i + 15, i > 0);
  }
  ASSERT_EQ(together.attended.passages().size(), 3u);
  Matrix<float> result(40, 12);
  std::copy_n(attention.Forward(embeddings, together, h.view()).data, result.size(), result.data());
  for (int64_t i = 0; i < 40; ++i) {
    WindowBatch alone;
    alone.attended.Add(text.data() + i, text.data() + i + 9, text.data() + i + 15, false);
    const MatrixView<const float> one = attention.Forward(embeddings, alone, h.view().Rows(i, 1));
    // Products of other sizes may add in another order.
    for (int64_t j = 0; j < 12; ++j) EXPECT_NEAR(one.row(0)[j], result.row(i)[j], 2e-6);
  }
}

// How far x is from y, relative to the length of y.
float RelativeDistance(const Matrix<float>& x, const Matrix<float>& y) {
  Matrix<float> difference(y.rows(), y.columns());
  std::copy_n(x.data(), x.size(), difference.data());
  AddScaled(y.data(), y.size(), -1.0f, difference.data());
  return std::sqrt(DotProduct(difference.data(), difference.data(), y.size()) /
                   DotProduct(y.data(), y.data(), y.size()));
}

// What a batch of random windows gives with one precision.
struct RandomResults {
  Matrix<float> result;
  Matrix<float> gradient;
  std::vector<Matrix<float>> parameters;
};

RandomResults ResultsOf(Precision precision) {
  constexpr int64_t kWindows = 300;
  constexpr int64_t kDim = 33;
  WindowBatch batch;
  batch.attended = RandomPassages(kWindows, 2, 32, 50);
  const Matrix<float> embeddings = RandomMatrix<float>(3, 50, kDim);
  const Matrix<float> h = RandomMatrix<float>(4, kWindows, kDim);
  WordAttention<float> attention(kDim, kDim, 30, 2, precision);
  attention.Initialize(1);
  const MatrixView<const float> view = attention.Forward(embeddings, batch, h.view());
  RandomResults results = {
      Matrix<float>(kWindows, kDim), RandomMatrix<float>(5, kWindows, kDim), {}};
  std::copy_n(view.data, results.result.size(), results.result.data());
  CollectingSink<float> sink;
  attention.Backward(embeddings, batch, h.view(), results.gradient.view(), sink);
  for (const Parameter<float>* parameter : attention.parameters()) {
    const Matrix<float>& given = sink.gradient(*parameter);
    Matrix<float>& kept = results.parameters.emplace_back(given.rows(), given.columns());
    std::copy_n(given.data(), given.size(), kept.data());
  }
  return results;
}

TEST(WordAttention, ComesNearTheSameWithRoundedOperands) {
  const RandomResults exact = ResultsOf(PRECISION_FLOAT32);
  const RandomResults rounded = ResultsOf(PRECISION_BFLOAT16);
  EXPECT_LT(RelativeDistance(rounded.result, exact.result), 0.01);
  EXPECT_GT(RelativeDistance(rounded.result, exact.result), 0.0001);
  EXPECT_LT(RelativeDistance(rounded.gradient, exact.gradient), 0.01);
  for (size_t i = 0; i < exact.parameters.size(); ++i) {
    EXPECT_LT(RelativeDistance(rounded.parameters[i], exact.parameters[i]), 0.02) << i;
  }
}

TEST(WordAttention, IsTheSameOnAnyNumberOfThreads) {
  for (const Precision precision : {PRECISION_FLOAT32, PRECISION_BFLOAT16}) {
    SetThreads(1);
    const RandomResults one = ResultsOf(precision);
    for (const int threads : {2, 3, 8}) {
      SetThreads(threads);
      const RandomResults many = ResultsOf(precision);
      EXPECT_TRUE(SameBytes(many.result, one.result)) << threads;
      EXPECT_TRUE(SameBytes(many.gradient, one.gradient)) << threads;
      for (size_t i = 0; i < one.parameters.size(); ++i) {
        EXPECT_TRUE(SameBytes(many.parameters[i], one.parameters[i]))
            << threads << " threads, parameter " << i;
      }
    }
  }
}

}  // namespace
}  // namespace windowlm
