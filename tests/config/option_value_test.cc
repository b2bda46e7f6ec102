#include "src/config/option_value.h"

#include <cmath>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "proto/train_config.pb.h"
#include "tests/config/every_option.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

const Option& OptionNamed(const std::string& name) {
  return *OptionTable::Of(*TrainConfig::descriptor()).Find(name);
}

// What the option is after `typed`, in its own words.
std::string After(const std::string& name, const std::string& typed) {
  TrainConfig config;
  const absl::Status status = SetOption(OptionNamed(name), typed, config);
  return status.ok() ? OptionText(OptionNamed(name), config) : MessageOf(status);
}

TEST(OptionValue, ReadsDecimalNumbersAndNothingElse) {
  EXPECT_EQ(After("dim", "64"), "64");
  EXPECT_EQ(After("dim", "010"), "10");
  EXPECT_EQ(After("epochs", "2.50"), "2.5");
  EXPECT_EQ(After("epochs", "1e-1"), "0.1");
  EXPECT_EQ(After("seed", "18446744073709551615"), "18446744073709551615");
  EXPECT_EQ(After("dim", "0x10"), "--dim takes a whole number, and \"0x10\" is not one");
  for (const char* bad : {"", " 1", "1 ", "1.5", "1e3", "3000000000", "one", "1,2", "+-1"}) {
    EXPECT_THAT(After("dim", bad), StartsWith("--dim takes")) << bad;
  }
  for (const char* bad : {"", " 1", "0x1p3", "inf", "nan", "1e999", "1.2.3", "e"}) {
    EXPECT_THAT(After("epochs", bad), StartsWith("--epochs takes a number")) << bad;
  }
  for (const char* bad : {"-1", "18446744073709551616"}) {
    EXPECT_THAT(After("seed", bad), StartsWith("--seed takes")) << bad;
  }
}

TEST(OptionValue, ReadsListsAndTheirEmptyWord) {
  EXPECT_EQ(After("hidden", "200,0100"), "200,100");
  EXPECT_EQ(After("hidden", "none"), "none");
  EXPECT_EQ(After("cutoffs", "auto"), "auto");
  for (const char* bad : {"", "1,", "1,,2", "1 2", "auto", "1.5"}) {
    EXPECT_THAT(After("hidden", bad), HasSubstr("separated by commas, or none")) << bad;
  }
}

TEST(OptionValue, NamesTheChoicesThatThereAreAndOurNameForAnotherProgramsChoice) {
  EXPECT_EQ(After("loss", "adaptive-softmax"), "adaptive-softmax");
  EXPECT_EQ(After("loss", "auto"), "auto");
  EXPECT_THAT(After("schedule", "auto"), HasSubstr("takes one of constant, linear, halving"));
  EXPECT_THAT(After("loss", "cross-entropy"), AllOf(HasSubstr("\"cross-entropy\" is none of them"),
                                                    HasSubstr("windowlm calls it softmax")));
  EXPECT_THAT(After("loss", "Adaptive_Softmax"), HasSubstr("windowlm calls it adaptive-softmax"));
  EXPECT_THAT(After("objective", "cbow"), HasSubstr("it masked, with --combine=mean"));
}

TEST(OptionValue, IsAbsentOnceItsZeroIsCleared) {
  TrainConfig config = EveryOption();
  const std::string before = config.SerializeAsString();
  ClearZeroes(&config);
  EXPECT_EQ(config.SerializeAsString(), before) << "there is no zero";
  config.set_epochs(0);
  config.mutable_model()->set_tied(false);
  config.mutable_model()->set_loss(LOSS_AUTO);
  config.mutable_corpus()->mutable_text()->set_lowercase(false);
  ClearZeroes(&config);
  EXPECT_FALSE(config.has_epochs());
  EXPECT_FALSE(config.model().has_tied());
  EXPECT_FALSE(config.model().has_loss());
  EXPECT_FALSE(config.corpus().text().has_lowercase());
  EXPECT_TRUE(config.has_seed());
}

// A file of a version whose fields had no presence may have one, since its bits are not all zero.
TEST(OptionValue, KeepsANegativeZero) {
  TrainConfig config;
  config.set_subsample(-0.0);
  ClearZeroes(&config);
  EXPECT_TRUE(config.has_subsample());
}

TEST(OptionValue, ShowsZeroesOfMessagesThatAreThere) {
  TrainConfig config;
  config.mutable_model()->set_dim(5);
  SetZeroes(&config);
  EXPECT_TRUE(config.has_epochs());
  EXPECT_TRUE(config.model().has_tied());
  EXPECT_EQ(config.model().dim(), 5);
  EXPECT_FALSE(config.has_optimizer());
}

}  // namespace
}  // namespace windowlm
