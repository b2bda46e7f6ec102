#include "src/evaluate/perplexity.h"

#include <cmath>
#include <vector>

#include "gtest/gtest.h"
#include "src/base/parallel_for.h"
#include "src/corpus/vocabulary.h"
#include "src/model/window_language_model.h"
#include "tests/model/small_models.h"

namespace windowlm {
namespace {

// "a" to "f" and the three special words: 8 can be predicted.
Vocabulary EightWords() {
  absl::StatusOr<Vocabulary> vocabulary = Vocabulary::FromCounts(
      {{"a", 9}, {"b", 9}, {"c", 9}, {"d", 9}, {"e", 9}, {"f", 9}, {"</s>", 9}}, 1, 0);
  EXPECT_TRUE(vocabulary.ok()) << vocabulary.status();
  return *std::move(vocabulary);
}

TrainConfig NextWordConfig() {
  TrainConfig config;
  *config.mutable_model() = ConfigOf(OBJECTIVE_NEXT, 2, 3, {4});
  config.mutable_corpus()->set_boundaries(BOUNDARIES_LINE);
  return config;
}

// Lines of five words, of which the last but one is unknown, and their ends.
std::vector<uint32_t> TextOf(int lines, const Vocabulary& vocabulary) {
  std::vector<uint32_t> ids;
  for (int line = 0; line < lines; ++line) {
    for (const char* word : {"a", "b", "c", "never seen", "d", "</s>"}) {
      ids.push_back(vocabulary.IdOrUnknown(word));
    }
  }
  return ids;
}

class Perplexity : public testing::Test {
 protected:
  LikelihoodSummary Evaluate(int lines) {
    const std::vector<uint32_t> ids = TextOf(lines, vocabulary_);
    WindowLanguageModel model(config_, vocabulary_, model_);
    return EvaluateLikelihood(ids, model);
  }

  const Vocabulary vocabulary_ = EightWords();
  const TrainConfig config_ = NextWordConfig();
  WindowModel<float> model_{config_.model(), static_cast<int64_t>(vocabulary_.size())};
};

TEST_F(Perplexity, OfAModelWithoutAnIdeaIsTheVocabularysSize) {
  const LikelihoodSummary summary = Evaluate(5);
  EXPECT_NEAR(summary.perplexity(), 8, 1e-5);
  EXPECT_NEAR(summary.negative_log_likelihood, 30 * std::log(8), 1e-4);
  EXPECT_NEAR(summary.perplexity_without_unknown(), 8, 1e-4);
}

TEST_F(Perplexity, CountsLineEndsAndUnknownWords) {
  const LikelihoodSummary summary = Evaluate(5);
  EXPECT_EQ(summary.words, 30);
  EXPECT_EQ(summary.unknown_words, 5);
}

TEST_F(Perplexity, OfNoWordsIsOne) {
  const LikelihoodSummary summary = Evaluate(0);
  EXPECT_EQ(summary.words, 0);
  EXPECT_EQ(summary.perplexity(), 1);
}

// Every line has the same windows, so that of many, in several batches, is that of one.
TEST_F(Perplexity, IsTheMeanOverAllWindowsOfALongText) {
  FillParameters(1, model_);
  const LikelihoodSummary one = Evaluate(1);
  const LikelihoodSummary many = Evaluate(700);
  EXPECT_EQ(many.words, 4200);
  EXPECT_EQ(many.unknown_words, 700);
  EXPECT_NEAR(many.perplexity(), one.perplexity(), 1e-6);
  EXPECT_GT(one.perplexity(), 8);
}

TEST_F(Perplexity, IsThatOfTheProbabilities) {
  FillParameters(1, model_);
  const std::vector<uint32_t> ids = TextOf(1, vocabulary_);
  const WindowSampler windows(ids, OBJECTIVE_NEXT, 2, BOUNDARIES_LINE, vocabulary_);
  WindowBatch batch;
  windows.FillBatchInTextOrder(0, 6, &batch);
  Matrix<double> log_p(6, 8);
  model_.LogProbabilities(batch, log_p.view());
  double sum = 0;
  for (int64_t i = 0; i < 6; ++i) sum -= log_p.row(i)[batch.targets[i]];
  EXPECT_NEAR(Evaluate(1).perplexity(), std::exp(sum / 6), 1e-4);
}

TEST_F(Perplexity, IsTheSameOnAnyNumberOfThreads) {
  FillParameters(1, model_);
  SetThreads(1);
  const LikelihoodSummary one = Evaluate(300);
  for (const int threads : {2, 8}) {
    SetThreads(threads);
    EXPECT_EQ(Evaluate(300).negative_log_likelihood, one.negative_log_likelihood);
  }
}

TEST(LikelihoodSummary, TellsThePerplexityWithoutUnknownWords) {
  LikelihoodSummary summary;
  summary.Add(/*unknown=*/true, std::log(2));
  summary.Add(/*unknown=*/false, std::log(8));
  EXPECT_NEAR(summary.perplexity(), 4, 1e-12);
  EXPECT_NEAR(summary.perplexity_without_unknown(), 8, 1e-12);
  EXPECT_EQ(summary.unknown_share(), 0.5);
  EXPECT_EQ(LikelihoodSummary().perplexity_without_unknown(), 1);
}

}  // namespace
}  // namespace windowlm
