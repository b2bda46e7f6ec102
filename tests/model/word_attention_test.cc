#include "src/model/word_attention.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "src/base/matrix.h"
#include "src/base/parallel_for.h"
#include "src/base/random.h"
#include "src/base/vector_math.h"
#include "tests/base/matrix_of.h"
#include "tests/base/random_matrix.h"
#include "tests/base/same_bytes.h"
#include "tests/nn/collecting_sink.h"
#include "tests/nn/gradient_check.h"

namespace windowlm {
namespace {

// Windows of 0 to `words` words on each side.
WindowBatch RandomWords(uint64_t seed, int64_t windows, int64_t sides, uint64_t words,
                        uint64_t vocabulary_size) {
  const CounterRandom random(seed, RandomPurpose::kWindowOrder, 99);
  WindowBatch batch;
  uint64_t draw = 0;
  for (int64_t part = 0; part < windows * sides; ++part) {
    for (uint64_t count = random.Below(draw++, words + 1); count > 0; --count) {
      batch.attended.push_back(static_cast<uint32_t>(random.Below(draw++, vocabulary_size)));
    }
    batch.attended_ends.push_back(static_cast<uint32_t>(batch.attended.size()));
  }
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
  WindowBatch batch;
  batch.attended = {1, 0, 1};
  batch.attended_ends = {3};
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

TEST(WordAttention, ChangesNothingButByTheBiasWhereThereAreNoWords) {
  WordAttention<double> attention(3, 2, 4, 2, PRECISION_FLOAT32);
  FillParameters(attention);
  WindowBatch batch;
  batch.attended_ends = {0, 0};
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
      const WindowBatch batch = RandomWords(1, 20, sides, 6, 7);
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
  WindowBatch batch;
  batch.attended = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
  batch.attended_ends = {12};
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
  WindowBatch batch;
  batch.attended = {4, 3, 9, 8, 5, 4, 3, 7, 2, 1};
  batch.attended_ends = {10};
  const Matrix<float> h(1, 64);
  const MatrixView<const float> result = attention.Forward(embeddings, batch, h.view());
  for (int64_t word = 0; word < 12; ++word) {
    if (word == 5) continue;
    const float match = DotProduct(result.row(0), embeddings.row(word), 64);
    const float found = DotProduct(result.row(0), embeddings.row(5), 64);
    EXPECT_GT(found, 2 * match) << word;
  }
}

TEST(WordAttention, IsTheSameOnAnyNumberOfThreads) {
  const WindowBatch batch = RandomWords(1, 300, 2, 32, 50);
  const Matrix<float> embeddings = RandomMatrix<float>(3, 50, 33);
  const Matrix<float> h = RandomMatrix<float>(4, 300, 33);
  Matrix<float> first_result;
  Matrix<float> first_gradient;
  std::vector<Matrix<float>> first_parameters;
  for (const int threads : {1, 2, 3, 8}) {
    SetThreads(threads);
    WordAttention<float> attention(33, 33, 30, 2, PRECISION_FLOAT32);
    attention.Initialize(1);
    const MatrixView<const float> view = attention.Forward(embeddings, batch, h.view());
    Matrix<float> result(300, 33);
    std::copy_n(view.data, result.size(), result.data());
    Matrix<float> gradient = RandomMatrix<float>(5, 300, 33);
    CollectingSink<float> sink;
    attention.Backward(embeddings, batch, h.view(), gradient.view(), sink);
    if (threads == 1) {
      first_result = std::move(result);
      first_gradient = std::move(gradient);
      for (const Parameter<float>* parameter : attention.parameters()) {
        const Matrix<float>& given = sink.gradient(*parameter);
        Matrix<float>& kept = first_parameters.emplace_back(given.rows(), given.columns());
        std::copy_n(given.data(), given.size(), kept.data());
      }
      continue;
    }
    EXPECT_TRUE(SameBytes(result, first_result)) << threads;
    EXPECT_TRUE(SameBytes(gradient, first_gradient)) << threads;
    for (size_t i = 0; i < first_parameters.size(); ++i) {
      EXPECT_TRUE(SameBytes(sink.gradient(*attention.parameters()[i]), first_parameters[i]))
          << threads << " threads, " << attention.parameters()[i]->name;
    }
  }
}

}  // namespace
}  // namespace windowlm
