#include "src/tune/search_space.h"

#include <algorithm>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/config/option_value.h"
#include "src/train/presets.h"
#include "src/train/train_defaults.h"

namespace windowlm {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;

bool NoneIsGiven(const Option&) { return false; }

// A preset's configuration of a text of three different words, resolved.
TrainConfig ResolvedConfig(Preset preset) {
  TrainConfig config = DefaultTrainConfig();
  ApplyPreset(preset, &config);
  if (preset == PRESET_LABELS) config.mutable_model()->set_labels(2);
  ResolveCorpusConfig(config);
  ResolveTrainConfig(std::vector<uint64_t>{500, 300, 200, 0}, config);
  return config;
}

std::vector<std::string> NamesOf(const std::vector<SearchedOption>& space) {
  std::vector<std::string> names;
  for (const SearchedOption& option : space) names.push_back(option.option->name());
  return names;
}

TEST(SearchSpace, HasOnlyValuesThatTheOptionsTakeAndDoNotHave) {
  for (const Preset preset : {PRESET_PLAIN, PRESET_SMALL_TEXT, PRESET_FAST, PRESET_BALANCED,
                              PRESET_BEST, PRESET_VECTORS, PRESET_LABELS}) {
    const TrainConfig config = ResolvedConfig(preset);
    const std::vector<SearchedOption> space = SearchSpaceFor(config, NoneIsGiven);
    EXPECT_GE(space.size(), 5) << Preset_Name(preset);
    for (const SearchedOption& searched : space) {
      EXPECT_FALSE(searched.values.empty());
      for (const std::string& value : searched.values) {
        TrainConfig changed = config;
        EXPECT_TRUE(SetOption(*searched.option, value, changed).ok())
            << searched.option->name() << "=" << value;
        EXPECT_NE(OptionText(*searched.option, changed), OptionText(*searched.option, config))
            << searched.option->name() << "=" << value;
      }
    }
  }
}

TEST(SearchSpace, LeavesOutWhatIsGivenAndWhatChangesTheMeasure) {
  const TrainConfig config = ResolvedConfig(PRESET_BALANCED);
  EXPECT_THAT(NamesOf(SearchSpaceFor(config, NoneIsGiven)), Contains("--dim"));
  const auto dim_is_given = [](const Option& option) { return option.name() == "--dim"; };
  EXPECT_THAT(NamesOf(SearchSpaceFor(config, dim_is_given)), Not(Contains("--dim")));
  // A perplexity over fewer words is lower.
  EXPECT_THAT(NamesOf(SearchSpaceFor(config, NoneIsGiven)), Not(Contains("--min-count")));
  EXPECT_THAT(NamesOf(SearchSpaceFor(ResolvedConfig(PRESET_VECTORS), NoneIsGiven)),
              Contains("--min-count"));
}

TEST(SearchSpace, HasNothingThatAConvolutionDoesNotGoWith) {
  TrainConfig config = ResolvedConfig(PRESET_LABELS);
  ApplyConvolution(&config);
  config.mutable_model()->set_combine(COMBINE_WINDOW_MAX);
  const std::vector<std::string> names = NamesOf(SearchSpaceFor(config, NoneIsGiven));
  for (const char* name : {"--context", "--hidden", "--hidden-dropout"}) {
    EXPECT_THAT(names, Contains(name));
  }
  for (const char* name : {"--pairs", "--spellings", "--naive-bayes"}) {
    EXPECT_THAT(names, Not(Contains(name)));
  }
}

TEST(SearchSpace, ScalesTheLearningRateAndTheLayers) {
  TrainConfig config = ResolvedConfig(PRESET_BALANCED);
  for (const SearchedOption& searched : SearchSpaceFor(config, NoneIsGiven)) {
    if (searched.option->name() == "--learning-rate") {
      EXPECT_THAT(searched.values, ElementsAre("0.0007", "0.0028"));
    }
    if (searched.option->name() == "--hidden") {
      EXPECT_THAT(searched.values, ElementsAre("256,256", "384", "576,576"));
    }
  }
}

}  // namespace
}  // namespace windowlm
