#include "src/train/continued_config.h"

#include "absl/strings/str_cat.h"
#include "src/config/option_name.h"
#include "src/config/option_value.h"
#include "src/config/typed_options.h"
#include "src/corpus/tokenizer.h"
#include "src/input/unicode_text.h"
#include "src/train/train_defaults.h"

namespace windowlm {
namespace {

// Whether the model decides the option. What is read of a text, how much of it, and how much of it
// is held out, depends on the new text.
bool IsKept(const Option& option) {
  const google::protobuf::Descriptor* type = option.field().containing_type();
  if (type == ModelConfig::descriptor() || type == TextConfig::descriptor()) return true;
  return type == CorpusConfig::descriptor() &&
         option.field().number() != CorpusConfig::kValidFractionFieldNumber &&
         option.field().number() != CorpusConfig::kReadWordsFieldNumber &&
         option.field().number() != CorpusConfig::kTextColumnFieldNumber;
}

// An empty list is automatic only if the option's word for it is "auto".
bool IsAutomatic(const Option& option, const TrainConfig& config) {
  if (OptionText(option, config) == "auto") return true;
  return !option.field().is_repeated() && !IsPresent(option, config);
}

}  // namespace

absl::Status KeepModelConfig(const std::string& model, const TrainConfig& kept,
                             absl::FunctionRef<bool(const Option&)> is_given, TrainConfig& config) {
  const TrainConfig defaults = DefaultTrainConfig();
  for (const Option& option : OptionTable::Of(*TrainConfig::descriptor()).options()) {
    if (!IsKept(option)) continue;
    const std::string asked = OptionText(option, config);
    const bool is_chosen =
        is_given(option) || (IsPresent(option, config) && asked != OptionText(option, defaults));
    if (asked == OptionText(option, kept) || !is_chosen) continue;
    if (IsAutomatic(option, config)) continue;
    return absl::InvalidArgumentError(
        absl::StrCat(TypedOption(option, config), " contradicts ", model, ", which has ",
                     TypedOption(option, kept), "; ",
                     OptionName<TrainConfig>(TrainConfig::kContinuedModelFieldNumber),
                     " keeps a model's text rules, vocabulary and shape"));
  }
  if (const TextConfig& text = kept.corpus().text(); UsesIcu(text) && text.icu() != IcuVersion()) {
    return absl::FailedPreconditionError(
        absl::StrCat(model, " cannot be trained on: its words were read ",
                     text.icu().empty() ? "by an older windowlm's own tables"
                                        : absl::StrCat("by ICU ", text.icu()),
                     ", and this program has ICU ", IcuVersion(), ", which may cut other words"));
  }
  const CorpusConfig asked = config.corpus();
  CorpusConfig& corpus = *config.mutable_corpus();
  corpus = kept.corpus();
  corpus.clear_valid_fraction();
  corpus.clear_read_words();
  corpus.clear_text_column();
  if (asked.has_valid_fraction()) corpus.set_valid_fraction(asked.valid_fraction());
  if (asked.has_read_words()) corpus.set_read_words(asked.read_words());
  if (asked.has_text_column()) corpus.set_text_column(asked.text_column());
  *config.mutable_model() = kept.model();
  return absl::OkStatus();
}

}  // namespace windowlm
