#include "src/train/trainer.h"

#include <atomic>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/config/option_value.h"
#include "src/evaluate/perplexity.h"
#include "src/model/model_file.h"
#include "src/model/window_language_model.h"
#include "src/train/model_starts.h"
#include "tests/store/test_files.h"
#include "tests/train/small_corpus.h"

namespace windowlm {
namespace {

using ::testing::AllOf;
using ::testing::AnyOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// Keeps what training told, and does something at each step.
class Watcher : public TrainingObserver {
 public:
  void OnStep(const StepReport& report) override {
    steps.push_back(report);
    if (at_step) at_step(report.step);
  }
  void OnValidation(const ValidationReport& report) override { validations.push_back(report); }
  void OnEpochEnd(uint32_t epoch, double) override { epoch_ends.push_back(epoch); }

  std::function<void(uint64_t step)> at_step;
  std::vector<StepReport> steps;
  std::vector<ValidationReport> validations;
  std::vector<uint32_t> epoch_ends;
};

class TrainerTest : public testing::Test {
 protected:
  absl::StatusOr<TrainingResult> Run(const PreparedCorpus& corpus) {
    return Train(config_, corpus, path_, stop_, watcher_);
  }

  TrainedModel Loaded() const {
    absl::StatusOr<TrainedModel> model = LoadModel(path_);
    EXPECT_TRUE(model.ok()) << model.status();
    return *std::move(model);
  }

  TrainConfig config_ = SmallTrainConfig();
  const std::string folder_ = FreshFolder();
  const std::string path_ = folder_ + "/model.wlm";
  std::atomic<bool> stop_{false};
  Watcher watcher_;
};

TEST_F(TrainerTest, StartsFromTheParametersThatItIsGiven) {
  const PreparedCorpus corpus = CorpusOf(SampleText(1, 500), "", config_);
  config_.set_max_steps(1);
  config_.mutable_optimizer()->set_learning_rate(1e-30);
  const auto run = [&](const ModelStart& start) {
    const absl::StatusOr<TrainingResult> result =
        Train(config_, corpus, path_, stop_, watcher_, start);
    EXPECT_TRUE(result.ok()) << result.status();
    return Loaded();
  };
  const TrainedModel random = run(nullptr);
  config_.set_seed(2);
  const auto start = [&](WindowModel<float>& model) {
    CopyParameters(*random.model, model);
    ForeignVectors vectors;
    vectors.words = {"nowhere", std::string(corpus.vocabulary.word(3))};
    vectors.vectors = RowBlocks(8);
    vectors.vectors.Append(std::vector<float>(8, 1.0f));
    vectors.vectors.Append(std::vector<float>(8, 5.0f));
    const std::vector<SharedWord> shared = FindSharedWords(corpus.vocabulary, vectors);
    ASSERT_EQ(shared.size(), 1u);
    SetEmbeddings(vectors, shared, model);
  };
  const TrainedModel started = run(start);
  for (size_t slot = 0; slot < random.model->parameters().size(); ++slot) {
    const Matrix<float>& first = random.model->parameters()[slot]->value;
    const Matrix<float>& second = started.model->parameters()[slot]->value;
    for (int64_t i = 0; i < first.size(); ++i) {
      const bool is_given = slot == 0 && i / 8 == 3;
      ASSERT_NEAR(second.data()[i], is_given ? 5 : first.data()[i], 1e-6) << slot << ", " << i;
    }
  }
}

TEST_F(TrainerTest, WithoutValidationSavesAtTheEndAlone) {
  config_.set_epochs(2);
  const PreparedCorpus corpus = CorpusOf(SampleText(1, 500), "", config_);
  watcher_.at_step = [&](uint64_t) { EXPECT_THAT(NamesIn(folder_), IsEmpty()); };
  const absl::StatusOr<TrainingResult> result = Run(corpus);
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->end, TrainingEnd::kFinished);
  EXPECT_TRUE(result->saved);
  EXPECT_EQ(result->words, 2 * corpus.train_words);
  EXPECT_EQ(result->steps, watcher_.steps.size());
  EXPECT_EQ(result->valid_perplexity, 0);
  EXPECT_THAT(NamesIn(folder_), ElementsAre("model.wlm"));
  EXPECT_THAT(watcher_.epoch_ends, ElementsAre(0, 1));
  EXPECT_THAT(watcher_.validations, IsEmpty());
}

TEST_F(TrainerTest, WritesWhereTheModelComesFrom) {
  const std::string text = SampleText(1, 500);
  const PreparedCorpus corpus = CorpusOf(text, "the dog sees the cat\n", config_);
  const absl::StatusOr<TrainingResult> result = Run(corpus);
  ASSERT_TRUE(result.ok()) << result.status();
  const TrainedModel model = Loaded();
  // In a file absent means zero.
  ClearZeroes(&config_);
  EXPECT_EQ(model.provenance.config.SerializeAsString(), config_.SerializeAsString());
  EXPECT_EQ(model.provenance.corpus.bytes(), text.size());
  EXPECT_EQ(model.provenance.corpus.train_words(), corpus.train_words);
  EXPECT_EQ(model.provenance.corpus.valid_words(), 6);
  EXPECT_EQ(model.provenance.training.steps(), result->steps);
  EXPECT_EQ(model.provenance.training.words(), corpus.train_words);
  EXPECT_EQ(model.provenance.training.valid_perplexity(), result->valid_perplexity);
}

TEST_F(TrainerTest, StopsAtTheBoundsInTheMidstOfAnEpoch) {
  config_.set_max_words(100);
  const PreparedCorpus corpus = CorpusOf(SampleText(1, 500), "the dog\n", config_);
  const absl::StatusOr<TrainingResult> result = Run(corpus);
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->words, 100);
  EXPECT_EQ(result->steps, 2);
  EXPECT_EQ(watcher_.validations.size(), 1) << "the end is validated too";
  EXPECT_TRUE(result->saved);
}

TEST_F(TrainerTest, ABoundedRunIsTheStartOfTheUnboundedOne) {
  const PreparedCorpus corpus = CorpusOf(SampleText(1, 1000), "", config_);
  ASSERT_TRUE(Run(corpus).ok());
  const std::vector<StepReport> unbounded = watcher_.steps;
  watcher_.steps.clear();
  config_.set_max_steps(5);
  ASSERT_TRUE(Run(corpus).ok());
  ASSERT_EQ(watcher_.steps.size(), 5);
  for (size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(watcher_.steps[i].loss, unbounded[i].loss);
    EXPECT_EQ(watcher_.steps[i].learning_rate, unbounded[i].learning_rate);
  }
}

// The mean is computed here from runs that end at each of the steps.
TEST_F(TrainerTest, SavesTheMeanOfTheLastStepsWeights) {
  const PreparedCorpus corpus = CorpusOf(SampleText(1, 1000), "the dog sees the cat\n", config_);
  ASSERT_TRUE(Run(corpus).ok());
  const size_t steps = watcher_.steps.size();
  ASSERT_GE(steps, 10);
  std::vector<double> mean;
  for (size_t last = steps - 3; last <= steps; ++last) {
    config_.set_max_steps(static_cast<int64_t>(last));
    ASSERT_TRUE(Run(corpus).ok());
    const TrainedModel model = Loaded();
    size_t i = 0;
    for (const Parameter<float>* parameter : model.model->parameters()) {
      mean.resize(std::max(mean.size(), i + parameter->value.size()));
      for (int64_t j = 0; j < parameter->value.size(); ++j) {
        mean[i++] += parameter->value.data()[j] / 4.0;
      }
    }
  }
  config_.clear_max_steps();
  config_.set_average(3.5 / static_cast<double>(steps));
  const absl::StatusOr<TrainingResult> result = Run(corpus);
  ASSERT_TRUE(result.ok()) << result.status();
  const TrainedModel model = Loaded();
  size_t i = 0;
  for (const Parameter<float>* parameter : model.model->parameters()) {
    for (int64_t j = 0; j < parameter->value.size(); ++j) {
      ASSERT_NEAR(parameter->value.data()[j], mean[i++], 1e-6) << parameter->name;
    }
  }
  WindowLanguageModel averaged(model.provenance.config, model.vocabulary, *model.model);
  // Training may have rounded the operands of products.
  EXPECT_NEAR(EvaluateLikelihood(corpus.valid_ids(), averaged).perplexity(),
              result->valid_perplexity, 0.1);
}

// "b" never starts a line of the training text: each epoch makes the validation text less likely.
constexpr char kContraryText[] = "a b\n";
constexpr char kContraryValid[] = "b a\n";

TEST_F(TrainerTest, RefusesATextOfWhichThinningLeavesNothing) {
  config_.mutable_model()->set_loss(LOSS_NEGATIVE_SAMPLING);
  config_.mutable_model()->set_combine(COMBINE_MEAN);
  config_.set_subsample(1e-7);
  const PreparedCorpus corpus = CorpusOf("a b c\nthe cat\n", "", config_);
  const absl::StatusOr<TrainingResult> result = Run(corpus);
  EXPECT_TRUE(absl::IsInvalidArgument(result.status()));
  EXPECT_NE(result.status().message().find("--subsample"), absl::string_view::npos);
}

// What is left of the text is another part in each epoch, and may be none in one of them.
TEST_F(TrainerTest, GoesOnAfterAnEpochOfWhichThinningLeavesNothing) {
  config_.mutable_model()->set_loss(LOSS_NEGATIVE_SAMPLING);
  config_.mutable_model()->set_combine(COMBINE_MEAN);
  config_.set_subsample(0.003);
  config_.set_epochs(40);
  const PreparedCorpus corpus = CorpusOf("a b a b\na b a b\n", "", config_);
  const absl::StatusOr<TrainingResult> result = Run(corpus);
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_TRUE(result->saved);
  EXPECT_THAT(watcher_.epoch_ends, Not(IsEmpty()));
  EXPECT_LT(watcher_.epoch_ends.size(), 40) << "no epoch was empty";
  EXPECT_LT(watcher_.epoch_ends.back(), 39) << "the last epoch was not";
}

TEST_F(TrainerTest, StopsWhenValidationStallsAndKeepsTheBest) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += kContraryText;
  config_.set_epochs(50);
  config_.set_patience(3);
  // That of a model that is read from a file.
  config_.set_precision(PRECISION_FLOAT32);
  const PreparedCorpus corpus = CorpusOf(text, kContraryValid, config_);
  const absl::StatusOr<TrainingResult> result = Run(corpus);
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->end, TrainingEnd::kNoImprovement);
  ASSERT_EQ(watcher_.validations.size(), 4);
  EXPECT_TRUE(watcher_.validations[0].best_so_far);
  for (int i = 1; i < 4; ++i) {
    EXPECT_FALSE(watcher_.validations[i].best_so_far);
    EXPECT_GT(watcher_.validations[i].valid_perplexity, result->valid_perplexity);
  }
  EXPECT_EQ(result->valid_perplexity, watcher_.validations[0].valid_perplexity);

  TrainedModel best = Loaded();
  EXPECT_EQ(best.provenance.training.words(), corpus.train_words) << "of the first epoch";
  WindowLanguageModel model(best.provenance.config, best.vocabulary, *best.model);
  EXPECT_EQ(EvaluateLikelihood(corpus.valid_ids(), model).perplexity(), result->valid_perplexity);
}

TEST_F(TrainerTest, WithoutPatienceTrainsToTheEndAndKeepsTheBest) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += kContraryText;
  config_.set_epochs(8);
  config_.set_patience(0);
  const PreparedCorpus corpus = CorpusOf(text, kContraryValid, config_);
  const absl::StatusOr<TrainingResult> result = Run(corpus);
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->end, TrainingEnd::kFinished);
  EXPECT_EQ(watcher_.validations.size(), 8);
  EXPECT_EQ(Loaded().provenance.training.words(), corpus.train_words);
}

TEST_F(TrainerTest, HalvesTheRateWhereValidationStalls) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += kContraryText;
  config_.set_epochs(4);
  config_.set_schedule(SCHEDULE_HALVING);
  config_.mutable_optimizer()->set_learning_rate(0.004);
  const PreparedCorpus corpus = CorpusOf(text, kContraryValid, config_);
  ASSERT_TRUE(Run(corpus).ok());
  std::vector<double> rates;
  for (const StepReport& step : watcher_.steps) {
    if (step.windows.ends_epoch) rates.push_back(step.learning_rate);
  }
  EXPECT_THAT(rates, ElementsAre(0.004, 0.004, 0.002, 0.001));
}

TEST_F(TrainerTest, SavesWhatItHasWhenInterrupted) {
  const PreparedCorpus corpus = CorpusOf(SampleText(1, 1000), "the dog\n", config_);
  watcher_.at_step = [&](uint64_t step) { stop_ = step == 3; };
  const absl::StatusOr<TrainingResult> result = Run(corpus);
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->end, TrainingEnd::kInterrupted);
  EXPECT_EQ(result->steps, 4) << "the current step ends";
  EXPECT_TRUE(result->saved);
  EXPECT_EQ(Loaded().provenance.training.steps(), 4);
}

TEST_F(TrainerTest, SavesNothingWhenInterruptedBeforeTheFirstStep) {
  const PreparedCorpus corpus = CorpusOf(SampleText(1, 1000), "", config_);
  stop_ = true;
  const absl::StatusOr<TrainingResult> result = Run(corpus);
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->end, TrainingEnd::kInterrupted);
  EXPECT_EQ(result->steps, 0);
  EXPECT_FALSE(result->saved);
  EXPECT_THAT(NamesIn(folder_), IsEmpty());
}

TEST_F(TrainerTest, KeepsABetterModelThanThatOfTheInterruption) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += kContraryText;
  config_.set_epochs(8);
  const PreparedCorpus corpus = CorpusOf(text, kContraryValid, config_);
  // In the third epoch, after the second's validation was worse than the first's.
  watcher_.at_step = [&](uint64_t) { stop_ = watcher_.validations.size() == 2; };
  const absl::StatusOr<TrainingResult> result = Run(corpus);
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->end, TrainingEnd::kInterrupted);
  EXPECT_EQ(result->valid_perplexity, watcher_.validations[0].valid_perplexity);
  EXPECT_EQ(Loaded().provenance.training.words(), corpus.train_words);
}

TEST_F(TrainerTest, NamesTheStepWhoseLossIsNotFiniteAndLeavesTheFile) {
  WriteBytes(path_, "what was there");
  config_.mutable_optimizer()->set_kind(OPTIMIZER_SGD);
  // No float is so great.
  config_.mutable_optimizer()->set_learning_rate(1e39);
  config_.set_warmup_steps(0);
  const PreparedCorpus corpus = CorpusOf(SampleText(1, 1000), "the dog\n", config_);
  const absl::Status status = Run(corpus).status();
  EXPECT_THAT(MessageOf(status),
              AllOf(HasSubstr("step " + std::to_string(watcher_.steps.size() + 1)),
                    HasSubstr("not a finite number"), HasSubstr("--learning-rate below 1e+39")));
  EXPECT_EQ(BytesOf(path_), "what was there");
  EXPECT_THAT(NamesIn(folder_), ElementsAre("model.wlm"));
}

TEST_F(TrainerTest, DoesNotSaveAModelWhosePerplexityIsBeyondAllNumbers) {
  config_.mutable_optimizer()->set_kind(OPTIMIZER_SGD);
  config_.mutable_optimizer()->set_learning_rate(1e30);
  const PreparedCorpus corpus = CorpusOf(SampleText(1, 1000), "the dog\n", config_);
  const absl::Status status = Run(corpus).status();
  EXPECT_THAT(MessageOf(status),
              AllOf(AnyOf(HasSubstr("step " + std::to_string(watcher_.steps.size()) +
                                    ": the validation perplexity is inf, not a finite number"),
                          // Where a processor's products round otherwise, it may still be finite.
                          HasSubstr("step " + std::to_string(watcher_.steps.size() + 1) +
                                    ": the loss is nan, not a finite number")),
                    HasSubstr("--learning-rate below 1e+30")));
  EXPECT_THAT(NamesIn(folder_), IsEmpty());
}

// The last step's loss is that before the step.
TEST_F(TrainerTest, DoesNotSaveAModelThatItsLastStepHasRuined) {
  WriteBytes(path_, "what was there");
  config_.mutable_optimizer()->set_kind(OPTIMIZER_SGD);
  config_.mutable_optimizer()->set_learning_rate(1e300);
  config_.set_warmup_steps(0);
  config_.set_schedule(SCHEDULE_CONSTANT);
  config_.set_max_steps(1);
  const PreparedCorpus corpus = CorpusOf(SampleText(1, 1000), "", config_);
  EXPECT_THAT(MessageOf(Run(corpus).status()),
              AllOf(HasSubstr("at step 1:"), HasSubstr("not a finite number")));
  EXPECT_EQ(BytesOf(path_), "what was there");
}

TEST_F(TrainerTest, ReportsAFileThatCannotBeWritten) {
  const PreparedCorpus corpus = CorpusOf(SampleText(1, 500), "the dog\n", config_);
  std::filesystem::remove_all(folder_);
  EXPECT_THAT(MessageOf(Run(corpus).status()), HasSubstr(path_));
}

TEST_F(TrainerTest, LearnsWhatFollowsWhat) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += i % 2 == 0 ? "the cat sees me\n" : "a dog hears you\n";
  config_.set_epochs(20);
  config_.mutable_optimizer()->set_learning_rate(0.02);
  config_.set_input_dropout(0);
  config_.set_hidden_dropout(0);
  const PreparedCorpus corpus = CorpusOf(text, "the cat sees me\na dog hears you\n", config_);
  const absl::StatusOr<TrainingResult> result = Run(corpus);
  ASSERT_TRUE(result.ok()) << result.status();
  // Two choices for the first of five words: the fifth root of two.
  EXPECT_NEAR(result->valid_perplexity, std::pow(2, 0.2), 0.02);
}

}  // namespace
}  // namespace windowlm
