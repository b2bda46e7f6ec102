#include "src/model/softmax_output.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "gtest/gtest.h"
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

template <typename T>
void Fill(SoftmaxOutput<T>& output) {
  FillRandom(1, output.weight().value.view());
  FillRandom(2, output.bias().value.view());
}

template <typename T>
Gradients<T> StepOf(SoftmaxOutput<T>& output, const Matrix<T>& h,
                    const std::vector<uint32_t>& targets) {
  Gradients<T> result;
  result.h.Resize(h.rows(), h.columns());
  CollectingSink<T> sink;
  result.loss = output.Step(h.view(), targets, result.h.view(), sink);
  const auto copy = [&](const Parameter<T>& parameter, Matrix<T>* out) {
    const Matrix<T>& gradient = sink.gradient(parameter);
    out->Resize(gradient.rows(), gradient.columns());
    std::copy_n(gradient.data(), gradient.size(), out->data());
    for (int64_t row = 0; row < gradient.rows(); ++row) EXPECT_TRUE(sink.Came(parameter, row));
  };
  copy(output.weight(), &result.weight);
  copy(output.bias(), &result.bias);
  return result;
}

// The same from the matrix of all logits, a number at a time.
Gradients<double> ExpectedStep(SoftmaxOutput<double>& output, const Matrix<double>& h,
                               const std::vector<uint32_t>& targets) {
  const Matrix<double>& weight = output.weight().value;
  Matrix<double> logits(h.rows(), weight.rows());
  for (int64_t i = 0; i < h.rows(); ++i) {
    for (int64_t word = 0; word < weight.rows(); ++word) {
      double& logit = logits.row(i)[word];
      logit = *output.bias().value.row(word);
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

TEST(SoftmaxOutput, InTilesIsTheSoftmaxOfAllWords) {
  for (const int64_t words : {1, 2, 255, 256, 257, 512, 1024, 1025, 1300}) {
    for (const int64_t rows : {1, 65}) {
      SCOPED_TRACE(testing::Message() << words << " words, " << rows << " rows");
      SoftmaxOutput<double> output(5, words);
      Fill(output);
      const Matrix<double> h = RandomMatrix<double>(3, rows, 5);
      const std::vector<uint32_t> targets = RandomTargets(4, rows, words);
      ExpectSame(StepOf(output, h, targets), ExpectedStep(output, h, targets), 1e-12);
    }
  }
}

TEST(SoftmaxOutput, InPiecesHasTheGradientOfTheWholeBatch) {
  for (const int64_t rows : {128, 129, 300, 385}) {
    SCOPED_TRACE(rows);
    SoftmaxOutput<double> whole(3, 300);
    // No memory at all: pieces of the fewest rows.
    SoftmaxOutput<double> pieces(3, 300, 0);
    Fill(whole);
    Fill(pieces);
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

TEST(SoftmaxOutput, GivesTheSameBytesOnAnyNumberOfThreads) {
  for (const int64_t piece_bytes : {SoftmaxOutput<float>::kPieceBytes, int64_t{0}}) {
    SoftmaxOutput<float> output(24, 2600, piece_bytes);
    Fill(output);
    const Matrix<float> h = RandomMatrix<float>(3, 150, 24);
    const std::vector<uint32_t> targets = RandomTargets(4, 150, 2600);
    SetThreads(1);
    const Gradients<float> expected = StepOf(output, h, targets);
    for (const int threads : {2, 3, 8}) {
      SetThreads(threads);
      const Gradients<float> found = StepOf(output, h, targets);
      EXPECT_EQ(found.loss, expected.loss);
      EXPECT_TRUE(SameBytes(found.h, expected.h));
      EXPECT_TRUE(SameBytes(found.weight, expected.weight));
      EXPECT_TRUE(SameBytes(found.bias, expected.bias));
    }
  }
}

TEST(SoftmaxOutput, ProbabilitiesSumToOne) {
  for (const int64_t words : {1, 256, 1300}) {
    SoftmaxOutput<float> output(8, words);
    Fill(output);
    Matrix<double> log_p(20, words);
    output.LogProbabilities(RandomMatrix<float>(3, 20, 8, -5, 5).view(), log_p.view());
    for (int64_t i = 0; i < 20; ++i) {
      double sum = 0;
      for (int64_t word = 0; word < words; ++word) sum += std::exp(log_p.row(i)[word]);
      EXPECT_NEAR(sum, 1, 1e-12);
    }
  }
}

TEST(SoftmaxOutput, ItsLikelihoodStepAndProbabilitiesAgree) {
  SoftmaxOutput<float> output(8, 1300);
  Fill(output);
  const Matrix<float> h = RandomMatrix<float>(3, 20, 8);
  const std::vector<uint32_t> targets = RandomTargets(4, 20, 1300);
  Matrix<double> log_p(20, 1300);
  output.LogProbabilities(h.view(), log_p.view());
  std::vector<double> loss(20);
  output.NegativeLogLikelihood(h.view(), targets, absl::MakeSpan(loss));
  double sum = 0;
  for (int64_t i = 0; i < 20; ++i) {
    EXPECT_NEAR(loss[i], -log_p.row(i)[targets[i]], 1e-5);
    sum += loss[i];
  }
  EXPECT_NEAR(StepOf(output, h, targets).loss, sum / 20, 1e-9);
}

TEST(SoftmaxOutput, OfZerosIsUniform) {
  SoftmaxOutput<float> output(4, 700);
  EXPECT_NEAR(StepOf(output, RandomMatrix<float>(1, 3, 4), {0, 300, 699}).loss, std::log(700.0),
              1e-6);
}

// In one tile and far apart: the greatest logit must be known before exponentials are added up.
TEST(SoftmaxOutput, StaysRightForLogitsOfTenThousand) {
  for (const uint32_t other : {1u, 1299u}) {
    SoftmaxOutput<float> output(1, 1300);
    *output.weight().value.row(0) = 1e4f;
    *output.weight().value.row(other) = -1e4f;
    Matrix<float> h(3, 1);
    h.row(0)[0] = 1;
    h.row(1)[0] = 1;
    h.row(2)[0] = -1;
    // The likeliest word, the least likely, and the likeliest of the third row.
    const std::vector<uint32_t> targets = {0, other, other};
    std::vector<double> loss(3);
    output.NegativeLogLikelihood(h.view(), targets, absl::MakeSpan(loss));
    EXPECT_EQ(loss, (std::vector<double>{0, 2e4, 0}));
    Matrix<double> log_p(3, 1300);
    output.LogProbabilities(h.view(), log_p.view());
    EXPECT_EQ(log_p.row(0)[0], 0);
    EXPECT_EQ(log_p.row(0)[2], -1e4);
    EXPECT_EQ(log_p.row(1)[other], -2e4);
    EXPECT_EQ(log_p.row(2)[other], 0);

    const Gradients<float> gradients = StepOf(output, h, targets);
    EXPECT_NEAR(gradients.loss, 2e4 / 3, 1e-3);
    EXPECT_NEAR(*gradients.bias.row(0), 1.0 / 3, 1e-6);
    EXPECT_NEAR(*gradients.bias.row(other), -1.0 / 3, 1e-6);
    EXPECT_EQ(*gradients.bias.row(2), 0);
    EXPECT_EQ(gradients.h.row(0)[0], 0);
    EXPECT_NEAR(gradients.h.row(1)[0], 2e4 / 3, 1e-2);
  }
}

}  // namespace
}  // namespace windowlm
