#include "src/train/unused_options.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "src/config/option_name.h"
#include "src/config/option_needs.h"
#include "src/config/option_value.h"
#include "src/model/model_config.h"
#include "src/train/training_plan.h"

namespace windowlm {
namespace {

// Whether two hidden layers of one size follow each other, so that a residual connection has
// something to add.
bool HasEqualLayers(const ModelConfig& model) {
  const auto& hidden = model.hidden();
  // A convolution, which stands for the first, has no connection around it or to the next.
  const int first = HasConvolution(model) && !hidden.empty() ? 1 : 0;
  return std::adjacent_find(hidden.begin() + first, hidden.end()) != hidden.end();
}

// Whether the option decides which of a text's words are in its vocabulary, and its value is not
// one with which all of them are.
bool DecidesWords(const Option& option, const TrainConfig& config) {
  const google::protobuf::Descriptor& type = *CorpusConfig::descriptor();
  return (&option.field() == type.FindFieldByNumber(CorpusConfig::kMinCountFieldNumber) &&
          config.corpus().min_count() > 1) ||
         &option.field() == type.FindFieldByNumber(CorpusConfig::kVocabSizeFieldNumber);
}

// What the option needs besides its declared needs, in words; none if it has that.
absl::optional<std::string> OtherUnmetNeed(const Option& option, const TrainConfig& config,
                                           bool validates) {
  const auto is = [&option](const google::protobuf::Descriptor* type, int number) {
    return &option.field() == type->FindFieldByNumber(number);
  };
  if (is(ModelConfig::descriptor(), ModelConfig::kResidualFieldNumber) &&
      !HasEqualLayers(config.model())) {
    return "two hidden layers of one size, one after the other";
  }
  if (is(TrainConfig::descriptor(), TrainConfig::kPatienceFieldNumber) && !validates) {
    return "text to validate with, and none is held out";
  }
  const auto is_any_of = [&is](const google::protobuf::Descriptor* type,
                               const std::vector<int>& numbers) {
    return std::any_of(numbers.begin(), numbers.end(),
                       [&](int number) { return is(type, number); });
  };
  if (config.model().objective() == OBJECTIVE_LABEL &&
      (is_any_of(TrainConfig::descriptor(),
                 {TrainConfig::kConsecutiveFieldNumber, TrainConfig::kFreshLinesFieldNumber,
                  TrainConfig::kSingletonsAsUnknownFieldNumber}) ||
       (is(ModelConfig::descriptor(), ModelConfig::kContextFieldNumber) &&
        !HasConvolution(config.model())) ||
       is(CorpusConfig::descriptor(), CorpusConfig::kBoundariesFieldNumber))) {
    return "words that are predicted, and here labels are";
  }
  if (is_any_of(TrainConfig::descriptor(),
                {TrainConfig::kConsecutiveFieldNumber, TrainConfig::kFreshLinesFieldNumber}) &&
      UsesStretches(config)) {
    return "steps of single words, and these are of stretches of the text";
  }
  if (is(TrainConfig::descriptor(), TrainConfig::kSingletonsAsUnknownFieldNumber) &&
      !config.has_vocabulary() && config.corpus().min_count() > 1) {
    return absl::StrCat(OptionName<CorpusConfig>(CorpusConfig::kMinCountFieldNumber), "=1");
  }
  if (config.has_vocabulary() && DecidesWords(option, config)) {
    return absl::StrCat("a vocabulary of the text's words, and ",
                        OptionName<TrainConfig>(TrainConfig::kVocabularyFieldNumber),
                        " gives another");
  }
  return absl::nullopt;
}

// Whether the option is zero and zero switches it off. Other zeroes may be those of another loss's
// options, which were cleared.
bool HasNoEffectAnyway(const Option& option, const TrainConfig& config) {
  const bool zero_is_off =
      !option.declaration().zero().empty() ||
      option.field().cpp_type() == google::protobuf::FieldDescriptor::CPPTYPE_BOOL;
  return zero_is_off && IsZero(option, config);
}

}  // namespace

std::vector<UnusedOption> UnusedOptions(const TrainConfig& config, bool validates) {
  std::vector<UnusedOption> unused;
  for (const Option& option : OptionTable::Of(*TrainConfig::descriptor()).options()) {
    if (HasNoEffectAnyway(option, config)) continue;
    absl::optional<std::string> need = UnmetNeed(option, config);
    if (!need.has_value()) need = OtherUnmetNeed(option, config, validates);
    if (need.has_value()) unused.push_back({&option, *need});
  }
  return unused;
}

}  // namespace windowlm
