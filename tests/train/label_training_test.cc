// The training of models of labels: what they learn, to the same bytes on any number of threads and
// after any interruption.

#include <atomic>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/model/label_model.h"
#include "src/train/checkpoint_schedule.h"
#include "src/train/trainer.h"
#include "tests/base/running_threads.h"
#include "tests/store/test_files.h"
#include "tests/train/labelled_text.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;

namespace fs = std::filesystem;

constexpr CheckpointOptions kNone{};
// Written at an interruption alone.
constexpr CheckpointOptions kResume{0, 0, true};

// Does something after each step, and keeps what training told.
class Watcher : public TrainingObserver {
 public:
  void OnBegin(const TrainingPlan& plan) override { steps = plan.steps(); }
  void OnStep(const StepReport& report) override {
    rows.push_back(report.rows);
    if (at_step) at_step(report.step + 1);
  }
  void OnValidation(const ValidationReport& report) override { validations.push_back(report); }

  std::function<void(uint64_t steps)> at_step;
  uint64_t steps = 0;
  std::vector<uint64_t> rows;
  std::vector<ValidationReport> validations;
};

class LabelTraining : public testing::Test {
 protected:
  LabelTraining() { fs::create_directories(folder_ + "/run"); }

  void Prepare(const std::string& text, const std::string& valid) {
    corpus_ = std::make_unique<PreparedCorpus>(LabelledCorpusOf(text, valid, config_));
  }

  TrainingResult RunTo(const std::string& path, const CheckpointOptions& checkpoints) {
    stop_ = false;
    watcher_.rows.clear();
    watcher_.validations.clear();
    const absl::StatusOr<TrainingResult> result =
        Train(config_, *corpus_, path, stop_, watcher_, nullptr, checkpoints);
    EXPECT_TRUE(result.ok()) << result.status();
    return result.ok() ? *result : TrainingResult();
  }

  TrainingResult Run() { return RunTo(path_, kNone); }

  // The bytes of the model of a training that nothing stops.
  std::string Trained() {
    const std::string path = folder_ + "/uninterrupted.wlm";
    RunTo(path, kNone);
    return BytesOf(path);
  }

  // Stops after so many steps.
  void Interrupt(uint64_t steps) {
    watcher_.at_step = [this, steps](uint64_t taken) { stop_ = taken == steps; };
    const TrainingResult result = RunTo(path_, kResume);
    watcher_.at_step = nullptr;
    EXPECT_EQ(result.end, TrainingEnd::kInterrupted);
    EXPECT_TRUE(result.can_resume);
    EXPECT_EQ(result.steps, steps);
  }

  LabelModel Loaded() const {
    absl::StatusOr<LabelModel> model = LabelModel::Load(path_);
    EXPECT_TRUE(model.ok()) << model.status();
    return *std::move(model);
  }

  TrainConfig config_ = LabelTrainConfig();
  const std::string folder_ = FreshFolder();
  const std::string path_ = folder_ + "/run/model.wlm";
  std::unique_ptr<PreparedCorpus> corpus_;
  std::atomic<bool> stop_{false};
  Watcher watcher_;
};

// Some hundred lines in steps of several tiles of rows.
class SameLabelModel : public LabelTraining {
 protected:
  SameLabelModel() {
    config_.set_batch_size(150);
    config_.set_epochs(3);
    config_.set_patience(0);
    config_.set_warmup_steps(2);
  }

  void PrepareSample() { Prepare(LabelledSample(1, 5000), LabelledSample(2, 600)); }

  void SetHidden() {
    ModelConfig& model = *config_.mutable_model();
    model.set_dim(20);
    model.add_hidden(30);
    model.add_hidden(20);
    model.set_layer_norm(true);
    model.set_loss(LOSS_SIGMOID);
    config_.set_input_dropout(0.1);
    config_.set_hidden_dropout(0.1);
    config_.set_balance(true);
    config_.set_average(0.5);
  }

  void SetWindows(Combine combine) {
    ModelConfig& model = *config_.mutable_model();
    model.set_combine(combine);
    model.set_context(2);
    model.set_dim(20);
    model.clear_hidden();
    model.add_hidden(30);
    model.add_hidden(20);
    model.set_pairs(0);
    model.clear_spellings();
    config_.set_input_dropout(0.1);
    config_.set_hidden_dropout(0.3);
  }

  void SetPlain() {
    config_.mutable_model()->set_combine(COMBINE_SUM);
    config_.mutable_model()->set_pairs(0);
    config_.mutable_optimizer()->set_kind(OPTIMIZER_SGD);
    config_.mutable_optimizer()->set_momentum(0.9);
    config_.mutable_optimizer()->set_learning_rate(0.01);
    config_.mutable_optimizer()->set_l2(0.001);
    config_.set_naive_bayes(0);
  }

  void ExpectTheSameOnAnyNumberOfThreads() {
    PrepareSample();
    SCOPED_TRACE(config_.ShortDebugString());
    SetThreads(1);
    const std::string one = Trained();
    ASSERT_EQ(watcher_.validations.size(), 3u);
    for (const int threads : {2, 3, 8}) {
      SetThreadsAndSeeThemRun(threads);
      EXPECT_TRUE(Trained() == one) << threads << " threads";
    }
    EXPECT_TRUE(LabelModel::Load(folder_ + "/uninterrupted.wlm").ok());
  }

  // Interrupted at each step, and before once more.
  void ExpectTheSameAfterInterruptions() {
    PrepareSample();
    SCOPED_TRACE(config_.ShortDebugString());
    SetThreads(2);
    const std::string model = Trained();
    const uint64_t steps = watcher_.steps;
    ASSERT_GE(steps, 9u);
    const double perplexity = watcher_.validations.back().valid_perplexity;
    for (uint64_t step = 1; step < steps; ++step) {
      if (step > 2) Interrupt(step / 2);
      SetThreads(1);
      Interrupt(step);
      SetThreads(3);
      RunTo(path_, kResume);
      EXPECT_TRUE(BytesOf(path_) == model) << "from step " << step;
      EXPECT_EQ(watcher_.validations.back().valid_perplexity, perplexity);
      EXPECT_THAT(NamesIn(folder_ + "/run"), ElementsAre("model.wlm"));
      fs::remove(path_);
    }
  }
};

TEST_F(SameLabelModel, OnAnyNumberOfThreads) { ExpectTheSameOnAnyNumberOfThreads(); }

TEST_F(SameLabelModel, OnAnyNumberOfThreadsWithHiddenLayers) {
  SetHidden();
  ExpectTheSameOnAnyNumberOfThreads();
}

TEST_F(SameLabelModel, OnAnyNumberOfThreadsWithWindowsOverLines) {
  SetWindows(COMBINE_WINDOW_MAX);
  ExpectTheSameOnAnyNumberOfThreads();
  SetWindows(COMBINE_WINDOW_MEAN);
  ExpectTheSameOnAnyNumberOfThreads();
}

TEST_F(SameLabelModel, OnAnyNumberOfThreadsWithPlainSteps) {
  SetPlain();
  ExpectTheSameOnAnyNumberOfThreads();
}

TEST_F(SameLabelModel, AfterAnInterruptionAtAnyStep) { ExpectTheSameAfterInterruptions(); }

TEST_F(SameLabelModel, AfterAnInterruptionAtAnyStepWithHiddenLayers) {
  SetHidden();
  ExpectTheSameAfterInterruptions();
}

TEST_F(SameLabelModel, AfterAnInterruptionAtAnyStepWithWindowsOverLines) {
  SetWindows(COMBINE_WINDOW_MAX);
  ExpectTheSameAfterInterruptions();
}

TEST_F(SameLabelModel, AfterAnInterruptionAtAnyStepWithPlainSteps) {
  SetPlain();
  ExpectTheSameAfterInterruptions();
}

TEST_F(SameLabelModel, NotWithAnotherSeed) {
  PrepareSample();
  const std::string one = Trained();
  config_.set_seed(2);
  EXPECT_FALSE(Trained() == one);
}

// The text for validation says nothing of `w`, of which the text for training tells more and more:
// the first epoch's model is the best, and an interruption in the next one puts another in its
// place.
TEST_F(LabelTraining, KeepsTheBestModelAndItsAccuracyThroughAnInterruption) {
  std::string text;
  for (int i = 0; i < 10; ++i) text += "__label__x w\n__label__y v\n";
  config_.set_batch_size(10);
  config_.set_epochs(4);
  config_.set_patience(0);
  config_.set_warmup_steps(0);
  config_.set_schedule(SCHEDULE_CONSTANT);
  config_.mutable_optimizer()->set_kind(OPTIMIZER_SGD);
  config_.mutable_optimizer()->set_learning_rate(0.1);
  Prepare(text, "__label__x w\n__label__y w\n");
  const TrainingResult whole = RunTo(folder_ + "/whole.wlm", kNone);
  EXPECT_EQ(whole.valid_accuracy, 0.5);
  ASSERT_EQ(watcher_.validations.size(), 4u);
  ASSERT_TRUE(watcher_.validations[0].best_so_far);
  ASSERT_FALSE(watcher_.validations[1].best_so_far);
  Interrupt(3);
  EXPECT_FALSE(BytesOf(path_) == BytesOf(folder_ + "/whole.wlm"));
  const TrainingResult resumed = RunTo(path_, kResume);
  EXPECT_EQ(resumed.valid_accuracy, 0.5);
  EXPECT_EQ(resumed.valid_perplexity, whole.valid_perplexity);
  EXPECT_TRUE(BytesOf(path_) == BytesOf(folder_ + "/whole.wlm"));
}

TEST_F(LabelTraining, TakesEachLineWithALabelOnceAnEpoch) {
  config_.set_batch_size(4);
  config_.set_epochs(2);
  Prepare(
      "__label__x a\nb\n__label__y b\n\n__label__x a b\n__label__y b b\n__label__x __label__y a\n",
      "__label__x a\nb\n");
  const TrainingResult result = Run();
  EXPECT_EQ(result.steps, 4u);
  EXPECT_EQ(result.words, 10u);
  EXPECT_THAT(watcher_.rows, ElementsAre(4, 1, 4, 1));
  ASSERT_EQ(watcher_.validations.size(), 2u);
  EXPECT_EQ(watcher_.validations[0].valid_words, 1u) << "lines with labels";
}

TEST_F(LabelTraining, LearnsWhichWordsTellOfWhichLabel) {
  std::string text;
  for (int i = 0; i < 20; ++i) {
    text += "__label__sport the ball rolls\n__label__art the paint dries\n";
  }
  config_.set_epochs(20);
  config_.mutable_optimizer()->set_learning_rate(0.05);
  Prepare(text, "__label__sport a ball\n__label__art a paint\n");
  const TrainingResult result = Run();
  EXPECT_EQ(result.valid_accuracy, 1);
  EXPECT_LT(result.valid_perplexity, 1.5);
  const LabelModel model = Loaded();
  EXPECT_EQ(model.provenance().training.valid_accuracy(), 1);
  EXPECT_EQ(model.provenance().training.valid_perplexity(), result.valid_perplexity);
}

// Nine lines of ten have x, and the only word says nothing: it is as frequent with both.
TEST_F(LabelTraining, HasRareLabelsCountAsOthersIfTheyAreBalanced) {
  std::string text = "__label__y w\n";
  for (int i = 0; i < 9; ++i) text += "__label__x w\n";
  config_.set_batch_size(10);
  config_.set_epochs(400);
  config_.set_naive_bayes(0);
  config_.mutable_optimizer()->set_learning_rate(0.05);
  for (const bool balance : {false, true}) {
    config_.set_balance(balance);
    Prepare(text, "");
    Run();
    LabelModel model = Loaded();
    const std::vector<LabelledWords> lines = {model.Read("w")};
    Matrix<double> log_p(1, 2);
    model.LogProbabilities(lines, log_p.view());
    EXPECT_EQ(model.labels().name(0), "x");
    EXPECT_NEAR(std::exp(log_p.row(0)[0]), balance ? 0.5 : 0.9, 0.02);
  }
}

// Each of the words a to d is in a text of either label: it is two of them together that tell.
class ExclusiveOr : public LabelTraining {
 protected:
  ExclusiveOr() {
    config_.set_batch_size(8);
    config_.set_epochs(300);
    config_.set_warmup_steps(0);
    config_.set_schedule(SCHEDULE_CONSTANT);
    config_.mutable_optimizer()->set_learning_rate(0.02);
    config_.mutable_model()->set_pairs(0);
    config_.set_precision(PRECISION_FLOAT32);
  }

  // What a model makes of the four texts that it was trained on.
  struct Answers {
    // The texts whose likeliest label is theirs.
    int right = 0;
    // exp of the mean loss of a decision: one a text, or one for each label.
    double perplexity = 0;
  };

  Answers Learn() {
    const std::string text = "__label__x a c\n__label__y a d\n__label__y b c\n__label__x b d\n";
    // What a single line has tells of nothing.
    Prepare(text + text, "");
    Run();
    LabelModel model = Loaded();
    const uint32_t x = *model.labels().Find("x");
    const std::vector<LabelledWords> texts = {model.Read("a c"), model.Read("b d"),
                                              model.Read("a d"), model.Read("b c")};
    Matrix<double> log_p(4, 2);
    model.LogProbabilities(texts, log_p.view());
    Answers answers;
    double loss = 0;
    for (int64_t i = 0; i < 4; ++i) {
      const uint32_t label = i < 2 ? x : 1 - x;
      const double own = log_p.row(i)[label];
      const double other = log_p.row(i)[1 - label];
      answers.right += own > other ? 1 : 0;
      const bool by_itself = config_.model().loss() == LOSS_SIGMOID;
      loss -= by_itself ? (own + std::log1p(-std::exp(other))) / 2 : own;
    }
    answers.perplexity = std::exp(loss / 4);
    return answers;
  }
};

TEST_F(ExclusiveOr, CannotBeLearntWithoutHiddenLayersAndPairs) {
  for (const Loss loss : {LOSS_SOFTMAX, LOSS_SIGMOID}) {
    config_.mutable_model()->set_loss(loss);
    const Answers answers = Learn();
    EXPECT_LE(answers.right, 3);
    // Nothing is better than to give all texts both labels alike.
    EXPECT_GT(answers.perplexity, 1.9999);
  }
}

TEST_F(ExclusiveOr, IsLearntByAHiddenLayer) {
  config_.mutable_model()->add_hidden(8);
  config_.mutable_model()->set_dim(8);
  config_.mutable_model()->set_activation(ACTIVATION_TANH);
  for (const Combine combine : {COMBINE_MEAN, COMBINE_SUM}) {
    for (const Loss loss : {LOSS_SOFTMAX, LOSS_SIGMOID}) {
      config_.mutable_model()->set_combine(combine);
      config_.mutable_model()->set_loss(loss);
      const Answers answers = Learn();
      EXPECT_EQ(answers.right, 4);
      EXPECT_LT(answers.perplexity, 1.1);
    }
  }
}

TEST_F(ExclusiveOr, IsLearntByPairsOfWords) {
  config_.mutable_model()->set_pairs(4);
  config_.set_naive_bayes(0);
  const Answers answers = Learn();
  EXPECT_EQ(answers.right, 4);
  EXPECT_LT(answers.perplexity, 1.1);
}

TEST_F(ExclusiveOr, IsLearntByWindowsOverTheLine) {
  config_.mutable_model()->clear_spellings();
  config_.mutable_model()->set_dim(8);
  config_.mutable_model()->add_hidden(8);
  for (const Combine combine : {COMBINE_WINDOW_MAX, COMBINE_WINDOW_MEAN}) {
    config_.mutable_model()->set_combine(combine);
    const Answers answers = Learn();
    EXPECT_EQ(answers.right, 4);
    EXPECT_LT(answers.perplexity, 1.1);
  }
}

}  // namespace
}  // namespace windowlm
