#include "src/query/blanks.h"

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/model/window_language_model.h"
#include "tests/query/tiny_model.h"

namespace windowlm {
namespace {

using ::testing::DoubleNear;
using ::testing::ElementsAre;
using ::testing::Pair;

std::vector<std::pair<std::string, double>> Filled(const std::vector<uint32_t>& before,
                                                   const std::vector<uint32_t>& after, int64_t top,
                                                   bool show_unknown, TrainedModel& trained) {
  WindowLanguageModel model(trained.provenance.config, trained.vocabulary, *trained.model);
  const absl::StatusOr<std::vector<RankedWord>> words =
      FillBlank(before, after, top, show_unknown, model);
  EXPECT_TRUE(words.ok()) << words.status();
  std::vector<std::pair<std::string, double>> pairs;
  for (const RankedWord& word : words.value_or(std::vector<RankedWord>())) {
    pairs.emplace_back(trained.vocabulary.word(word.id), word.score);
  }
  return pairs;
}

auto Near(double probability) { return DoubleNear(probability, 1e-6); }

// b has the logit 2 between a and c, and all others 0.
TrainedModel MaskedModel() {
  TrainedModel trained =
      TinyModel({"a", "b", "c"}, TinyConfig(OBJECTIVE_MASKED, 1, 1), BOUNDARIES_LINE);
  *Tensor(trained, "embedding").row(0) = 1;
  *Tensor(trained, "embedding").row(2) = 3;
  Tensor(trained, "output.weight").row(1)[0] = -4;
  Tensor(trained, "output.weight").row(1)[1] = 2;
  return trained;
}

TEST(FillBlank, ByAMaskedModelGoesByBothSides) {
  TrainedModel trained = MaskedModel();
  const double sum = std::exp(2.0) + 4;
  EXPECT_THAT(Filled({2, 0}, {2, 0}, 10, false, trained),
              ElementsAre(Pair("b", Near(std::exp(2.0) / sum)), Pair("a", Near(1 / sum)),
                          Pair("c", Near(1 / sum))));
  EXPECT_THAT(Filled({2, 0}, {2, 0}, 10, true, trained),
              ElementsAre(Pair("b", Near(std::exp(2.0) / sum)), Pair("<unk>", Near(1 / sum)),
                          Pair("a", Near(1 / sum)), Pair("c", Near(1 / sum))));
}

TEST(FillBlank, AtALinesStartAndEndHasPaddingForContext) {
  TrainedModel trained = MaskedModel();
  const double sum = std::exp(6.0) + 4;
  EXPECT_THAT(Filled({}, {2}, 1, false, trained),
              ElementsAre(Pair("b", Near(std::exp(6.0) / sum))));
  EXPECT_THAT(Filled({}, {}, 1, false, trained), ElementsAre(Pair("a", Near(0.2))));
}

// b has the logit 2 after a, -2 after b.
TrainedModel NextModel() {
  TrainedModel trained =
      TinyModel({"a", "b", "c"}, TinyConfig(OBJECTIVE_NEXT, 1, 1), BOUNDARIES_LINE);
  *Tensor(trained, "embedding").row(0) = 1;
  *Tensor(trained, "embedding").row(1) = -1;
  *Tensor(trained, "output.weight").row(1) = 2;
  return trained;
}

TEST(FillBlank, ByANextWordModelGoesByTheWordsThatFollowToo) {
  TrainedModel trained = NextModel();
  const double after_a = std::exp(2.0) + 4;
  const double after_b = std::exp(-2.0) + 4;
  // p(w | a) p(a | w); what stands further on does not see the blank.
  const double a = 1 / after_a * 1 / after_a;
  const double b = std::exp(2.0) / after_a * 1 / after_b;
  const double c = 1 / after_a * 1 / 5;
  const double sum = a + b + c;
  EXPECT_THAT(
      Filled({0}, {0, 1, 0}, 10, false, trained),
      ElementsAre(Pair("b", Near(b / sum)), Pair("c", Near(c / sum)), Pair("a", Near(a / sum))));
}

TEST(FillBlank, ByANextWordModelGoesByTheLinesEnd) {
  TrainedModel trained = NextModel();
  *Tensor(trained, "output.weight").row(3) = -1;
  const double after_a = std::exp(2.0) + std::exp(-1.0) + 3;
  const double after_b = std::exp(-2.0) + std::exp(1.0) + 3;
  // After no word, all words but the line's end are alike.
  const double a = std::exp(-1.0) / after_a;
  const double b = std::exp(1.0) / after_b;
  const double c = 1.0 / 5;
  const double sum = a + b + c;
  EXPECT_THAT(
      Filled({}, {}, 10, false, trained),
      ElementsAre(Pair("b", Near(b / sum)), Pair("c", Near(c / sum)), Pair("a", Near(a / sum))));
}

TEST(FillBlank, ByANextWordModelJudgesItsBest200) {
  std::vector<std::string> names;
  for (int i = 0; i < 300; ++i) names.push_back(absl::StrCat("w", i));
  TrainedModel trained = TinyModel(names, TinyConfig(OBJECTIVE_NEXT, 1, 1), BOUNDARIES_LINE);
  EXPECT_EQ(Filled({0}, {1}, 1000, false, trained).size(), 200u);
  EXPECT_EQ(Filled({0}, {1}, 7, false, trained).size(), 7u);
}

}  // namespace
}  // namespace windowlm
