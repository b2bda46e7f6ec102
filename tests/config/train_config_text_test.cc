#include "src/config/train_config_text.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/train/train_defaults.h"
#include "tests/store/test_files.h"
#include "tools/options/config_file.h"

namespace windowlm {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// The defaults with the fields that `text` names.
TrainConfig Merged(const std::string& text) {
  TrainConfig config = DefaultTrainConfig();
  const absl::Status status = MergeTrainConfigText("file", text, &config);
  EXPECT_TRUE(status.ok()) << status;
  return config;
}

std::string ErrorOf(const std::string& text) {
  TrainConfig config = DefaultTrainConfig();
  const std::string message = MessageOf(MergeTrainConfigText("file", text, &config));
  EXPECT_EQ(config.DebugString(), DefaultTrainConfig().DebugString()) << "an error changes nothing";
  return message;
}

TEST(TrainConfigText, SetsWhatItNamesAndNothingElse) {
  TrainConfig expected = DefaultTrainConfig();
  EXPECT_EQ(Merged("").DebugString(), expected.DebugString());
  expected.mutable_model()->set_dim(7);
  expected.mutable_corpus()->mutable_text()->set_lowercase(true);
  expected.set_seed(18446744073709551615u);
  expected.mutable_optimizer()->set_kind(OPTIMIZER_SGD);
  EXPECT_EQ(Merged("# a comment\nmodel { dim: 7 }\ncorpus { text { lowercase: true } }\n"
                   "seed: 18446744073709551615 optimizer { kind: OPTIMIZER_SGD }")
                .DebugString(),
            expected.DebugString());
}

TEST(TrainConfigText, TakesAZeroForWhatItSays) {
  EXPECT_EQ(Merged("patience: 0").patience(), 0);
  EXPECT_EQ(Merged("input_dropout: 0").input_dropout(), 0);
  EXPECT_EQ(Merged("corpus { valid_fraction: 0 }").corpus().valid_fraction(), 0);
  EXPECT_EQ(Merged("seed: 0").seed(), 0u);
}

TEST(TrainConfigText, LeavesTheMessagesWhereTheyAre) {
  TrainConfig config = DefaultTrainConfig();
  const ModelConfig* model = config.mutable_model();
  const TextConfig* text = config.mutable_corpus()->mutable_text();
  const std::string change = "model { dim: 7 } corpus { text { lowercase: true } }";
  ASSERT_TRUE(MergeTrainConfigText("file", change, &config).ok());
  EXPECT_EQ(&config.model(), model);
  EXPECT_EQ(&config.corpus().text(), text);
}

TEST(TrainConfigText, ReplacesAList) {
  EXPECT_EQ(Merged("model { hidden: [3, 4] }").model().hidden_size(), 2);
  EXPECT_EQ(Merged("model { hidden: 3 hidden: 4 hidden: 5 }").model().hidden_size(), 3);
  EXPECT_EQ(Merged("model { hidden: [] }").model().hidden_size(), 0);
  EXPECT_EQ(Merged("model { dim: 3 }").model().hidden_size(), 1);
}

TEST(TrainConfigText, LeavesWhatIsAutomatic) {
  EXPECT_EQ(Merged("schedule: SCHEDULE_AUTO").schedule(), DefaultTrainConfig().schedule());
}

// A value in every field, 0 in those where that is not the default.
TEST(TrainConfigText, IsReadBackAsTheSameConfiguration) {
  TrainConfig config = Merged(R"(
    corpus {
      text { tokenizer: TOKENIZER_WORDS lowercase: true invalid_utf8: INVALID_UTF8_ERROR }
      min_count: 7 vocab_size: 12345 boundaries: BOUNDARIES_NONE
      valid_fraction: 0 read_words: 9876543210
    }
    model {
      objective: OBJECTIVE_MASKED context: 11 dim: 13 hidden: []
      activation: ACTIVATION_SIGMOID combine: COMBINE_SUM
      loss: LOSS_NCE cutoffs: 41 cutoffs: 43 division: 0
      frequent_words: 0 negatives: 59 noise_power: 0
      mean_gradient: MEAN_GRADIENT_UNDIVIDED
    }
    optimizer {
      kind: OPTIMIZER_ADAGRAD learning_rate: 0.0123456789012345 momentum: 0.87654321012345
      adam_beta1: 0 adam_beta2: 0.998765432123456 epsilon: 1.2345678901e-9
      weight_decay: 0.00123456789
    }
    schedule: SCHEDULE_HALVING warmup_steps: 0 batch_size: 29 epochs: 3.14159265358979
    max_steps: 31 max_words: 9876543211 input_dropout: 0 hidden_dropout: 0
    patience: 0 seed: 18446744073709551615 subsample: 0.00012345678901234 dynamic_window: true
    precision: PRECISION_BFLOAT16
  )");
  // As they are where all automatic values are filled in: of no use to the loss.
  config.mutable_model()->clear_cutoffs();
  TrainConfig read = Merged(TrainConfigText(config));
  read.mutable_model()->clear_division();
  read.mutable_model()->clear_frequent_words();
  EXPECT_EQ(read.DebugString(), config.DebugString());
}

TEST(TrainConfigText, LeavesOutWhatTheLossMakesNoUseOf) {
  TrainConfig config = Merged("model { loss: LOSS_SOFTMAX division: 0 noise_power: 0 }");
  EXPECT_THAT(TrainConfigText(config),
              AllOf(Not(HasSubstr("division")), Not(HasSubstr("noise_power")),
                    Not(HasSubstr("frequent_words")), HasSubstr("patience: 3\n")));
  config.mutable_model()->set_loss(LOSS_ADAPTIVE_SOFTMAX);
  EXPECT_THAT(TrainConfigText(config), HasSubstr("  division: 0\n"));
}

TEST(TrainConfigText, NamesLineAndColumnOfAnError) {
  EXPECT_THAT(ErrorOf("seed: 1\n  dimension: 3\n"),
              AllOf(StartsWith("file, line 2, column 12: "), HasSubstr("dimension")));
  EXPECT_THAT(ErrorOf("model {\n dim: many }"), StartsWith("file, line 2, column 7: "));
  EXPECT_THAT(ErrorOf("model { dim: 3"), StartsWith("file, line 1, column 15: "));
  EXPECT_THAT(ErrorOf("seed: -1"), StartsWith("file, line 1, column "));
  EXPECT_THAT(ErrorOf("model { dim: 3000000000 }"), StartsWith("file, line 1, column 14: "));
  EXPECT_THAT(ErrorOf("schedule: SCHEDULE_SQUARE"), HasSubstr("SCHEDULE_SQUARE"));
  EXPECT_THAT(ErrorOf("seed: 2\nschedule: 77"),
              StartsWith("file, line 2, column 1: schedule has no value with the number 77"));
  EXPECT_THAT(ErrorOf("seed: 1\nseed: 2"), StartsWith("file, line 2, column "));
  EXPECT_THAT(ErrorOf("\x01\x02\x03"), StartsWith("file, line 1, column 1: "));
}

TEST(TrainConfigText, ComesFromAFileOfModestSize) {
  const std::string path = FreshFolder() + "/c.textproto";
  TrainConfig config = DefaultTrainConfig();
  WriteBytes(path, "seed: 5\n");
  EXPECT_TRUE(MergeTrainConfigFile(path, &config).ok());
  EXPECT_EQ(config.seed(), 5u);
  WriteBytes(path, std::string(2 << 20, ' '));
  EXPECT_THAT(MessageOf(MergeTrainConfigFile(path, &config)),
              AllOf(HasSubstr(path), HasSubstr("more than 1048576 bytes")));
}

}  // namespace
}  // namespace windowlm
