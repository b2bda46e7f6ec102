#include "src/tune/search_space.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "src/config/option_value.h"
#include "src/model/model_config.h"

namespace windowlm {
namespace {

// Dimensions are multiples of this, as suits the products.
constexpr double kDimStep = 16;

// A number with two digits, as a person would type it.
std::string TwoDigits(double number) { return absl::StrFormat("%.2g", number); }

std::string ScaledSize(double size, double factor) {
  return absl::StrCat(
      static_cast<int64_t>(std::max(1.0, std::round(size * factor / kDimStep)) * kDimStep));
}

class Space {
 public:
  Space(const TrainConfig& config, absl::FunctionRef<bool(const Option&)> is_given)
      : config_(config), is_given_(is_given) {}

  // Adds the option of a field of Config, unless it is given, with the values that it does not
  // have.
  template <typename Config>
  void Add(int field_number, std::vector<std::string> values) {
    const auto* field = Config::descriptor()->FindFieldByNumber(field_number);
    const Option& option = *OptionTable::Of(*TrainConfig::descriptor()).Find(*field);
    if (is_given_(option)) return;
    const std::string current = OptionText(option, config_);
    values.erase(std::remove(values.begin(), values.end(), current), values.end());
    // A value that is named twice would be drawn twice as often.
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    if (!values.empty()) searched_.push_back({&option, std::move(values)});
  }

  void AddScaledRate(const std::vector<double>& factors) {
    std::vector<std::string> values;
    for (const double factor : factors) {
      values.push_back(TwoDigits(config_.optimizer().learning_rate() * factor));
    }
    Add<OptimizerConfig>(OptimizerConfig::kLearningRateFieldNumber, std::move(values));
  }

  std::vector<SearchedOption> Take() { return std::move(searched_); }

 private:
  const TrainConfig& config_;
  const absl::FunctionRef<bool(const Option&)> is_given_;
  std::vector<SearchedOption> searched_;
};

void AddConvolutionOptions(Space& space) {
  space.AddScaledRate({1.0 / 3, 3});
  space.Add<ModelConfig>(ModelConfig::kContextFieldNumber, {"1", "2", "3"});
  space.Add<ModelConfig>(ModelConfig::kDimFieldNumber, {"32", "64", "128"});
  space.Add<ModelConfig>(ModelConfig::kHiddenFieldNumber, {"50", "100", "200"});
  space.Add<ModelConfig>(ModelConfig::kActivationFieldNumber, {"tanh", "relu", "gelu"});
  space.Add<ModelConfig>(ModelConfig::kCombineFieldNumber, {"window-max", "window-mean"});
  space.Add<TrainConfig>(TrainConfig::kInputDropoutFieldNumber, {"0", "0.2", "0.4"});
  space.Add<TrainConfig>(TrainConfig::kHiddenDropoutFieldNumber, {"0", "0.3", "0.5"});
  space.Add<CorpusConfig>(CorpusConfig::kMinCountFieldNumber, {"1", "2", "3"});
  space.Add<OptimizerConfig>(OptimizerConfig::kWeightDecayFieldNumber, {"0", "0.01", "0.1"});
}

void AddLabelOptions(Space& space) {
  space.AddScaledRate({1.0 / 3, 3, 10});
  space.Add<ModelConfig>(ModelConfig::kPairsFieldNumber, {"0"});
  space.Add<ModelConfig>(ModelConfig::kSpellingsFieldNumber, {"none", "2-5", "3-5", "3-6", "4-6"});
  space.Add<ModelConfig>(ModelConfig::kHiddenFieldNumber, {"none", "64"});
  space.Add<ModelConfig>(ModelConfig::kCombineFieldNumber, {"presence", "mean", "sum"});
  space.Add<TrainConfig>(TrainConfig::kNaiveBayesFieldNumber, {"0.02", "0.05", "0.1", "0.2"});
  space.Add<TrainConfig>(TrainConfig::kInputDropoutFieldNumber, {"0", "0.2", "0.4"});
  space.Add<CorpusConfig>(CorpusConfig::kMinCountFieldNumber, {"1", "2", "3"});
  space.Add<OptimizerConfig>(OptimizerConfig::kWeightDecayFieldNumber, {"0", "0.01", "0.1"});
}

void AddScaledDimension(const ModelConfig& model, Space& space) {
  space.Add<ModelConfig>(ModelConfig::kDimFieldNumber,
                         {ScaledSize(model.dim(), 0.67), ScaledSize(model.dim(), 1.5)});
}

// Only what is a gain for more than one measure. What is left to the user: n-grams of characters,
// which take several times as long; the learning rate, since a trial of fewer passes would prefer a
// higher one; and what a set of related pairs prefers but analogies lose by: smaller dimensions,
// wider windows, fewer noise words, frequent words thinned out further.
void AddVectorOptions(Space& space) {
  space.Add<ModelConfig>(ModelConfig::kContextFieldNumber, {"5", "8"});
  space.Add<ModelConfig>(ModelConfig::kNegativesFieldNumber, {"15", "20"});
  space.Add<ModelConfig>(ModelConfig::kVectorsFieldNumber, {"input", "sum", "unit-sum"});
  space.Add<CorpusConfig>(CorpusConfig::kMinCountFieldNumber, {"2", "3", "5", "10"});
  space.Add<CorpusConfig>(CorpusConfig::kBoundariesFieldNumber, {"line", "none"});
}

void AddLanguageModelOptions(const TrainConfig& config, Space& space) {
  const ModelConfig& model = config.model();
  space.AddScaledRate({0.5, 2});
  AddScaledDimension(model, space);
  std::vector<std::string> hidden;
  for (const double factor : {0.67, 1.5}) {
    std::vector<std::string> sizes;
    for (const int32_t size : model.hidden()) sizes.push_back(ScaledSize(size, factor));
    if (!sizes.empty()) hidden.push_back(absl::StrJoin(sizes, ","));
  }
  if (model.hidden_size() == 1) {
    hidden.push_back(absl::StrCat(model.hidden(0), ",", model.hidden(0)));
  } else if (model.hidden_size() > 1) {
    hidden.push_back(absl::StrCat(model.hidden(0)));
  }
  space.Add<ModelConfig>(ModelConfig::kHiddenFieldNumber, std::move(hidden));
  space.Add<ModelConfig>(
      ModelConfig::kContextFieldNumber,
      {absl::StrCat(std::max(1, model.context() - 2)), absl::StrCat(model.context() + 3)});
  space.Add<ModelConfig>(ModelConfig::kActivationFieldNumber, {"tanh", "relu", "gelu"});
  if (model.attention() > 0) {
    space.Add<ModelConfig>(ModelConfig::kAttentionFieldNumber, {"100", "200", "400"});
  }
  space.Add<TrainConfig>(TrainConfig::kInputDropoutFieldNumber, {"0", "0.1", "0.2", "0.3", "0.5"});
  space.Add<TrainConfig>(TrainConfig::kHiddenDropoutFieldNumber, {"0", "0.1", "0.2", "0.3", "0.4"});
  space.Add<OptimizerConfig>(OptimizerConfig::kWeightDecayFieldNumber, {"0", "0.01", "0.1"});
  space.Add<TrainConfig>(TrainConfig::kBatchSizeFieldNumber,
                         {absl::StrCat(std::max(1, config.batch_size() / 2)),
                          absl::StrCat(2 * int64_t{config.batch_size()})});
}

}  // namespace

std::vector<SearchedOption> SearchSpaceFor(const TrainConfig& config,
                                           absl::FunctionRef<bool(const Option&)> is_given) {
  Space space(config, is_given);
  if (config.model().objective() == OBJECTIVE_LABEL) {
    if (HasConvolution(config.model())) {
      AddConvolutionOptions(space);
    } else {
      AddLabelOptions(space);
    }
  } else if (MakesVectors(config.model()) || config.model().objective() == OBJECTIVE_SKIPGRAM) {
    AddVectorOptions(space);
  } else {
    AddLanguageModelOptions(config, space);
  }
  return space.Take();
}

}  // namespace windowlm
