#include "src/model/ngram/ngram_model.h"

#include <vector>

#include "gtest/gtest.h"
#include "tests/base/running_threads.h"
#include "tests/model/ngram/small_ngrams.h"

namespace windowlm {
namespace {

constexpr char kOther[] =
    "the dog ran\na pig sat on the barn\nnever seen\n\nthe cat sat on the mat\n";

std::vector<double> LossesOf(absl::Span<const uint32_t> ids, NgramModel& model) {
  std::vector<double> losses(ids.size());
  model.NegativeLogLikelihood(ids, 0, absl::MakeSpan(losses));
  return losses;
}

class NgramModelTest : public testing::TestWithParam<Boundaries> {
 protected:
  const std::unique_ptr<NgramModel> model_ = NgramModelOf(kSentences, 4, GetParam());
  const std::vector<uint32_t> ids_ = IdsOf(kOther, model_->vocabulary());
};

INSTANTIATE_TEST_SUITE_P(Boundaries, NgramModelTest,
                         testing::Values(BOUNDARIES_LINE, BOUNDARIES_NONE));

TEST_P(NgramModelTest, AnswersTheSameForAnyCut) {
  const std::vector<double> whole = LossesOf(ids_, *model_);
  for (size_t first = 0; first < ids_.size(); ++first) {
    std::vector<double> rest(ids_.size() - first);
    model_->NegativeLogLikelihood(ids_, first, absl::MakeSpan(rest));
    for (size_t i = 0; i < rest.size(); ++i) EXPECT_EQ(rest[i], whole[first + i]);
    // Of a text that is cut beyond what the model sees.
    const size_t seen = std::min(first, static_cast<size_t>(model_->words_before()));
    double loss = 0;
    model_->NegativeLogLikelihood(absl::MakeConstSpan(ids_).subspan(first - seen, seen + 1), seen,
                                  absl::MakeSpan(&loss, 1));
    EXPECT_EQ(loss, whole[first]);
  }
}

TEST_P(NgramModelTest, AnswersTheSameOnAnyNumberOfThreads) {
  std::vector<uint32_t> ids;
  for (int i = 0; i < 100; ++i) ids.insert(ids.end(), ids_.begin(), ids_.end());
  SetThreads(1);
  const std::vector<double> one = LossesOf(ids, *model_);
  for (const int threads : {2, 8}) {
    SetThreadsAndSeeThemRun(threads);
    EXPECT_EQ(LossesOf(ids, *model_), one);
  }
}

TEST_P(NgramModelTest, GivesEachWordOfALineTheProbabilityThatItHasAsTheNext) {
  const std::vector<double> losses = LossesOf(ids_, *model_);
  std::vector<double> log_p(model_->vocabulary().predictable_size());
  // The first line: of the text too.
  for (size_t i = 0; i < 4; ++i) {
    model_->LogProbabilities(absl::MakeConstSpan(ids_).first(i), absl::MakeSpan(log_p));
    EXPECT_NEAR(log_p[ids_[i]], -losses[i], 1e-12);
  }
}

TEST(NgramModel, SeesTheWordsBeforeALineOnlyWithoutBoundaries) {
  for (const Boundaries boundaries : {BOUNDARIES_LINE, BOUNDARIES_NONE}) {
    const auto model = NgramModelOf(kSentences, 3, boundaries);
    const auto first_of_second = [&](const char* text) {
      const std::vector<uint32_t> ids = IdsOf(text, model->vocabulary());
      return LossesOf(ids, *model)[ids.size() - 2];
    };
    EXPECT_EQ(first_of_second("the mat\na\n") == first_of_second("the rat\na\n"),
              boundaries == BOUNDARIES_LINE);
  }
}

}  // namespace
}  // namespace windowlm
