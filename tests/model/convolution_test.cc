#include "src/model/convolution.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "gtest/gtest.h"
#include "src/base/matrix.h"
#include "tests/base/matrix_of.h"
#include "tests/base/same_bytes.h"
#include "tests/model/small_models.h"
#include "tests/nn/collecting_sink.h"

namespace windowlm {
namespace {

// Three lines, of three words, of one and of none; a word is one number.
const std::vector<uint32_t> kEnds = {3, 4, 4};
Matrix<double> Words() { return MatrixOf<double>({{1}, {2}, {-3}, {4}}); }

// Two filters over a word and one on either side: 1, 10 and 100 times them, and 8 more; and the
// word itself.
Convolution<double> Filters(Combine pooling) {
  Convolution<double> convolution(1, 1, 2, ActivationFunction::kLinear, pooling, PRECISION_FLOAT32);
  const std::vector<double> weight = {1, 10, 100, 0, 1, 0};
  std::copy(weight.begin(), weight.end(), convolution.parameters()[0]->value.data());
  convolution.parameters()[1]->value.row(0)[0] = 8;
  return convolution;
}

// The numbers of the first filter are 1 * 10 + 2 * 100 + 8 = 218 for the first word, -271 and -20
// for the others of its line, and 48 for the word alone.
TEST(Convolution, TakesTheGreatestOverTheWordsOfALine) {
  Convolution<double> convolution = Filters(COMBINE_WINDOW_MAX);
  const MatrixView<const double> pooled = convolution.Forward(Words().view(), kEnds, {});
  const Matrix<double> expected = MatrixOf<double>({{218, 2}, {48, 4}, {0, 0}});
  EXPECT_TRUE(SameBytes(pooled, expected.view()));
}

TEST(Convolution, TakesTheMeanOverTheWordsOfALine) {
  Convolution<double> convolution = Filters(COMBINE_WINDOW_MEAN);
  const MatrixView<const double> pooled = convolution.Forward(Words().view(), kEnds, {});
  EXPECT_NEAR(pooled.row(0)[0], (218 - 271 - 20) / 3.0, 1e-12);
  EXPECT_NEAR(pooled.row(0)[1], 0, 1e-12);
  EXPECT_EQ(pooled.row(1)[0], 48);
  EXPECT_EQ(pooled.row(2)[0], 0);
}

// Only the window that had the greatest number, that of the first word, gets the gradient: its
// words are 0, 1 and 2.
TEST(Convolution, GivesTheGradientToTheGreatest) {
  Convolution<double> convolution = Filters(COMBINE_WINDOW_MAX);
  convolution.Forward(Words().view(), kEnds, {});
  Matrix<double> gradient = MatrixOf<double>({{2, 0}, {0, 5}, {7, 7}});
  Matrix<double> dx(4, 1);
  CollectingSink<double> sink;
  convolution.Backward(kEnds, {}, gradient.view(), dx.view(), sink);
  EXPECT_TRUE(SameBytes(dx, MatrixOf<double>({{20}, {200}, {0}, {5}})));
  const Parameter<double>& weight = *convolution.parameters()[0];
  EXPECT_TRUE(SameBytes(sink.gradient(weight), MatrixOf<double>({{0, 2, 4}, {0, 20, 0}})));
  const Parameter<double>& bias = *convolution.parameters()[1];
  EXPECT_TRUE(SameBytes(sink.gradient(bias), MatrixOf<double>({{2}, {5}})));
}

TEST(Convolution, HasTheFirstOfEqualNumbersForTheGreatest) {
  Convolution<double> convolution = Filters(COMBINE_WINDOW_MAX);
  const Matrix<double> x = MatrixOf<double>({{3}, {3}});
  const std::vector<uint32_t> ends = {2};
  convolution.Forward(x.view(), ends, {});
  Matrix<double> gradient = MatrixOf<double>({{0, 1}});
  Matrix<double> dx(2, 1);
  DiscardingSink<double> sink;
  convolution.Backward(ends, {}, gradient.view(), dx.view(), sink);
  EXPECT_TRUE(SameBytes(dx, MatrixOf<double>({{1}, {0}})));
}

// A query works on a part of a long line at a time, a training step on all of it.
TEST(Convolution, TakesALineOfAnyLength) {
  constexpr int64_t kLength = 20000;
  Matrix<double> x(kLength + 2, 1);
  for (int64_t i = 0; i < x.rows(); ++i) x.row(i)[0] = std::sin(static_cast<double>(i * i));
  const std::vector<uint32_t> ends = {1, 1 + kLength, 2 + kLength};
  for (const Combine pooling : {COMBINE_WINDOW_MAX, COMBINE_WINDOW_MEAN}) {
    Convolution<double> convolution = Filters(pooling);
    HiddenPass training;
    training.training = true;
    const MatrixView<const double> whole = convolution.Forward(x.view(), ends, training);
    Convolution<double> asked = Filters(pooling);
    const MatrixView<const double> parts = asked.Forward(x.view(), ends, {});
    for (int64_t line = 0; line < 3; ++line) {
      for (int64_t filter = 0; filter < 2; ++filter) {
        EXPECT_NEAR(parts.row(line)[filter], whole.row(line)[filter], 1e-9);
      }
    }
  }
}

}  // namespace
}  // namespace windowlm
