// Configurations in text.

#include <cstdint>
#include <string>
#include <vector>

#include "src/config/config_text.h"
#include "src/train/train_config_check.h"
#include "src/train/train_defaults.h"
#include "tests/fuzz/fuzz_target.h"

namespace windowlm {

void FuzzOne(absl::string_view bytes) {
  TrainConfig config = DefaultTrainConfig();
  const std::string before = config.SerializeAsString();
  if (!MergeTrainConfigText("config", bytes, &config).ok()) {
    Require(config.SerializeAsString() == before, "an error changes nothing");
    return;
  }
  if (!CheckTrainConfig(config).ok()) return;
  ResolveCorpusConfig(config);
  const std::vector<uint64_t> counts = {5000, 3000, 1000, 300, 50, 20, 0};
  ResolveTrainConfig(counts, config);
  if (!CheckResolvedConfig(config, static_cast<int64_t>(counts.size())).ok()) return;
  TrainConfig again = DefaultTrainConfig();
  Require(MergeTrainConfigText("text", TrainConfigText(config), &again).ok(),
          "the text of a configuration is read");
  Require(TrainConfigText(again) == TrainConfigText(config), "and makes the same again");
}

std::vector<std::string> FuzzSeeds() {
  TrainConfig masked = DefaultTrainConfig();
  masked.mutable_model()->set_objective(OBJECTIVE_MASKED);
  masked.mutable_model()->set_loss(LOSS_NCE);
  masked.mutable_optimizer()->set_kind(OPTIMIZER_SGD);
  std::vector<std::string> seeds = {"model { dim: 7 hidden: [3, 4] }\nseed: 1 # a comment\n"};
  for (TrainConfig config : {DefaultTrainConfig(), masked}) {
    ResolveCorpusConfig(config);
    ResolveTrainConfig({5000, 3000, 1000, 300, 50, 20, 0}, config);
    seeds.push_back(TrainConfigText(config));
  }
  return seeds;
}

}  // namespace windowlm
