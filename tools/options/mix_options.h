// What the commands share that may ask two models mixed.

#ifndef WINDOWLM_TOOLS_OPTIONS_MIX_OPTIONS_H_
#define WINDOWLM_TOOLS_OPTIONS_MIX_OPTIONS_H_

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "src/model/language_model.h"

namespace windowlm {

struct MixOptions {
  // The other model; empty for none.
  std::string other;
  double weight = 0.5;
  // Texts to fit the weight to.
  std::vector<std::string> fit;
};

// Declares them all. `options` lives as long as `command`.
void AddMixOptions(MixOptions& options, CLI::App& command);

// The model that a command asks: one of a file, or that mixed with another.
class AskedModel {
 public:
  // Loads what is asked for, and fits the weight where that is asked for. Notes on standard error
  // tell the weight, and that a masked model is one.
  static absl::StatusOr<AskedModel> Load(const std::string& path, const MixOptions& options);

  LanguageModel& model() { return mixed_ == nullptr ? *model_ : *mixed_; }

  // The share of the other model; none where there is none.
  absl::optional<double> mix_weight() const { return mix_weight_; }

 private:
  // Mixes the model of `path`, which is loaded, with the other one.
  absl::Status Mix(const std::string& path, const MixOptions& options);

  std::unique_ptr<LanguageModel> model_;
  std::unique_ptr<LanguageModel> other_;
  std::unique_ptr<LanguageModel> mixed_;
  absl::optional<double> mix_weight_;
};

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_MIX_OPTIONS_H_
