#include "src/train/divergence_remedy.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "proto/run_options.pb.h"
#include "src/config/option_name.h"

namespace windowlm {

std::string DivergenceRemedy(const TrainConfig& config, uint64_t step) {
  const OptimizerConfig& optimizer = config.optimizer();
  // No value grows so with a step of random numbers.
  constexpr double kLargeSubwordWeight = 100;
  const auto below = [](absl::string_view option, double value) {
    return absl::StrCat("try a ", option, " below ", value);
  };
  if (config.model().subword_weight() > kLargeSubwordWeight) {
    return below(OptionName<ModelConfig>(ModelConfig::kSubwordWeightFieldNumber),
                 config.model().subword_weight());
  }
  // A decay that takes more than a value has makes it grow, with the other sign.
  if (optimizer.weight_decay() * optimizer.learning_rate() > 1) {
    return below(OptionName<OptimizerConfig>(OptimizerConfig::kWeightDecayFieldNumber),
                 optimizer.weight_decay());
  }
  if (step <= 1 && (config.has_init_vectors() || config.has_continued_model())) {
    return absl::StrCat("the values of ",
                        config.has_init_vectors()
                            ? OptionName<RunOptions>(RunOptions::kInitVectorsFieldNumber)
                            : OptionName<RunOptions>(RunOptions::kContinuedModelFieldNumber),
                        " are too large to start from");
  }
  return below(OptionName<OptimizerConfig>(OptimizerConfig::kLearningRateFieldNumber),
               optimizer.learning_rate());
}

}  // namespace windowlm
