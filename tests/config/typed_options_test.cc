#include "src/config/typed_options.h"

#include <algorithm>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/train/train_defaults.h"
#include "tests/config/every_option.h"
#include "tools/options/train_options.h"

namespace windowlm {
namespace {

using ::testing::Contains;
using ::testing::Not;

// What `windowlm train` reads from these options.
TrainConfig Parse(const std::vector<std::vector<std::string>>& groups) {
  std::vector<std::string> arguments = {"corpus.txt", "--output=m.wlm"};
  for (const std::vector<std::string>& group : groups) {
    arguments.insert(arguments.end(), group.begin(), group.end());
  }
  // CLI11 takes them from the back.
  std::reverse(arguments.begin(), arguments.end());
  CLI::App command;
  const TrainCommandLine command_line(command);
  command.parse(arguments);
  const absl::StatusOr<TrainOptions> options = command_line.Read();
  EXPECT_TRUE(options.ok()) << options.status();
  return options.ok() ? options->config : TrainConfig();
}

void ExpectReadBack(TrainConfig config) {
  TrainConfig read = Parse(TypedOptions(config));
  // In a settled configuration absent means zero.
  ClearZeroes(&read);
  ClearZeroes(&config);
  EXPECT_EQ(read.DebugString(), config.DebugString());
}

std::vector<std::string> AllOf(const TrainConfig& config) {
  std::vector<std::string> all;
  for (const std::vector<std::string>& group : TypedOptions(config)) {
    all.insert(all.end(), group.begin(), group.end());
  }
  return all;
}

// Around all choices of all enumerations.
TEST(TypedOptions, AreReadBackAsTheSameConfigurationWhateverTheChoices) {
  for (int number = 0; number < 12; ++number) ExpectReadBack(EveryOption(number));
}

TEST(TypedOptions, SayWhatIsZeroOrNoneWhereThatIsNotTheDefault) {
  const OptionTable& table = OptionTable::Of(*TrainConfig::descriptor());
  for (const Option& option : table.options()) {
    SCOPED_TRACE(option.name());
    // An enumeration has no zero that can be chosen, and a loss that makes no use of an option has
    // none of it.
    if (option.field().enum_type() != nullptr) continue;
    TrainConfig config = EveryOption();
    ClearOption(option, config);
    TrainConfig expected = config;
    ClearZeroes(&expected);
    TrainConfig read = Parse(TypedOptions(config));
    const bool is_of_another_loss = option.declaration().needs_size() > 0 &&
                                    option.declaration().needs(0).rfind("loss=", 0) == 0;
    if (is_of_another_loss) ClearOption(option, read);
    ClearZeroes(&read);
    EXPECT_EQ(read.DebugString(), expected.DebugString());
  }
}

TEST(TypedOptions, LeaveOutWhatIsZeroByDefault) {
  const std::vector<std::string> options = AllOf(DefaultTrainConfig());
  EXPECT_THAT(options, Contains("--dim=128"));
  EXPECT_THAT(options, Not(Contains(testing::StartsWith("--max-steps"))));
  EXPECT_THAT(options, Not(Contains(testing::StartsWith("--tied"))));
  EXPECT_THAT(options, Not(Contains(testing::StartsWith("--momentum"))));
}

TEST(TypedOptions, AreSafeInAShell) {
  TrainConfig config;
  config.mutable_corpus()->set_text_column("it's $(touch x); done");
  std::vector<std::string> typed;
  for (const std::vector<std::string>& group : TypedOptions(config)) {
    typed.insert(typed.end(), group.begin(), group.end());
  }
  EXPECT_THAT(typed, Contains("--text-column='it'\\''s $(touch x); done'"));
}

}  // namespace
}  // namespace windowlm
