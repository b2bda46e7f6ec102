// A model's configuration as a file, from info to train.

#include <algorithm>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/end_to_end/program.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class ConfigFile : public testing::Test {
 protected:
  void SetUp() override {
    std::string text;
    for (int i = 0; i < 50; ++i) text += "the dog sees the cat\nthe cat sees the dog\n";
    WriteBytes(corpus_, text);
  }

  // The model that these options make.
  std::string Train(std::vector<std::string> options) const {
    const std::string model = folder_ + "/model.wlm";
    options.insert(options.begin(), {"train", corpus_, "--output=" + model, "--quiet"});
    const ProgramResult result = RunProgram(options);
    EXPECT_EQ(result.exit_code, 0) << result.errors;
    return BytesOf(model);
  }

  // Writes the configuration of the last model.
  std::string SaveConfig() const {
    const ProgramResult info = RunProgram({"info", folder_ + "/model.wlm", "--config"});
    EXPECT_EQ(info.exit_code, 0) << info.errors;
    WriteBytes(config_, info.output);
    return info.output;
  }

  void ExpectFails(int exit_code, const std::vector<std::string>& options,
                   const std::string& says) const {
    std::vector<std::string> all = {"train", corpus_, "--output=" + folder_ + "/none.wlm"};
    all.insert(all.end(), options.begin(), options.end());
    const ProgramResult result = RunProgram(all);
    EXPECT_EQ(result.exit_code, exit_code) << says;
    EXPECT_THAT(result.errors, AllOf(StartsWith("windowlm: "), HasSubstr(says)));
    EXPECT_EQ(std::count(result.errors.begin(), result.errors.end(), '\n'), 1) << result.errors;
    EXPECT_THAT(NamesIn(folder_), Not(testing::Contains("none.wlm")));
  }

  const std::string folder_ = FreshFolder();
  const std::string corpus_ = folder_ + "/corpus.txt";
  const std::string config_ = folder_ + "/config.textproto";
};

TEST_F(ConfigFile, MakesTheSameModelAgain) {
  const std::vector<std::vector<std::string>> runs = {
      {"--dim=4", "--hidden=4", "--lowercase", "--patience=0", "--seed=7"},
      {"--dim=4", "--hidden=none", "--input-dropout=0", "--optimizer=sgd", "--schedule=halving"},
      {"--dim=4", "--hidden=4,4", "--activation=gelu", "--distant=2,3", "--tied", "--residual",
       "--layer-norm"},
      {"--dim=4", "--hidden=3,2", "--loss=adaptive-softmax", "--cutoffs=2", "--division=2"},
      {"--dim=4", "--hidden=none", "--combine=mean", "--objective=masked",
       "--loss=negative-sampling", "--noise-power=0", "--dynamic-window", "--subsample=0.5"},
  };
  for (const std::vector<std::string>& options : runs) {
    const std::string model = Train(options);
    const std::string config = SaveConfig();
    EXPECT_TRUE(Train({"--config=" + config_}) == model) << config;
  }
}

TEST_F(ConfigFile, SaysIfThereWasAValidationText) {
  const std::string valid = folder_ + "/valid.txt";
  WriteBytes(valid, "the dog sees the dog\n");
  const std::string model = Train({"--dim=4", "--hidden=4", "--valid=" + valid});
  EXPECT_THAT(SaveConfig(), HasSubstr("--valid=FILE"));
  EXPECT_TRUE(Train({"--valid=" + valid, "--config=" + config_}) == model);
}

TEST_F(ConfigFile, YieldsToOptionsWhereverTheyStand) {
  Train({"--dim=4", "--hidden=4", "--lowercase"});
  SaveConfig();
  const std::string model = Train({"--dim=5", "--hidden=none", "--lowercase", "--epochs=1",
                                   "--batch-size=32", "--warmup-steps=0"});
  EXPECT_TRUE(Train({"--hidden=none", "--epochs=1", "--config=" + config_, "--dim=5",
                     "--warmup-steps=0"}) == model);
  const std::string plain = Train({"--dim=4", "--hidden=4"});
  EXPECT_TRUE(Train({"--config=" + config_, "--lowercase=false"}) == plain);
}

TEST_F(ConfigFile, MayBeStandardInput) {
  const std::string model = Train({"--dim=4", "--hidden=4"});
  const ProgramResult result =
      RunProgram({"train", corpus_, "--output=" + folder_ + "/other.wlm", "--config=-", "--quiet"},
                 SaveConfig());
  EXPECT_EQ(result.exit_code, 0) << result.errors;
  EXPECT_TRUE(BytesOf(folder_ + "/other.wlm") == model);
}

TEST_F(ConfigFile, ThatIsWrongIsNamedWithItsLineAndColumn) {
  WriteBytes(config_, "seed: 1\nmodel {\n  dimension: 4\n}\n");
  ExpectFails(1, {"--config=" + config_}, config_ + ", line 3, column 12: ");
  WriteBytes(config_, "model { dim: 0 }\n");
  ExpectFails(2, {"--config=" + config_}, "with --config=" + config_ + ": --dim must be");
  ExpectFails(1, {"--config=" + folder_ + "/missing"}, folder_ + "/missing");
  ExpectFails(1, {"--config=" + folder_}, folder_);
  WriteBytes(config_, std::string("\x7f"
                                  "ELF\x02\0\0",
                                  7));
  ExpectFails(1, {"--config=" + config_}, config_ + " is not text");
  const ProgramResult info = RunProgram({"info", corpus_, "--config", "--format=json"});
  EXPECT_EQ(info.exit_code, 2);
}

}  // namespace
}  // namespace windowlm
