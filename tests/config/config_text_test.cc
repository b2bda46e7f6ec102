#include "src/config/config_text.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/config/option_needs.h"
#include "src/train/train_defaults.h"
#include "tests/config/every_option.h"
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

// Without what its loss makes no use of, as where all is settled, and without zeroes.
TrainConfig Settled(TrainConfig config) {
  for (const Option& option : OptionTable::Of(*TrainConfig::descriptor()).options()) {
    if (NeedsOtherChoice(option, "loss", config)) ClearOption(option, config);
  }
  ClearZeroes(&config);
  return config;
}

void ExpectReadBack(const TrainConfig& config) {
  EXPECT_EQ(Settled(Merged(TrainConfigText(config))).DebugString(), config.DebugString());
}

// Around all choices of all enumerations.
TEST(TrainConfigText, IsReadBackAsTheSameConfigurationWhateverTheChoices) {
  for (int number = 0; number < 12; ++number) ExpectReadBack(Settled(EveryOption(number)));
}

TEST(TrainConfigText, IsReadBackWithAZeroInAnyField) {
  for (const Option& option : OptionTable::Of(*TrainConfig::descriptor()).options()) {
    SCOPED_TRACE(option.name());
    // An enumeration's zero is its automatic value.
    if (option.field().enum_type() != nullptr) continue;
    TrainConfig config = EveryOption();
    ClearOption(option, config);
    ExpectReadBack(Settled(config));
  }
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
