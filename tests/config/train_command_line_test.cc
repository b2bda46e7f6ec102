#include "src/config/train_command_line.h"

#include <google/protobuf/text_format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "tools/options/train_options.h"

namespace windowlm {
namespace {

// What `windowlm train` reads from these options.
TrainConfig Parse(const TrainConfig& defaults,
                  const std::vector<std::vector<std::string>>& groups) {
  std::vector<std::string> arguments = {"corpus.txt", "--output=m.wlm"};
  for (const std::vector<std::string>& group : groups) {
    arguments.insert(arguments.end(), group.begin(), group.end());
  }
  // CLI11 takes them from the back.
  std::reverse(arguments.begin(), arguments.end());
  TrainOptions options;
  options.config = defaults;
  CLI::App command;
  AddTrainOptions(options, command);
  command.parse(arguments);
  return options.config;
}

TrainConfig ConfigOf(const std::string& text) {
  TrainConfig config;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &config));
  return config;
}

// A value in every field; none of the numbers has few decimal digits.
constexpr char kEveryField[] = R"(
  corpus {
    text { tokenizer: TOKENIZER_WORDS lowercase: true invalid_utf8: INVALID_UTF8_ERROR }
    min_count: 7 vocab_size: 12345 boundaries: BOUNDARIES_NONE
    valid_fraction: 0.012345678901234567 read_words: 9876543210
  }
  model {
    objective: OBJECTIVE_MASKED context: 11 dim: 13 hidden: 17 hidden: 19
    activation: ACTIVATION_SIGMOID combine: COMBINE_SUM
    loss: LOSS_NCE cutoffs: 41 cutoffs: 43 division: 47
    frequent_words: 53 negatives: 59 noise_power: 0.61234567890123
    mean_gradient: MEAN_GRADIENT_UNDIVIDED
  }
  optimizer {
    kind: OPTIMIZER_ADAGRAD learning_rate: 0.0123456789012345 momentum: 0.87654321012345
    adam_beta1: 0.812345678901234 adam_beta2: 0.998765432123456 epsilon: 1.2345678901e-9
    weight_decay: 0.00123456789
  }
  schedule: SCHEDULE_HALVING warmup_steps: 23 batch_size: 29 epochs: 3.14159265358979
  max_steps: 31 max_words: 9876543211 input_dropout: 0.123456789012 hidden_dropout: 0.0987654321012
  patience: 37 seed: 18446744073709551615 subsample: 0.00012345678901234 dynamic_window: true precision: PRECISION_BFLOAT16
)";

TEST(TrainCommandLine, IsReadBackAsTheSameConfiguration) {
  const TrainConfig config = ConfigOf(kEveryField);
  EXPECT_EQ(Parse(TrainConfig(), TrainCommandLine(config)).DebugString(), config.DebugString());
}

TEST(TrainCommandLine, SaysWhatIsZeroOrNoneWhereThatIsAChoice) {
  const TrainConfig config = ConfigOf(R"(
    corpus {
      text { tokenizer: TOKENIZER_WHITESPACE invalid_utf8: INVALID_UTF8_REPLACE }
      min_count: 1 boundaries: BOUNDARIES_LINE
    }
    model {
      objective: OBJECTIVE_NEXT context: 1 dim: 1
      activation: ACTIVATION_RELU combine: COMBINE_MEAN loss: LOSS_SOFTMAX
      mean_gradient: MEAN_GRADIENT_EXACT
    }
    optimizer { kind: OPTIMIZER_SGD learning_rate: 0.5 epsilon: 1 }
    schedule: SCHEDULE_CONSTANT batch_size: 1 epochs: 1 precision: PRECISION_FLOAT32
  )");
  // What the defaults say where an option is missing.
  TrainConfig defaults = ConfigOf(kEveryField);
  defaults.mutable_corpus()->mutable_text()->clear_lowercase();
  defaults.mutable_corpus()->clear_read_words();
  defaults.mutable_corpus()->clear_vocab_size();
  defaults.clear_max_steps();
  defaults.clear_max_words();
  defaults.mutable_model()->clear_cutoffs();
  defaults.mutable_model()->clear_division();
  defaults.mutable_model()->clear_frequent_words();
  defaults.mutable_model()->clear_negatives();
  defaults.mutable_model()->clear_noise_power();
  defaults.clear_subsample();
  defaults.clear_dynamic_window();
  EXPECT_EQ(Parse(defaults, TrainCommandLine(config)).DebugString(), config.DebugString());
}

TEST(TrainCommandLine, NamesEveryChoiceAsTheOptionDoes) {
  TrainConfig config = ConfigOf(kEveryField);
  for (int value = ACTIVATION_AUTO + 1; value <= Activation_MAX; ++value) {
    config.mutable_model()->set_activation(static_cast<Activation>(value));
    EXPECT_EQ(Parse(TrainConfig(), TrainCommandLine(config)).DebugString(), config.DebugString());
  }
  for (int value = COMBINE_AUTO + 1; value <= Combine_MAX; ++value) {
    config.mutable_model()->set_combine(static_cast<Combine>(value));
    EXPECT_EQ(Parse(TrainConfig(), TrainCommandLine(config)).DebugString(), config.DebugString());
  }
  for (int value = LOSS_AUTO + 1; value <= Loss_MAX; ++value) {
    config.mutable_model()->set_loss(static_cast<Loss>(value));
    EXPECT_EQ(Parse(TrainConfig(), TrainCommandLine(config)).DebugString(), config.DebugString());
  }
  for (int value = OPTIMIZER_AUTO + 1; value <= OptimizerKind_MAX; ++value) {
    config.mutable_optimizer()->set_kind(static_cast<OptimizerKind>(value));
    EXPECT_EQ(Parse(TrainConfig(), TrainCommandLine(config)).DebugString(), config.DebugString());
  }
  for (int value = SCHEDULE_AUTO + 1; value <= Schedule_MAX; ++value) {
    config.set_schedule(static_cast<Schedule>(value));
    EXPECT_EQ(Parse(TrainConfig(), TrainCommandLine(config)).DebugString(), config.DebugString());
  }
}

}  // namespace
}  // namespace windowlm
