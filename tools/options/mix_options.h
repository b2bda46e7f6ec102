// The options of the commands that can mix two models.

#ifndef WINDOWLM_TOOLS_OPTIONS_MIX_OPTIONS_H_
#define WINDOWLM_TOOLS_OPTIONS_MIX_OPTIONS_H_

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "src/evaluate/perplexity.h"
#include "src/model/language_model.h"

namespace windowlm {

struct MixOptions {
  // The path of the other model; empty if there is none.
  std::string other;
  // The share of the other model's probabilities.
  double weight = 0.5;
  // Paths of texts to fit the weight to; if there are any, `weight` is not used.
  std::vector<std::string> fit;
};

// Declares these options. `options` lives as long as `command`.
void AddMixOptions(MixOptions& options, CLI::App& command);

// Declares the flag that each line of a text stands alone.
void AddUnrelatedOption(CLI::App& command, bool* unrelated);

// The model that a command asks: the model of a file, alone or mixed with another one.
class AskedModel {
 public:
  // Loads the model of `path` and the other one, if there is one, and fits the weight if there are
  // texts for it. Notes on standard error tell the weight, and what a masked model's perplexity
  // means. Errors: those of LoadLanguageModel, CheckCanMix and EncodeTexts; kOutOfRange if no
  // weight can be fitted.
  static absl::StatusOr<AskedModel> Load(const std::string& path, const MixOptions& options);

  LanguageModel& model() { return *model_; }

  // Whether a word's probability depends on the lines before its own.
  bool reaches_over_lines() const;

  // The share of the other model's probabilities; none if there is no other model.
  absl::optional<double> mix_weight() const { return mix_weight_; }

  // How well the mixture predicts the texts that its weight was fitted to, each half with a weight
  // that was fitted to the other; none if no weight was fitted.
  const absl::optional<LikelihoodSummary>& cross_fitted() const { return cross_fitted_; }

 private:
  // Mixes the model of `path`, which is loaded, with the other one.
  absl::Status Mix(const std::string& path, const MixOptions& options);

  std::unique_ptr<LanguageModel> model_;
  absl::optional<double> mix_weight_;
  absl::optional<LikelihoodSummary> cross_fitted_;
};

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_MIX_OPTIONS_H_
