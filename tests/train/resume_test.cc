// A training that is interrupted, or dies, goes on to the same bytes as one that nothing stopped.

#include <atomic>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/model/model_file.h"
#include "src/store/sealed_file.h"
#include "src/train/checkpoint.h"
#include "src/train/trainer.h"
#include "tests/base/running_threads.h"
#include "tests/store/test_files.h"
#include "tests/train/small_corpus.h"

namespace windowlm {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

namespace fs = std::filesystem;

// Does something after each step and each validation, and keeps what training told.
class Watcher : public TrainingObserver {
 public:
  void OnBegin(const TrainingPlan& plan) override { steps = plan.steps(); }
  void OnResume(const ResumeReport& report) override { resumed = report; }
  void OnStep(const StepReport& report) override {
    rates.push_back(report.learning_rate);
    if (at_step) at_step(report.step + 1);
  }
  void OnValidation(const ValidationReport& report) override {
    validations.push_back({report.train_loss, report.valid_perplexity});
    if (at_validation) at_validation(report);
  }
  void OnWarning(absl::string_view warning) override { warnings.emplace_back(warning); }

  std::function<void(uint64_t steps)> at_step;
  std::function<void(const ValidationReport& report)> at_validation;
  uint64_t steps = 0;
  ResumeReport resumed{};
  std::vector<double> rates;
  // Training losses and perplexities.
  std::vector<std::pair<double, double>> validations;
  std::vector<std::string> warnings;
};

constexpr CheckpointOptions kNone{};
constexpr CheckpointOptions kEveryStep{0, 1, false};
// Written at an interruption alone.
constexpr CheckpointOptions kResume{0, 0, true};

// Writes a file anew with a changed header.
void ChangeHeader(const std::string& path, const std::function<void(FileHeader&)>& change) {
  auto reader = SealedFileReader::Open(path);
  ASSERT_TRUE(reader.ok()) << reader.status();
  FileHeader header = (*reader)->header();
  change(header);
  auto writer = SealedFileWriter::Create(path, header);
  ASSERT_TRUE(writer.ok()) << writer.status();
  for (auto record = (*reader)->Next(); *record != nullptr; record = (*reader)->Next()) {
    if ((*record)->has_footer()) continue;
    ASSERT_TRUE((*writer)->Write(**record).ok());
  }
  ASSERT_TRUE((*writer)->Finish().ok());
}

class Resume : public testing::Test {
 protected:
  // Three epochs of five steps, the last of each a smaller one.
  Resume() {
    config_.set_batch_size(100);
    config_.set_epochs(3);
    config_.set_patience(0);
    config_.set_warmup_steps(2);
    config_.set_input_dropout(0.1);
    config_.set_hidden_dropout(0.1);
    fs::create_directories(folder_ + "/run");
  }

  void Prepare(const std::string& text, const std::string& valid) {
    corpus_ = std::make_unique<PreparedCorpus>(CorpusOf(text, valid, config_));
  }
  void PrepareSample() { Prepare(SampleText(1, 380), SampleText(2, 100)); }

  absl::StatusOr<TrainingResult> RunTo(const std::string& path,
                                       const CheckpointOptions& checkpoints, Watcher& watcher) {
    stop_ = false;
    return Train(config_, *corpus_, path, stop_, watcher, nullptr, checkpoints);
  }

  absl::StatusOr<TrainingResult> Run(const CheckpointOptions& checkpoints) {
    return RunTo(path_, checkpoints, watcher_);
  }

  // The bytes of the model of a training that nothing stops.
  std::string Uninterrupted() {
    const std::string path = folder_ + "/uninterrupted.wlm";
    Watcher watcher;
    const absl::StatusOr<TrainingResult> result = RunTo(path, kNone, watcher);
    EXPECT_TRUE(result.ok()) << result.status();
    steps_ = watcher.steps;
    return BytesOf(path);
  }

  // Stops after so many steps.
  void Interrupt(uint64_t steps, const CheckpointOptions& checkpoints) {
    watcher_.at_step = [this, steps](uint64_t taken) { stop_ = taken == steps; };
    const absl::StatusOr<TrainingResult> result = Run(checkpoints);
    watcher_.at_step = nullptr;
    ASSERT_TRUE(result.ok()) << result.status();
    EXPECT_EQ(result->end, TrainingEnd::kInterrupted);
    EXPECT_TRUE(result->can_resume);
    EXPECT_EQ(result->steps, steps);
  }

  void ExpectGoesOnTo(const std::string& model, uint64_t from_step) {
    const absl::StatusOr<TrainingResult> result = Run(kResume);
    ASSERT_TRUE(result.ok()) << result.status();
    EXPECT_EQ(watcher_.resumed.steps, from_step);
    EXPECT_TRUE(BytesOf(path_) == model) << "from step " << from_step;
    EXPECT_THAT(NamesIn(folder_ + "/run"), ElementsAre("model.wlm"));
    EXPECT_THAT(watcher_.warnings, ElementsAre());
    fs::remove(path_);
  }

  // Interrupted once early, once late, on another number of threads each time.
  void ExpectSameAfterInterruptions() {
    SCOPED_TRACE(config_.ShortDebugString());
    SetThreads(1);
    const std::string model = Uninterrupted();
    Interrupt(3, kResume);
    SetThreadsAndSeeThemRun(3);
    Interrupt(steps_ - 2, kResume);
    SetThreads(2);
    ExpectGoesOnTo(model, steps_ - 2);
  }

  absl::Status ResumeError() { return Run(kResume).status(); }

  TrainConfig config_ = SmallTrainConfig();
  const std::string folder_ = FreshFolder();
  const std::string path_ = folder_ + "/run/model.wlm";
  const std::string checkpoint_ = CheckpointPath(path_);
  std::unique_ptr<PreparedCorpus> corpus_;
  std::atomic<bool> stop_{false};
  Watcher watcher_;
  uint64_t steps_ = 0;
};

TEST_F(Resume, GivesTheSameModelAfterAnInterruptionAtAnyStep) {
  PrepareSample();
  const std::string model = Uninterrupted();
  ASSERT_EQ(steps_, 15);
  for (uint64_t step = 1; step < steps_; ++step) {
    Interrupt(step, kResume);
    ExpectGoesOnTo(model, step);
  }
}

TEST_F(Resume, GivesTheSameModelAfterDeathAtAnyStep) {
  PrepareSample();
  const std::string model = Uninterrupted();
  // The folder as a death in the midst of each step, or before a validation is done, leaves it.
  const auto keep = [&](const std::string& name) {
    fs::copy(folder_ + "/run", folder_ + "/" + name);
  };
  watcher_.at_step = [&](uint64_t taken) { keep("step" + std::to_string(taken)); };
  watcher_.at_validation = [&](const ValidationReport& report) {
    keep("validation" + std::to_string(report.epoch));
  };
  ASSERT_TRUE(Run(kEveryStep).ok());
  watcher_.at_step = nullptr;
  watcher_.at_validation = nullptr;
  for (uint64_t step = 1; step <= steps_; ++step) {
    fs::remove_all(folder_ + "/run");
    fs::copy(folder_ + "/step" + std::to_string(step), folder_ + "/run");
    watcher_.resumed = {};
    ExpectGoesOnTo(model, step - 1);
  }
  for (const uint64_t epoch : {0, 1, 2}) {
    fs::remove_all(folder_ + "/run");
    fs::copy(folder_ + "/validation" + std::to_string(epoch), folder_ + "/run");
    ExpectGoesOnTo(model, 5 * epoch + 4);
  }
}

TEST_F(Resume, GivesTheSameModelWithNothingHeldOut) {
  Prepare(SampleText(1, 380), "");
  ExpectSameAfterInterruptions();
}

TEST_F(Resume, GivesTheSameModelForEveryOptimizer) {
  PrepareSample();
  config_.mutable_optimizer()->set_weight_decay(0.01);
  config_.mutable_optimizer()->set_l2(0.001);
  config_.mutable_optimizer()->set_clip_norm(0.1);
  config_.mutable_model()->set_batch_norm(true);
  config_.set_hidden_noise(0.1);
  config_.set_singletons_as_unknown(0.5);
  for (const OptimizerKind kind : {OPTIMIZER_SGD, OPTIMIZER_ADAGRAD, OPTIMIZER_ADAM}) {
    config_.mutable_optimizer()->set_kind(kind);
    ExpectSameAfterInterruptions();
  }
  config_.mutable_optimizer()->set_kind(OPTIMIZER_SGD);
  config_.mutable_optimizer()->set_momentum(0.9);
  ExpectSameAfterInterruptions();
}

TEST_F(Resume, GivesTheSameModelForEveryLossAndPrecision) {
  PrepareSample();
  config_.mutable_model()->set_division(4);
  config_.mutable_model()->set_frequent_words(10);
  config_.mutable_model()->set_negatives(10);
  config_.mutable_model()->set_noise_power(0.75);
  config_.mutable_model()->add_cutoffs(20);
  config_.mutable_model()->add_cutoffs(50);
  const auto expect = [&](Loss loss, Precision precision) {
    config_.mutable_model()->set_loss(loss);
    config_.set_precision(precision);
    ExpectSameAfterInterruptions();
  };
  expect(LOSS_SOFTMAX, PRECISION_FLOAT32);
  expect(LOSS_SOFTMAX, PRECISION_BFLOAT16);
  expect(LOSS_ADAPTIVE_SOFTMAX, PRECISION_BFLOAT16);
  // Those with noise words know no other.
  expect(LOSS_NCE, PRECISION_FLOAT32);
  expect(LOSS_NEGATIVE_SAMPLING, PRECISION_FLOAT32);
}

// Enough words for a sample to be less than half of them.
TEST_F(Resume, GivesTheSameModelOnSamplesOfWords) {
  config_.mutable_model()->set_loss(LOSS_SAMPLED_SOFTMAX);
  config_.mutable_model()->set_frequent_words(100);
  config_.mutable_model()->set_negatives(50);
  config_.set_max_steps(10);
  Prepare(SampleText(1, 30000), SampleText(2, 100));
  ExpectSameAfterInterruptions();
}

TEST_F(Resume, GivesTheSameModelWithEveryPart) {
  ModelConfig& model = *config_.mutable_model();
  model.add_hidden(12);
  model.set_activation(ACTIVATION_GELU);
  model.set_residual(true);
  model.set_layer_norm(true);
  model.add_distant(5);
  PrepareSample();
  for (const bool tied : {false, true}) {
    model.set_tied(tied);
    model.set_direct(!tied);
    ExpectSameAfterInterruptions();
  }
}

// The last seven steps are averaged, which the interruptions come before and amid.
TEST_F(Resume, GivesTheSameMeanOfWeights) {
  config_.set_average(0.45);
  PrepareSample();
  const std::string model = Uninterrupted();
  ASSERT_EQ(steps_, 15);
  for (const uint64_t step : {5, 8, 9, 12, 14}) {
    Interrupt(step, kResume);
    ExpectGoesOnTo(model, step);
  }
}

TEST_F(Resume, GivesTheSameModelForVectors) {
  PrepareSample();
  config_.mutable_model()->set_objective(OBJECTIVE_SKIPGRAM);
  config_.mutable_model()->set_combine(COMBINE_MEAN);
  config_.mutable_model()->clear_hidden();
  config_.mutable_model()->set_loss(LOSS_NEGATIVE_SAMPLING);
  config_.mutable_model()->set_negatives(5);
  config_.set_hidden_dropout(0);
  config_.set_subsample(1e-2);
  config_.set_dynamic_window(true);
  ExpectSameAfterInterruptions();
}

// "b" never starts a line of the training text: the first epoch's model is the best.
class ResumeContrary : public Resume {
 protected:
  ResumeContrary() {
    std::string text;
    for (int i = 0; i < 160; ++i) text += "a b\n";
    config_.set_epochs(4);
    config_.set_schedule(SCHEDULE_HALVING);
    config_.mutable_optimizer()->set_learning_rate(0.004);
    Prepare(text, "b a\n");
  }
};

TEST_F(ResumeContrary, KeepsTheBestModelAndTheRateAtAnyStep) {
  const std::string model = Uninterrupted();
  ASSERT_EQ(steps_, 20);
  for (uint64_t step = 1; step < steps_; ++step) {
    Interrupt(step, kResume);
    ExpectGoesOnTo(model, step);
  }
}

// An interruption within the second epoch replaces the best model, that of the first.
TEST_F(ResumeContrary, KeepsTheBestModelThroughSeveralInterruptions) {
  const std::string model = Uninterrupted();
  Interrupt(6, kResume);
  EXPECT_FALSE(BytesOf(path_) == model);
  Interrupt(7, kResume);
  Interrupt(8, kResume);
  ExpectGoesOnTo(model, 8);
}

// A process saves the best model of all, dies, and is interrupted when it has gone on for a step.
TEST_F(ResumeContrary, KeepsABestModelThatIsYoungerThanTheCheckpoint) {
  const std::string model = Uninterrupted();
  watcher_.at_validation = [&](const ValidationReport& report) {
    if (report.epoch == 0) fs::copy(folder_ + "/run", folder_ + "/dead");
  };
  ASSERT_TRUE(Run({0, 3, false}).ok());
  watcher_.at_validation = nullptr;
  fs::remove_all(folder_ + "/run");
  fs::rename(folder_ + "/dead", folder_ + "/run");
  Interrupt(4, kResume);
  EXPECT_EQ(watcher_.resumed.steps, 3);
  ExpectGoesOnTo(model, 4);
}

TEST_F(ResumeContrary, KnowsTheLossesTheRateAndThePatienceOfBefore) {
  config_.set_epochs(20);
  config_.set_patience(3);
  Watcher whole;
  ASSERT_TRUE(RunTo(folder_ + "/whole.wlm", kNone, whole).ok());
  ASSERT_EQ(whole.validations.size(), 4);
  ASSERT_LT(whole.rates.back(), whole.rates[5]) << "there were halvings";
  Interrupt(12, kResume);
  const absl::StatusOr<TrainingResult> result = Run(kResume);
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->end, TrainingEnd::kNoImprovement);
  EXPECT_EQ(watcher_.rates, whole.rates);
  EXPECT_EQ(watcher_.validations, whole.validations);
}

// What came after the last checkpoint may be lost, and not what came before it too.
TEST_F(ResumeContrary, GoesOnWithoutABestModelThatIsGone) {
  Interrupt(12, kResume);
  fs::remove(path_);
  ASSERT_TRUE(Run(kResume).ok());
  EXPECT_THAT(watcher_.warnings, ElementsAre(AllOf(HasSubstr(path_), HasSubstr("No such file"),
                                                   HasSubstr("training goes on without it"))));
  EXPECT_TRUE(LoadModel(path_).ok());
}

TEST_F(ResumeContrary, GoesOnWithoutABestModelThatIsAnothers) {
  Interrupt(12, kResume);
  Watcher watcher;
  config_.set_seed(2);
  ASSERT_TRUE(RunTo(path_, kNone, watcher).ok());
  config_.set_seed(1);
  ASSERT_TRUE(Run(kResume).ok());
  EXPECT_THAT(watcher_.warnings, ElementsAre(HasSubstr("is not the best model so far")));
}

TEST_F(Resume, RefusesAPositionThatThePlanDoesNotHave) {
  PrepareSample();
  Interrupt(7, kResume);
  const std::string checkpoint = BytesOf(CheckpointPath(path_));
  const auto error_with = [&](const std::function<void(FileHeader&)>& change) {
    WriteBytes(CheckpointPath(path_), checkpoint);
    ChangeHeader(CheckpointPath(path_), change);
    return MessageOf(Run(kResume).status());
  };
  using Header = FileHeader;
  EXPECT_EQ(error_with([](Header&) {}), "");
  Interrupt(7, kResume);
  for (const std::function<void(Header&)>& change : std::vector<std::function<void(Header&)>>{
           [](Header& h) { h.mutable_checkpoint()->set_total_stalls(4294967295u); },
           [](Header& h) { h.mutable_checkpoint()->set_stalls(1); },
           [](Header& h) { h.mutable_checkpoint()->set_loss_words(1u << 30); },
           [](Header& h) { h.mutable_checkpoint()->set_training_seconds(-1); },
           [](Header& h) { h.mutable_checkpoint()->set_best_perplexity(-1); },
           [](Header& h) { h.mutable_checkpoint()->set_loss_sum(std::nan("")); },
           [](Header& h) { h.mutable_training()->set_words(12); },
           [](Header& h) { h.mutable_training()->set_steps(1u << 30); }}) {
    EXPECT_THAT(error_with(change), HasSubstr("damaged"));
  }
}

TEST_F(Resume, TellsWhatWasDone) {
  PrepareSample();
  Interrupt(7, kResume);
  ASSERT_TRUE(Run(kResume).ok());
  EXPECT_EQ(watcher_.resumed.steps, 7);
  EXPECT_EQ(watcher_.resumed.words, corpus_->train_words + 200);
  EXPECT_EQ(watcher_.resumed.validations, 1);
  EXPECT_GT(watcher_.resumed.training_seconds, 0);
}

TEST_F(Resume, StartsFromTheBeginningWithoutACheckpoint) {
  PrepareSample();
  const std::string model = Uninterrupted();
  ExpectGoesOnTo(model, 0);
}

TEST_F(Resume, RefusesAnotherConfigurationAndNamesWhatDiffers) {
  PrepareSample();
  Interrupt(7, kResume);
  const std::string model = BytesOf(path_);
  const std::string checkpoint = BytesOf(checkpoint_);
  config_.mutable_model()->set_dim(9);
  EXPECT_THAT(MessageOf(ResumeError()),
              AllOf(HasSubstr(checkpoint_), HasSubstr("--dim is 9, the checkpoint's run had 8")));
  config_.mutable_model()->set_dim(8);
  config_.set_epochs(4);
  // Not what follows from it.
  config_.set_warmup_steps(config_.warmup_steps() + 1);
  EXPECT_THAT(MessageOf(ResumeError()), HasSubstr("--epochs is 4, the checkpoint's run had 3"));
  EXPECT_TRUE(BytesOf(path_) == model);
  EXPECT_TRUE(BytesOf(checkpoint_) == checkpoint);
}

TEST_F(Resume, RefusesAnotherText) {
  const std::string text = SampleText(1, 380);
  const std::string valid = "the dog sees the cat\n";
  Prepare(text, valid);
  Interrupt(7, kResume);
  Prepare(text + "the\n", valid);
  EXPECT_THAT(MessageOf(ResumeError()), HasSubstr("the corpus is another: its bytes is "));
  std::string changed = text;
  changed[0] = changed[0] == 'x' ? 'y' : 'x';
  Prepare(changed, valid);
  EXPECT_THAT(MessageOf(ResumeError()), HasSubstr("the corpus is another: its crc32c is "));
  Prepare(text, "the cat sees the dog\n");
  EXPECT_THAT(MessageOf(ResumeError()), HasSubstr("--valid"));
  Prepare(text, valid);
  EXPECT_TRUE(Run(kResume).ok());
}

TEST_F(Resume, RefusesTheCheckpointOfAnotherBuild) {
  PrepareSample();
  Interrupt(7, kResume);
  FileHeader header = *ReadCheckpointHeader(checkpoint_);
  header.mutable_checkpoint()->set_build("0.0.9");
  header.set_tensor_count(0);
  ASSERT_TRUE((*SealedFileWriter::Create(checkpoint_, header))->Finish().ok());
  EXPECT_THAT(MessageOf(ResumeError()), AllOf(HasSubstr("another build"), HasSubstr("0.0.9")));
}

TEST_F(Resume, RefusesADamagedCheckpointAndLeavesTheModel) {
  PrepareSample();
  // With the best model in it.
  Interrupt(7, kResume);
  const std::string model = BytesOf(path_);
  const std::string bytes = BytesOf(checkpoint_);
  for (size_t i = 1; i < bytes.size(); i += bytes.size() / 50) {
    WriteBytes(checkpoint_, bytes.substr(0, i));
    EXPECT_FALSE(ResumeError().ok()) << "cut at byte " << i;
    std::string flipped = bytes;
    flipped[i] = static_cast<char>(flipped[i] ^ 4);
    WriteBytes(checkpoint_, flipped);
    EXPECT_FALSE(ResumeError().ok()) << "flipped in byte " << i;
    EXPECT_TRUE(BytesOf(path_) == model);
  }
}

TEST_F(Resume, AModelIsNoCheckpointAndACheckpointNoModel) {
  PrepareSample();
  Interrupt(2, kResume);
  EXPECT_THAT(MessageOf(LoadModel(checkpoint_).status()),
              HasSubstr("is a checkpoint, not a model"));
  fs::copy_file(path_, checkpoint_, fs::copy_options::overwrite_existing);
  EXPECT_THAT(MessageOf(ResumeError()), HasSubstr("it is a model, not a checkpoint"));
}

TEST_F(Resume, TrainingGoesOnWhereNoCheckpointCanBeWritten) {
  PrepareSample();
  const std::string model = Uninterrupted();
  fs::create_directory(checkpoint_);
  const absl::StatusOr<TrainingResult> result = Run(kEveryStep);
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_TRUE(BytesOf(path_) == model);
  ASSERT_EQ(watcher_.warnings.size(), 2) << "one of writing it, one of removing it";
  EXPECT_THAT(watcher_.warnings[0], HasSubstr("training goes on without a new checkpoint"));
}

TEST_F(Resume, AnInterruptionKeepsTheBestModelWhereNoCheckpointCanBeWritten) {
  PrepareSample();
  fs::create_directory(checkpoint_);
  std::string best;
  watcher_.at_validation = [&](const ValidationReport&) { best = BytesOf(path_); };
  watcher_.at_step = [&](uint64_t taken) { stop_ = taken == 7; };
  EXPECT_THAT(MessageOf(Run(kEveryStep).status()), HasSubstr(checkpoint_));
  EXPECT_TRUE(BytesOf(path_) == best);
}

TEST_F(Resume, WithoutCheckpointsNoneIsWritten) {
  PrepareSample();
  watcher_.at_step = [&](uint64_t taken) { stop_ = taken == 7; };
  const absl::StatusOr<TrainingResult> result = Run(kNone);
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_FALSE(result->can_resume);
  EXPECT_THAT(NamesIn(folder_ + "/run"), ElementsAre("model.wlm"));
}

}  // namespace
}  // namespace windowlm
