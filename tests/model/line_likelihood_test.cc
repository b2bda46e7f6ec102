#include "src/model/line_likelihood.h"

#include <cmath>
#include <cstdint>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/model/model_config.h"
#include "tests/model/small_models.h"
#include "tests/query/tiny_model.h"

namespace windowlm {
namespace {

using ::testing::DoubleNear;
using ::testing::ElementsAre;

// The words a, b, c; </s> is 3, <unk> 4.
constexpr uint32_t kLineEnd = 3;

// A model of one word's context that gives, after a, b the logit 2 and all others 0; after the
// others, all 0.
TrainedModel NextModel() {
  TrainedModel trained =
      TinyModel({"a", "b", "c"}, TinyConfig(OBJECTIVE_NEXT, 1, 1), BOUNDARIES_LINE);
  *Tensor(trained, "embedding").row(0) = 1;
  *Tensor(trained, "output.weight").row(1) = 2;
  return trained;
}

std::vector<double> LikelihoodsOf(LineLikelihood& likelihood) {
  const absl::StatusOr<std::vector<double>> sums = likelihood.Take();
  EXPECT_TRUE(sums.ok()) << sums.status();
  return sums.value_or(std::vector<double>());
}

TEST(LineLikelihood, SumsTheLogProbabilitiesOfTheWordsAskedFor) {
  TrainedModel trained = NextModel();
  const double after_a = std::log(std::exp(2.0) + 4);
  const std::vector<uint32_t> line = {0, 1, 0, 2, kLineEnd};
  LineLikelihood likelihood(trained);
  likelihood.Add(line, 0, 5);
  likelihood.Add(line, 1, 2);
  likelihood.Add(line, 3, 5);
  likelihood.Add(line, 2, 2);
  EXPECT_THAT(
      LikelihoodsOf(likelihood),
      ElementsAre(DoubleNear(-3 * std::log(5.0) + 2 - 2 * after_a, 1e-6),
                  DoubleNear(2 - after_a, 1e-6), DoubleNear(-after_a - std::log(5.0), 1e-6), 0));
  EXPECT_THAT(LikelihoodsOf(likelihood), ElementsAre());
}

TEST(LineLikelihood, OfMoreWindowsThanABatchIsThatOfEach) {
  TrainedModel trained = NextModel();
  const std::vector<uint32_t> line = {0, 1, kLineEnd};
  LineLikelihood likelihood(trained);
  likelihood.Add(line, 0, 3);
  const double one = LikelihoodsOf(likelihood)[0];
  for (int i = 0; i < 1000; ++i) likelihood.Add(line, 0, 3);
  const std::vector<double> all = LikelihoodsOf(likelihood);
  EXPECT_EQ(all.size(), 1000u);
  EXPECT_THAT(all, ::testing::Each(DoubleNear(one, 1e-9)));
}

// With the mean of a context's words, those that are missing are left out: at a line's start
// there is none.
TEST(LineLikelihood, LeavesOutTheWordsThatAMeanLacks) {
  ModelConfig config = TinyConfig(OBJECTIVE_NEXT, 2, 1);
  config.set_combine(COMBINE_MEAN);
  TrainedModel trained = TinyModel({"a", "b", "c"}, config, BOUNDARIES_LINE);
  *Tensor(trained, "embedding").row(0) = 1;
  *Tensor(trained, "output.weight").row(1) = 2;
  const std::vector<uint32_t> line = {0, 1, 1, kLineEnd};
  LineLikelihood likelihood(trained);
  for (size_t i = 0; i < 3; ++i) likelihood.Add(line, i, i + 1);
  EXPECT_THAT(LikelihoodsOf(likelihood),
              ElementsAre(DoubleNear(-std::log(5.0), 1e-6),
                          DoubleNear(2 - std::log(std::exp(2.0) + 4), 1e-6),
                          DoubleNear(1 - std::log(std::exp(1.0) + 4), 1e-6)));
}

// With distant spans and attention as without, a line's likelihood is the sum of its words' from
// the windows of the sampler, one by one.
TEST(LineLikelihood, SeesTheWindowsOfTheModelWholly) {
  ModelConfig config = TinyConfig(OBJECTIVE_MASKED, 1, 2);
  for (const Combine combine : {COMBINE_CONCAT, COMBINE_MEAN}) {
    config.set_combine(combine);
    config.clear_distant();
    config.add_distant(2);
    config.add_distant(1);
    config.clear_hidden();
    config.add_hidden(3);
    config.set_attention(3);
    TrainedModel trained = TinyModel({"a", "b", "c"}, config, BOUNDARIES_LINE);
    FillParameters(3, *trained.model);
    const std::vector<uint32_t> line = {0, 1, 0, 2, 2, 1, 0, kLineEnd};
    const WindowSampler sampler = WindowsOf(line, trained.provenance.config, trained.vocabulary);
    double expected = 0;
    for (uint64_t i = 2; i < 7; ++i) {
      WindowBatch window;
      sampler.FillBatchInTextOrder(i, 1, &window);
      double loss = 0;
      trained.model->NegativeLogLikelihood(window, absl::MakeSpan(&loss, 1));
      expected -= loss;
    }
    LineLikelihood likelihood(trained);
    likelihood.Add(line, 0, 2);
    likelihood.Add(line, 2, 7);
    EXPECT_NEAR(LikelihoodsOf(likelihood)[1], expected, 1e-5);
  }
}

TEST(LineLikelihood, OfWeightsThatOverflowIsAnError) {
  TrainedModel trained = NextModel();
  *Tensor(trained, "embedding").row(0) = 1e30f;
  *Tensor(trained, "output.weight").row(1) = 1e30f;
  LineLikelihood likelihood(trained);
  likelihood.Add({0, 1, kLineEnd}, 0, 2);
  EXPECT_EQ(likelihood.Take().status().code(), absl::StatusCode::kDataLoss);
}

}  // namespace
}  // namespace windowlm
