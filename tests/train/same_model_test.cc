// Same build, corpus, options and seed: the same model file, whatever the number of threads.

#include <atomic>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "src/base/matrix_product.h"
#include "src/model/model_file.h"
#include "src/train/train_config_check.h"
#include "src/train/train_defaults.h"
#include "src/train/trainer.h"
#include "tests/base/running_threads.h"
#include "tests/store/test_files.h"
#include "tests/train/option_pairs.h"
#include "tests/train/small_corpus.h"

namespace windowlm {
namespace {

using ::google::protobuf::TextFormat;
using ::testing::UnorderedElementsAreArray;

// Choices that have a part in what a model becomes, as TrainConfigs in text. Those of an option
// stand in a row; one at least of each is free of demands on the others.
const std::vector<std::vector<std::string>> kOptions = {
    {"model { objective: OBJECTIVE_NEXT }", "model { objective: OBJECTIVE_MASKED }",
     "model { objective: OBJECTIVE_SKIPGRAM }"},
    {"model { combine: COMBINE_CONCAT }", "model { combine: COMBINE_MEAN }",
     "model { combine: COMBINE_SUM }"},
    {"model { hidden: [] }", "model { hidden: [150, 20] }", "model { hidden: [60, 60] }"},
    {"model { activation: ACTIVATION_LINEAR }", "model { activation: ACTIVATION_TANH }",
     "model { activation: ACTIVATION_RELU }", "model { activation: ACTIVATION_SIGMOID }",
     "model { activation: ACTIVATION_GELU }"},
    {"model { loss: LOSS_SOFTMAX }", "model { loss: LOSS_AUTO }",
     "model { loss: LOSS_AUTO cutoffs: [100] division: 3 }",
     "model { loss: LOSS_ADAPTIVE_SOFTMAX cutoffs: [50, 300] division: 4 }",
     "model { loss: LOSS_SAMPLED_SOFTMAX frequent_words: 100 negatives: 50 }",
     "model { loss: LOSS_NCE negatives: 50 }", "model { loss: LOSS_NEGATIVE_SAMPLING }"},
    {"model { mean_gradient: MEAN_GRADIENT_EXACT }",
     "model { mean_gradient: MEAN_GRADIENT_UNDIVIDED }"},
    {"model { distant: [] }", "model { distant: [5, 20] }"},
    {"model { attention: 0 }", "model { attention: 30 }"},
    {"model { tied: false }", "model { tied: true }"},
    {"model { residual: false }", "model { residual: true }"},
    {"model { layer_norm: false }", "model { layer_norm: true }"},
    {"model { batch_norm: false }", "model { batch_norm: true }"},
    {"model { direct: false }", "model { direct: true }"},
    {"optimizer { kind: OPTIMIZER_SGD }", "optimizer { kind: OPTIMIZER_SGD momentum: 0.9 }",
     "optimizer { kind: OPTIMIZER_ADAGRAD }", "optimizer { kind: OPTIMIZER_ADAM }"},
    {"optimizer { weight_decay: 0 }", "optimizer { weight_decay: 0.01 }"},
    {"optimizer { clip_norm: 0 }", "optimizer { l1: 1e-4 l2: 1e-3 clip_norm: 0.1 }"},
    {"schedule: SCHEDULE_CONSTANT", "schedule: SCHEDULE_LINEAR", "schedule: SCHEDULE_HALVING",
     "schedule: SCHEDULE_COSINE"},
    {"input_dropout: 0", "input_dropout: 0.2"},
    {"hidden_dropout: 0", "hidden_dropout: 0.3"},
    {"hidden_noise: 0", "hidden_noise: 0.1"},
    {"fresh_lines: 0", "fresh_lines: 0.5"},
    {"singletons_as_unknown: 0", "singletons_as_unknown: 0.5"},
    {"precision: PRECISION_FLOAT32", "precision: PRECISION_BFLOAT16"},
    {"subsample: 0", "subsample: 1e-3"},
    {"dynamic_window: false", "dynamic_window: true"},
    {"corpus { boundaries: BOUNDARIES_LINE }", "corpus { boundaries: BOUNDARIES_NONE }"},
    {"average: 0", "average: 1"},
    {"consecutive: 0", "consecutive: 16"},
    {"batch_size: 150", "batch_size: 1000"},
};

// The pairs of these that training refuses.
const std::vector<std::string> kRefused = {
    "model { objective: OBJECTIVE_SKIPGRAM }, model { loss: LOSS_SOFTMAX }",
    ("model { objective: OBJECTIVE_SKIPGRAM }, "
     "model { loss: LOSS_ADAPTIVE_SOFTMAX cutoffs: [50, 300] division: 4 }"),
    ("model { objective: OBJECTIVE_SKIPGRAM }, "
     "model { loss: LOSS_SAMPLED_SOFTMAX frequent_words: 100 negatives: 50 }"),
    "model { loss: LOSS_SOFTMAX }, subsample: 1e-3",
    "model { loss: LOSS_ADAPTIVE_SOFTMAX cutoffs: [50, 300] division: 4 }, subsample: 1e-3",
    "model { loss: LOSS_SAMPLED_SOFTMAX frequent_words: 100 negatives: 50 }, subsample: 1e-3",
    "model { distant: [5, 20] }, subsample: 1e-3",
    "model { loss: LOSS_SOFTMAX }, dynamic_window: true",
    "model { loss: LOSS_ADAPTIVE_SOFTMAX cutoffs: [50, 300] division: 4 }, dynamic_window: true",
    "model { loss: LOSS_SAMPLED_SOFTMAX frequent_words: 100 negatives: 50 }, dynamic_window: true",
    "model { distant: [5, 20] }, dynamic_window: true",
    "model { objective: OBJECTIVE_SKIPGRAM }, model { distant: [5, 20] }",
    "model { objective: OBJECTIVE_SKIPGRAM }, model { attention: 30 }",
    "model { hidden: [] }, model { attention: 30 }",
    "model { hidden: [] }, model { batch_norm: true }",
    "model { batch_norm: true }, average: 1",
    "model { attention: 30 }, subsample: 1e-3",
    "model { attention: 30 }, dynamic_window: true",
    "model { loss: LOSS_ADAPTIVE_SOFTMAX cutoffs: [50, 300] division: 4 }, model { tied: true }",
    "model { loss: LOSS_NEGATIVE_SAMPLING }, model { tied: true }",
    "model { tied: true }, model { direct: true }",
    "model { hidden: [] }, model { residual: true }",
    "model { hidden: [] }, model { layer_norm: true }",
    "model { hidden: [] }, model { direct: true }",
    "model { objective: OBJECTIVE_SKIPGRAM }, model { loss: LOSS_AUTO }",
    "model { loss: LOSS_AUTO }, subsample: 1e-3",
    "model { loss: LOSS_AUTO }, dynamic_window: true",
    "model { objective: OBJECTIVE_SKIPGRAM }, model { loss: LOSS_AUTO cutoffs: [100] division: 3 }",
    "model { loss: LOSS_AUTO cutoffs: [100] division: 3 }, subsample: 1e-3",
    "model { loss: LOSS_AUTO cutoffs: [100] division: 3 }, dynamic_window: true",
    "model { loss: LOSS_AUTO cutoffs: [100] division: 3 }, model { tied: true }",
};

std::vector<std::vector<TrainConfig>> Options() {
  std::vector<std::vector<TrainConfig>> options;
  for (const std::vector<std::string>& texts : kOptions) {
    std::vector<TrainConfig>& choices = options.emplace_back();
    for (const std::string& text : texts) {
      EXPECT_TRUE(TextFormat::ParseFromString(text, &choices.emplace_back())) << text;
    }
  }
  return options;
}

// More than 1,024 words, so that the output layer has several groups of tiles, and batches of
// several tiles of rows.
class SameModel : public testing::Test {
 protected:
  void SetUp() override { ASSERT_GT(corpus_.vocabulary.size(), 1025); }

  static TrainConfig EightSteps() {
    TrainConfig config = SmallTrainConfig();
    config.set_batch_size(150);
    config.set_max_steps(8);
    config.set_warmup_steps(2);
    // With which nothing diverges.
    config.mutable_optimizer()->set_learning_rate(0.0003);
    return config;
  }

  static TrainConfig ConfigOf(const std::vector<std::vector<TrainConfig>>& options,
                              const OptionRow& row) {
    TrainConfig config = EightSteps();
    config.mutable_model()->clear_hidden();
    for (size_t i = 0; i < row.size(); ++i) config.MergeFrom(options[i][row[i]]);
    config.mutable_corpus()->set_valid_fraction(0);
    return config;
  }

  bool IsTaken(TrainConfig config) const {
    if (!CheckTrainConfig(config).ok()) return false;
    ResolveTrainConfig(corpus_.vocabulary.counts(), config);
    return CheckResolvedConfig(config, static_cast<int64_t>(corpus_.vocabulary.size())).ok();
  }

  // The bytes of the model file.
  std::string Trained(const TrainConfig& config) const {
    const std::atomic<bool> stop{false};
    TrainingObserver silence;
    const bool validates = config.model().objective() != OBJECTIVE_SKIPGRAM;
    const absl::StatusOr<TrainingResult> result =
        Train(config, validates ? corpus_ : corpus_alone_, path_, stop, silence);
    EXPECT_TRUE(result.ok()) << result.status();
    const absl::Status read = LoadModel(path_).status();
    EXPECT_TRUE(read.ok()) << read;
    return BytesOf(path_);
  }

  void ExpectTheSameOnAnyNumberOfThreads(const TrainConfig& config) const {
    SCOPED_TRACE(config.ShortDebugString());
    SetThreads(1);
    const std::string one = Trained(config);
    for (const int threads : {2, 3, 8}) {
      SetThreadsAndSeeThemRun(threads);
      EXPECT_TRUE(Trained(config) == one) << threads << " threads";
    }
  }

  const std::string path_ = FreshFolder() + "/model.wlm";
  TrainConfig config_ = EightSteps();
  const PreparedCorpus corpus_alone_ = CorpusOf(SampleText(1, 30000), "", config_);
  const PreparedCorpus corpus_ = CorpusOf(SampleText(1, 30000), SampleText(2, 300), config_);
};

// Whatever goes together: every pair of choices that training takes is in a run.
TEST_F(SameModel, OnAnyNumberOfThreadsForEveryPairOfOptions) {
  const std::vector<std::vector<TrainConfig>> options = Options();
  std::vector<size_t> choices;
  for (const std::vector<TrainConfig>& option : options) choices.push_back(option.size());
  const OptionPairs pairs = CoverOptionPairs(
      choices, [&](const OptionRow& row) { return IsTaken(ConfigOf(options, row)); });
  std::vector<std::string> refused;
  for (const OptionPair& pair : pairs.refused) {
    const std::string both =
        kOptions[pair.first][pair.first_choice] + ", " + kOptions[pair.second][pair.second_choice];
    // A processor without such products refuses them whatever stands beside them.
    if (!HasBFloat16Product() && absl::StrContains(both, "PRECISION_BFLOAT16")) continue;
    refused.push_back(both);
  }
  EXPECT_THAT(refused, UnorderedElementsAreArray(kRefused));
  for (const OptionRow& row : pairs.rows) {
    TrainConfig config = ConfigOf(options, row);
    ResolveTrainConfig(corpus_.vocabulary.counts(), config);
    ExpectTheSameOnAnyNumberOfThreads(config);
  }
}

TEST_F(SameModel, EveryTime) {
  SetThreads(2);
  EXPECT_TRUE(Trained(config_) == Trained(config_));
}

TEST_F(SameModel, NotWithAnotherSeed) {
  const std::string one = Trained(config_);
  config_.set_seed(2);
  EXPECT_FALSE(Trained(config_) == one);
}

}  // namespace
}  // namespace windowlm
