#include "src/config/train_command_line.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "src/base/number_text.h"

namespace windowlm {
namespace {

// LOSS_ADAPTIVE_SOFTMAX is "adaptive-softmax" on the command line, and so with all of them.
std::string Choice(absl::string_view value, absl::string_view prefix) {
  return absl::StrReplaceAll(absl::AsciiStrToLower(absl::StripPrefix(value, prefix)), {{"_", "-"}});
}

bool HasNoiseWords(const ModelConfig& model) {
  return model.loss() == LOSS_NCE || model.loss() == LOSS_NEGATIVE_SAMPLING;
}

class OptionList {
 public:
  void Add(absl::string_view name, const std::string& value) {
    options_.push_back(absl::StrCat("--", name, "=", value));
  }
  void AddInteger(absl::string_view name, int64_t value) { Add(name, absl::StrCat(value)); }
  void AddLimit(absl::string_view name, int64_t value) {
    if (value != 0) AddInteger(name, value);
  }
  void AddNumber(absl::string_view name, double value) { Add(name, ExactNumberText(value)); }
  void AddFlag(absl::string_view name, bool value) {
    if (value) options_.push_back(absl::StrCat("--", name));
  }
  std::vector<std::string> Take() { return std::move(options_); }

 private:
  std::vector<std::string> options_;
};

std::vector<std::string> CorpusOptions(const CorpusConfig& corpus) {
  const TextConfig& text = corpus.text();
  OptionList options;
  options.Add("tokenizer", Choice(TokenizerKind_Name(text.tokenizer()), "TOKENIZER_"));
  options.AddFlag("lowercase", text.lowercase());
  options.Add("invalid-utf8", Choice(InvalidUtf8_Name(text.invalid_utf8()), "INVALID_UTF8_"));
  options.AddLimit("read-words", corpus.read_words());
  options.AddInteger("min-count", corpus.min_count());
  options.AddLimit("vocab-size", corpus.vocab_size());
  options.Add("boundaries", Choice(Boundaries_Name(corpus.boundaries()), "BOUNDARIES_"));
  options.AddNumber("valid-fraction", corpus.valid_fraction());
  return options.Take();
}

std::vector<std::string> ModelOptions(const ModelConfig& model) {
  OptionList options;
  options.Add("objective", Choice(Objective_Name(model.objective()), "OBJECTIVE_"));
  options.AddInteger("context", model.context());
  options.AddInteger("dim", model.dim());
  options.Add("hidden", model.hidden().empty() ? "none" : absl::StrJoin(model.hidden(), ","));
  options.Add("activation", Choice(Activation_Name(model.activation()), "ACTIVATION_"));
  options.Add("combine", Choice(Combine_Name(model.combine()), "COMBINE_"));
  if (!model.distant().empty()) options.Add("distant", absl::StrJoin(model.distant(), ","));
  options.AddFlag("tied", model.tied());
  options.AddFlag("residual", model.residual());
  options.AddFlag("layer-norm", model.layer_norm());
  options.AddFlag("direct", model.direct());
  return options.Take();
}

std::vector<std::string> OutputOptions(const ModelConfig& model) {
  OptionList options;
  options.Add("loss", Choice(Loss_Name(model.loss()), "LOSS_"));
  if (!model.cutoffs().empty()) options.Add("cutoffs", absl::StrJoin(model.cutoffs(), ","));
  options.AddLimit("division", model.division());
  options.AddLimit("frequent-words", model.frequent_words());
  options.AddLimit("negatives", model.negatives());
  if (HasNoiseWords(model) || model.noise_power() != 0)
    options.AddNumber("noise-power", model.noise_power());
  options.Add("mean-gradient", Choice(MeanGradient_Name(model.mean_gradient()), "MEAN_GRADIENT_"));
  return options.Take();
}

std::vector<std::string> OptimizerOptions(const TrainConfig& config) {
  OptionList options;
  options.Add("optimizer", Choice(OptimizerKind_Name(config.optimizer().kind()), "OPTIMIZER_"));
  options.AddNumber("learning-rate", config.optimizer().learning_rate());
  options.Add("schedule", Choice(Schedule_Name(config.schedule()), "SCHEDULE_"));
  options.AddInteger("warmup-steps", config.warmup_steps());
  return options.Take();
}

std::vector<std::string> OptimizerConstants(const OptimizerConfig& optimizer) {
  OptionList options;
  options.AddNumber("momentum", optimizer.momentum());
  options.AddNumber("adam-beta1", optimizer.adam_beta1());
  options.AddNumber("adam-beta2", optimizer.adam_beta2());
  options.AddNumber("epsilon", optimizer.epsilon());
  return options.Take();
}

std::vector<std::string> RegularizationOptions(const TrainConfig& config) {
  OptionList options;
  options.AddNumber("input-dropout", config.input_dropout());
  options.AddNumber("hidden-dropout", config.hidden_dropout());
  options.AddNumber("weight-decay", config.optimizer().weight_decay());
  return options.Take();
}

std::vector<std::string> RunOptions(const TrainConfig& config) {
  OptionList options;
  options.AddNumber("epochs", config.epochs());
  options.AddInteger("batch-size", config.batch_size());
  options.AddInteger("patience", config.patience());
  if (config.subsample() != 0) options.AddNumber("subsample", config.subsample());
  options.AddFlag("dynamic-window", config.dynamic_window());
  options.AddLimit("max-steps", config.max_steps());
  options.AddLimit("max-words", config.max_words());
  options.Add("seed", absl::StrCat(config.seed()));
  options.Add("precision", Choice(Precision_Name(config.precision()), "PRECISION_"));
  return options.Take();
}

}  // namespace

std::vector<std::vector<std::string>> NgramCommandLine(int order, bool given_vocabulary,
                                                       const CorpusConfig& corpus) {
  OptionList options;
  options.AddInteger("order", order);
  if (!given_vocabulary) return {options.Take(), CorpusOptions(corpus)};
  options.Add("vocabulary-of", "OTHER");
  options.Add("boundaries", Choice(Boundaries_Name(corpus.boundaries()), "BOUNDARIES_"));
  options.AddNumber("valid-fraction", corpus.valid_fraction());
  return {options.Take()};
}

std::vector<std::vector<std::string>> TrainCommandLine(const TrainConfig& config) {
  return {CorpusOptions(config.corpus()),
          ModelOptions(config.model()),
          OutputOptions(config.model()),
          OptimizerOptions(config),
          OptimizerConstants(config.optimizer()),
          RegularizationOptions(config),
          RunOptions(config)};
}

}  // namespace windowlm
