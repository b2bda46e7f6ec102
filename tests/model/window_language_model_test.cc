#include "src/model/window_language_model.h"

#include <cmath>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/model/mixture/language_model_file.h"
#include "tests/model/small_model_file.h"
#include "tests/query/tiny_model.h"

namespace windowlm {
namespace {

using ::testing::HasSubstr;

// Random weights, over the words a, b, c, d.
class WindowLanguageModelTest : public testing::Test {
 protected:
  TrainedModel Trained(Objective objective, Boundaries boundaries) const {
    TrainedModel trained = TinyModel({"a", "b", "c", "d"}, TinyConfig(objective, 2, 3), boundaries);
    FillParameters(3, *trained.model);
    return trained;
  }

  // Of two lines, a b c and d a.
  const std::vector<uint32_t> ids_ = {0, 1, 2, 4, 3, 0, 4};
};

TEST_F(WindowLanguageModelTest, SeesTheWindowsOfTheText) {
  for (const Objective objective : {OBJECTIVE_NEXT, OBJECTIVE_MASKED}) {
    for (const Boundaries boundaries : {BOUNDARIES_LINE, BOUNDARIES_NONE}) {
      TrainedModel trained = Trained(objective, boundaries);
      WindowLanguageModel model(trained.provenance.config, trained.vocabulary, *trained.model);
      std::vector<double> losses(4);
      model.NegativeLogLikelihood(ids_, 2, absl::MakeSpan(losses));
      const WindowSampler windows(ids_, objective, 2, boundaries, trained.vocabulary);
      WindowBatch batch;
      windows.FillBatchInTextOrder(2, 4, &batch);
      std::vector<double> expected(4);
      trained.model->NegativeLogLikelihood(batch, absl::MakeSpan(expected));
      EXPECT_EQ(losses, expected);
    }
  }
}

TEST_F(WindowLanguageModelTest, DependsOnNoWordBeyondThoseThatItNames) {
  for (const Objective objective : {OBJECTIVE_NEXT, OBJECTIVE_MASKED}) {
    for (const bool attends : {false, true}) {
      ModelConfig config = TinyConfig(objective, 1, 3);
      if (attends) {
        config.add_hidden(3);
        config.set_attention(1);
      } else {
        config.add_distant(2);
      }
      TrainedModel trained = TinyModel({"a", "b", "c", "d"}, config, BOUNDARIES_NONE);
      FillParameters(3, *trained.model);
      WindowLanguageModel model(trained.provenance.config, trained.vocabulary, *trained.model);
      EXPECT_EQ(model.words_before(), 3);
      std::vector<uint32_t> ids = {3, 3, 1};
      ids.insert(ids.end(), ids_.begin(), ids_.end());
      double whole = 0;
      model.NegativeLogLikelihood(ids, 5, absl::MakeSpan(&whole, 1));
      const auto first = static_cast<size_t>(5 - model.words_before());
      const auto count = static_cast<size_t>(model.words_before() + 1 + model.words_after());
      double cut = 0;
      model.NegativeLogLikelihood(absl::MakeConstSpan(ids).subspan(first, count),
                                  static_cast<uint64_t>(model.words_before()),
                                  absl::MakeSpan(&cut, 1));
      EXPECT_EQ(cut, whole);
    }
  }
}

TEST_F(WindowLanguageModelTest, GivesTheProbabilitiesOfWhatComesNextInALine) {
  TrainedModel trained = Trained(OBJECTIVE_NEXT, BOUNDARIES_LINE);
  WindowLanguageModel model(trained.provenance.config, trained.vocabulary, *trained.model);
  std::vector<double> log_p(trained.vocabulary.predictable_size());
  model.LogProbabilities({3}, absl::MakeSpan(log_p));
  // That of a after d, in the second line.
  double loss = 0;
  model.NegativeLogLikelihood(ids_, 5, absl::MakeSpan(&loss, 1));
  EXPECT_NEAR(log_p[0], -loss, 1e-6);
}

TEST(LoadLanguageModel, AnswersAsTheModelThatWasSaved) {
  const std::string path = testing::TempDir() + "/language_model";
  Provenance provenance = SmallProvenance();
  provenance.config.mutable_corpus()->set_boundaries(BOUNDARIES_LINE);
  const Vocabulary vocabulary = SmallVocabulary();
  const std::unique_ptr<WindowModel<float>> saved = SmallModel();
  ASSERT_TRUE(SaveModel(path, provenance, vocabulary, *saved).ok());
  const absl::StatusOr<std::unique_ptr<LanguageModel>> loaded = LoadLanguageModel(path);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  WindowLanguageModel model(provenance.config, vocabulary, *saved);
  const std::vector<uint32_t> ids = {0, 2, 1};
  std::vector<double> expected(3);
  model.NegativeLogLikelihood(ids, 0, absl::MakeSpan(expected));
  std::vector<double> losses(3);
  (*loaded)->NegativeLogLikelihood(ids, 0, absl::MakeSpan(losses));
  EXPECT_EQ(losses, expected);
  EXPECT_EQ((*loaded)->vocabulary().word(0), "the");
}

TEST(LoadLanguageModel, RefusesASkipGramModel) {
  const std::string path = testing::TempDir() + "/skipgram";
  ModelConfig config = TinyConfig(OBJECTIVE_SKIPGRAM, 1, 2);
  config.set_combine(COMBINE_MEAN);
  const TrainedModel trained = TinyModel({"a"}, config, BOUNDARIES_LINE);
  ASSERT_TRUE(SaveModel(path, trained.provenance, trained.vocabulary, *trained.model).ok());
  const absl::Status status = LoadLanguageModel(path).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()), HasSubstr("is a skip-gram model"));
}

}  // namespace
}  // namespace windowlm
