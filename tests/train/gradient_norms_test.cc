#include "src/train/gradient_norms.h"

#include <vector>

#include "gtest/gtest.h"
#include "tests/nn/collecting_sink.h"

namespace windowlm {
namespace {

// By hand: 3 and 4 have length 5, 1, 2 and 2 have length 3.
// Such as one has behind units that are never above 0.
TEST(GradientNorms, TellOfAGradientThatVanishes) {
  Parameter<float> weight{"weight", 0, Matrix<float>(2, 2)};
  GradientNorms norms({&weight});
  CollectingSink<float> next;
  norms.BeginStep(next);
  const float zeros[] = {0, 0};
  norms.Rows(weight, 1, 1, zeros);
  ASSERT_EQ(norms.Lengths().size(), 1);
  EXPECT_EQ(norms.Lengths()[0].length, 0);
}

TEST(GradientNorms, AreTheLengthsOfWhatAStepPassesOn) {
  Parameter<float> weight{"weight", 0, Matrix<float>(3, 2)};
  Parameter<float> bias{"bias", 1, Matrix<float>(3, 1)};
  Parameter<float> untouched{"untouched", 2, Matrix<float>(3, 1)};
  GradientNorms norms({&weight, &bias, &untouched});
  for (int step = 0; step < 2; ++step) {
    CollectingSink<float> next;
    norms.BeginStep(next);
    const float weight_gradient[] = {3, 0, 0, 4};
    const float bias_gradient[] = {1, -2, 2};
    norms.Rows(weight, 1, 2, weight_gradient);
    norms.Rows(bias, 0, 3, bias_gradient);
    EXPECT_EQ(next.gradient(weight).row(2)[1], 4);
    EXPECT_EQ(next.gradient(bias).row(1)[0], -2);
    const std::vector<GradientNorm> lengths = norms.Lengths();
    ASSERT_EQ(lengths.size(), 2);
    EXPECT_EQ(lengths[0].parameter, "weight");
    EXPECT_DOUBLE_EQ(lengths[0].length, 5);
    EXPECT_EQ(lengths[1].parameter, "bias");
    EXPECT_DOUBLE_EQ(lengths[1].length, 3);
  }
}

}  // namespace
}  // namespace windowlm
