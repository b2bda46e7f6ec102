#include "src/nn/tiled_softmax.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "gtest/gtest.h"
#include "src/base/bfloat16.h"
#include "src/base/matrix.h"
#include "src/base/parallel_for.h"
#include "src/base/random.h"
#include "src/nn/losses.h"
#include "src/nn/parameter.h"
#include "tests/base/random_matrix.h"
#include "tests/base/same_bytes.h"
#include "tests/nn/collecting_sink.h"

namespace windowlm {
namespace {

template <typename T>
void ExpectNear(const Matrix<T>& a, const Matrix<T>& b, double tolerance, const char* what) {
  ASSERT_EQ(a.size(), b.size()) << what;
  for (int64_t i = 0; i < a.size(); ++i) {
    ASSERT_NEAR(a.data()[i], b.data()[i], tolerance) << what << ", number " << i;
  }
}

std::vector<uint32_t> RandomTargets(uint64_t seed, int64_t rows, int64_t words) {
  const CounterRandom random(seed, RandomPurpose::kWindowOrder, 1);
  std::vector<uint32_t> targets;
  for (int64_t i = 0; i < rows; ++i) {
    targets.push_back(static_cast<uint32_t>(random.Below(i, words)));
  }
  return targets;
}

// What a step gives.
template <typename T>
struct Gradients {
  double loss = 0;
  Matrix<T> h;
  Matrix<T> weight;
  Matrix<T> bias;
};

// A softmax over all rows of a weight and a bias, both random.
template <typename T, typename P = T>
struct Layer {
  Layer(int64_t in, int64_t size, int64_t piece_bytes = TiledSoftmax<T, P>::kPieceBytes)
      : weight{"weight", 0, Matrix<T>(size, in)},
        bias{"bias", 1, Matrix<T>(size, 1)},
        softmax(piece_bytes) {
    FillRandom(1, weight.value.view());
    FillRandom(2, bias.value.view());
  }

  SoftmaxClasses<T> classes() { return {&weight, &bias, {}, {}}; }

  Parameter<T> weight;
  Parameter<T> bias;
  TiledSoftmax<T, P> softmax;
};

template <typename T, typename P>
Gradients<T> StepOf(Layer<T, P>& layer, const SoftmaxClasses<T>& classes, const Matrix<T>& h,
                    const std::vector<uint32_t>& targets) {
  Gradients<T> result;
  result.h.Resize(h.rows(), h.columns());
  CollectingSink<T> sink;
  const T share = T(1) / static_cast<T>(h.rows());
  result.loss = layer.softmax.Step(classes, h.view(), targets, share, result.h.view(), sink) /
                static_cast<double>(h.rows());
  const auto copy = [&](const Parameter<T>& parameter, Matrix<T>* out) {
    const Matrix<T>& gradient = sink.gradient(parameter);
    out->Resize(gradient.rows(), gradient.columns());
    std::copy_n(gradient.data(), gradient.size(), out->data());
    for (int64_t i = 0; i < classes.size(); ++i) {
      EXPECT_TRUE(sink.Came(parameter, classes.Row(i)));
    }
  };
  copy(layer.weight, &result.weight);
  copy(layer.bias, &result.bias);
  return result;
}

template <typename T, typename P>
Gradients<T> StepOf(Layer<T, P>& layer, const Matrix<T>& h, const std::vector<uint32_t>& targets) {
  return StepOf(layer, layer.classes(), h, targets);
}

// The same from the matrix of all logits, a number at a time.
Gradients<double> ExpectedStep(Layer<double>& layer, const Matrix<double>& h,
                               const std::vector<uint32_t>& targets) {
  const Matrix<double>& weight = layer.weight.value;
  Matrix<double> logits(h.rows(), weight.rows());
  for (int64_t i = 0; i < h.rows(); ++i) {
    for (int64_t word = 0; word < weight.rows(); ++word) {
      double& logit = logits.row(i)[word];
      logit = *layer.bias.value.row(word);
      for (int64_t j = 0; j < h.columns(); ++j) logit += h.row(i)[j] * weight.row(word)[j];
    }
  }
  Gradients<double> result;
  result.loss = SoftmaxCrossEntropy<double>(logits.view(), targets, logits.view());
  result.h.Resize(h.rows(), h.columns());
  result.weight.Resize(weight.rows(), weight.columns());
  result.bias.Resize(weight.rows(), 1);
  for (int64_t i = 0; i < h.rows(); ++i) {
    for (int64_t word = 0; word < weight.rows(); ++word) {
      const double gradient = logits.row(i)[word];
      *result.bias.row(word) += gradient;
      for (int64_t j = 0; j < h.columns(); ++j) {
        result.h.row(i)[j] += gradient * weight.row(word)[j];
        result.weight.row(word)[j] += gradient * h.row(i)[j];
      }
    }
  }
  return result;
}

template <typename T>
void ExpectSame(const Gradients<T>& a, const Gradients<T>& b, double tolerance) {
  EXPECT_NEAR(a.loss, b.loss, tolerance);
  ExpectNear(a.h, b.h, tolerance, "dh");
  ExpectNear(a.weight, b.weight, tolerance, "the weight's gradient");
  ExpectNear(a.bias, b.bias, tolerance, "the bias's gradient");
}

TEST(TiledSoftmax, InTilesIsTheSoftmaxOfAllWords) {
  for (const int64_t words : {1, 2, 255, 256, 257, 512, 1024, 1025, 1300}) {
    for (const int64_t rows : {1, 65}) {
      SCOPED_TRACE(testing::Message() << words << " words, " << rows << " rows");
      Layer<double> layer(5, words);
      const Matrix<double> h = RandomMatrix<double>(3, rows, 5);
      const std::vector<uint32_t> targets = RandomTargets(4, rows, words);
      ExpectSame(StepOf(layer, h, targets), ExpectedStep(layer, h, targets), 1e-12);
    }
  }
}

TEST(TiledSoftmax, InPiecesHasTheGradientOfTheWholeBatch) {
  for (const int64_t rows : {128, 129, 300, 385}) {
    SCOPED_TRACE(rows);
    Layer<double> whole(3, 300);
    // No memory at all: pieces of the fewest rows.
    Layer<double> pieces(3, 300, 0);
    const Matrix<double> h = RandomMatrix<double>(3, rows, 3);
    const std::vector<uint32_t> targets = RandomTargets(4, rows, 300);
    const Gradients<double> expected = StepOf(whole, h, targets);
    ExpectSame(StepOf(pieces, h, targets), expected, 1e-14);
    // Nothing is left over from one step to the next, whatever the batch was.
    StepOf(pieces, RandomMatrix<double>(5, 500, 3), RandomTargets(6, 500, 300));
    StepOf(pieces, RandomMatrix<double>(5, 2, 3), RandomTargets(6, 2, 300));
    ExpectSame(StepOf(pieces, h, targets), expected, 1e-14);
  }
}

template <typename P>
void ExpectSameBytesOnAnyNumberOfThreads(int64_t piece_bytes) {
  Layer<float, P> layer(24, 2600, piece_bytes);
  const Matrix<float> h = RandomMatrix<float>(3, 150, 24);
  const std::vector<uint32_t> targets = RandomTargets(4, 150, 2600);
  SetThreads(1);
  const Gradients<float> expected = StepOf(layer, h, targets);
  for (const int threads : {2, 3, 8}) {
    SetThreads(threads);
    const Gradients<float> found = StepOf(layer, h, targets);
    EXPECT_EQ(found.loss, expected.loss);
    EXPECT_TRUE(SameBytes(found.h, expected.h));
    EXPECT_TRUE(SameBytes(found.weight, expected.weight));
    EXPECT_TRUE(SameBytes(found.bias, expected.bias));
  }
}

TEST(TiledSoftmax, GivesTheSameBytesOnAnyNumberOfThreads) {
  for (const int64_t piece_bytes : {TiledSoftmax<float, float>::kPieceBytes, int64_t{0}}) {
    ExpectSameBytesOnAnyNumberOfThreads<float>(piece_bytes);
    ExpectSameBytesOnAnyNumberOfThreads<BFloat16>(piece_bytes);
  }
}

TEST(TiledSoftmax, ProbabilitiesSumToOne) {
  for (const int64_t words : {1, 256, 1300}) {
    Layer<float> layer(8, words);
    Matrix<double> log_p(20, words);
    layer.softmax.LogProbabilities(layer.classes(), RandomMatrix<float>(3, 20, 8, -5, 5).view(),
                                   log_p.view());
    for (int64_t i = 0; i < 20; ++i) {
      double sum = 0;
      for (int64_t word = 0; word < words; ++word) sum += std::exp(log_p.row(i)[word]);
      EXPECT_NEAR(sum, 1, 1e-12);
    }
  }
}

TEST(TiledSoftmax, ItsLikelihoodStepAndProbabilitiesAgree) {
  Layer<float> layer(8, 1300);
  const Matrix<float> h = RandomMatrix<float>(3, 20, 8);
  const std::vector<uint32_t> targets = RandomTargets(4, 20, 1300);
  Matrix<double> log_p(20, 1300);
  layer.softmax.LogProbabilities(layer.classes(), h.view(), log_p.view());
  std::vector<double> loss(20);
  layer.softmax.NegativeLogLikelihood(layer.classes(), h.view(), targets, absl::MakeSpan(loss));
  double sum = 0;
  for (int64_t i = 0; i < 20; ++i) {
    EXPECT_NEAR(loss[i], -log_p.row(i)[targets[i]], 1e-5);
    sum += loss[i];
  }
  EXPECT_NEAR(StepOf(layer, h, targets).loss, sum / 20, 1e-9);
}

TEST(TiledSoftmax, OfZerosIsUniform) {
  Layer<float> layer(4, 700);
  layer.weight.value = Matrix<float>(700, 4);
  layer.bias.value = Matrix<float>(700, 1);
  EXPECT_NEAR(StepOf(layer, RandomMatrix<float>(1, 3, 4), {0, 300, 699}).loss, std::log(700.0),
              1e-6);
}

// In one tile and far apart: the greatest logit must be known before exponentials are added up.
TEST(TiledSoftmax, StaysRightForLogitsOfTenThousand) {
  for (const uint32_t other : {1u, 1299u}) {
    Layer<float> layer(1, 1300);
    layer.weight.value = Matrix<float>(1300, 1);
    layer.bias.value = Matrix<float>(1300, 1);
    *layer.weight.value.row(0) = 1e4f;
    *layer.weight.value.row(other) = -1e4f;
    Matrix<float> h(3, 1);
    h.row(0)[0] = 1;
    h.row(1)[0] = 1;
    h.row(2)[0] = -1;
    // The likeliest word, the least likely, and the likeliest of the third row.
    const std::vector<uint32_t> targets = {0, other, other};
    std::vector<double> loss(3);
    layer.softmax.NegativeLogLikelihood(layer.classes(), h.view(), targets, absl::MakeSpan(loss));
    EXPECT_EQ(loss, (std::vector<double>{0, 2e4, 0}));
    Matrix<double> log_p(3, 1300);
    layer.softmax.LogProbabilities(layer.classes(), h.view(), log_p.view());
    EXPECT_EQ(log_p.row(0)[0], 0);
    EXPECT_EQ(log_p.row(0)[2], -1e4);
    EXPECT_EQ(log_p.row(1)[other], -2e4);
    EXPECT_EQ(log_p.row(2)[other], 0);

    const Gradients<float> gradients = StepOf(layer, h, targets);
    EXPECT_NEAR(gradients.loss, 2e4 / 3, 1e-3);
    EXPECT_NEAR(*gradients.bias.row(0), 1.0 / 3, 1e-6);
    EXPECT_NEAR(*gradients.bias.row(other), -1.0 / 3, 1e-6);
    EXPECT_EQ(*gradients.bias.row(2), 0);
    EXPECT_EQ(gradients.h.row(0)[0], 0);
    EXPECT_NEAR(gradients.h.row(1)[0], 2e4 / 3, 1e-2);
  }
}

TEST(TiledSoftmax, OverSomeRowsIsThatOfTheseRowsAlone) {
  Layer<double> all(5, 3000);
  // A run at the start, runs and single rows over several tiles.
  std::vector<uint32_t> rows;
  for (uint32_t row = 0; row < 300; ++row) rows.push_back(row);
  for (uint32_t row = 300; row < 3000; row += 1 + row % 5) rows.push_back(row);
  std::vector<double> offsets;
  for (size_t i = 0; i < rows.size(); ++i) offsets.push_back(i % 3 == 0 ? 0.0 : 0.1 * (i % 7));
  const int64_t size = static_cast<int64_t>(rows.size());
  Layer<double> some(5, size);
  for (int64_t i = 0; i < size; ++i) {
    std::copy_n(all.weight.value.row(rows[i]), 5, some.weight.value.row(i));
    *some.bias.value.row(i) = *all.bias.value.row(rows[i]) + offsets[i];
  }
  const Matrix<double> h = RandomMatrix<double>(3, 70, 5);
  const std::vector<uint32_t> targets = RandomTargets(4, 70, size);
  const Gradients<double> expected = StepOf(some, h, targets);
  const Gradients<double> found = StepOf(all, {&all.weight, &all.bias, rows, offsets}, h, targets);
  EXPECT_NEAR(found.loss, expected.loss, 1e-12);
  ExpectNear(found.h, expected.h, 1e-12, "dh");
  for (int64_t i = 0; i < size; ++i) {
    EXPECT_NEAR(*found.bias.row(rows[i]), *expected.bias.row(i), 1e-12);
    for (int64_t j = 0; j < 5; ++j) {
      EXPECT_NEAR(found.weight.row(rows[i])[j], expected.weight.row(i)[j], 1e-12);
    }
  }
}

TEST(TiledSoftmax, LeavesOutRowsWithoutATarget) {
  Layer<double> layer(5, 600);
  const Matrix<double> h = RandomMatrix<double>(3, 40, 5);
  std::vector<uint32_t> targets = RandomTargets(4, 40, 600);
  Gradients<double> expected = StepOf(layer, h, targets);
  Matrix<double> more(50, 5);
  std::copy_n(h.data(), h.size(), more.data());
  std::fill(more.row(40), more.row(50), 1.0);
  targets.resize(50, kNoTarget);
  const Gradients<double> found = StepOf(layer, more, targets);
  // Both are means over all rows.
  EXPECT_NEAR(found.loss * 50, expected.loss * 40, 1e-11);
  for (int64_t i = 0; i < expected.weight.size(); ++i) {
    ASSERT_NEAR(found.weight.data()[i] * 50, expected.weight.data()[i] * 40, 1e-11);
  }
  for (int64_t i = 0; i < int64_t{50} * 5; ++i) {
    ASSERT_NEAR(found.h.data()[i] * 50, i < 200 ? expected.h.data()[i] * 40 : 0, 1e-11);
  }
}

// What bfloat16 rounds off is a share of 2^-8 of each number.
TEST(TiledSoftmax, InBFloat16IsThatInFloatButForRounding) {
  Layer<float> exact(40, 1300);
  Layer<float, BFloat16> rounded(40, 1300);
  const Matrix<float> h = RandomMatrix<float>(3, 150, 40);
  const std::vector<uint32_t> targets = RandomTargets(4, 150, 1300);
  const Gradients<float> expected = StepOf(exact, h, targets);
  const Gradients<float> found = StepOf(rounded, h, targets);
  EXPECT_NEAR(found.loss, expected.loss, 2e-3);
  EXPECT_NE(found.loss, expected.loss);
  const auto expect_near = [](const Matrix<float>& a, const Matrix<float>& b, const char* what) {
    double difference = 0;
    double size = 0;
    for (int64_t i = 0; i < a.size(); ++i) {
      difference += std::pow(a.data()[i] - b.data()[i], 2);
      size += std::pow(b.data()[i], 2);
    }
    EXPECT_LT(std::sqrt(difference / size), 0.01) << what;
  };
  expect_near(found.h, expected.h, "dh");
  expect_near(found.weight, expected.weight, "the weight's gradient");
  expect_near(found.bias, expected.bias, "the bias's gradient");
}

}  // namespace
}  // namespace windowlm
