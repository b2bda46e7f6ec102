#include "src/model/output/loss_traits.h"

#include "absl/strings/str_cat.h"
#include "src/config/option_name.h"
#include "src/model/output/adaptive_cutoffs.h"

namespace windowlm {
namespace {

absl::Status CheckNothing(const ModelConfig&) { return absl::OkStatus(); }

absl::Status CheckCutoffs(const ModelConfig& config) {
  const std::string name = OptionName<ModelConfig>(ModelConfig::kCutoffsFieldNumber);
  if (config.cutoffs().empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat(name, " needs at least one number, and has none"));
  }
  int32_t before = 0;
  for (const int32_t cutoff : config.cutoffs()) {
    if (cutoff <= before) {
      return absl::InvalidArgumentError(
          absl::StrCat(name, " must ascend, and has ", cutoff, " after ", before));
    }
    before = cutoff;
  }
  return absl::OkStatus();
}

// Each word has a row of weights and a bias.
int64_t CountRows(const ModelConfig&, int64_t in, int64_t words) { return (in + 1) * words; }

int64_t CountRowsWithoutBias(const ModelConfig&, int64_t in, int64_t words) { return in * words; }

int64_t CountClusters(const ModelConfig& config, int64_t in, int64_t words) {
  int64_t count = (in + 1) * (config.cutoffs(0) + config.cutoffs_size());
  for (int i = 0; i < config.cutoffs_size(); ++i) {
    const int64_t end = i + 1 < config.cutoffs_size() ? config.cutoffs(i + 1) : words;
    const int64_t projected = ClusterInput(in, config.division(), i);
    count += (in + 1) * projected + (projected + 1) * (end - config.cutoffs(i));
  }
  return count;
}

constexpr int64_t kMostNoiseWords = 10000;
constexpr int64_t kMostSampled = 1000000;

// The values are in the order of the members: loss, has_noise_words, makes_vectors, can_be_tied,
// has_clusters, default_negatives, most_negatives, check, count_parameters.
constexpr LossTraits kTraits[] = {
    {LOSS_SOFTMAX, false, false, true, false, 0, 0, CheckNothing, CountRows},
    {LOSS_ADAPTIVE_SOFTMAX, false, false, false, true, 0, 0, CheckCutoffs, CountClusters},
    {LOSS_SAMPLED_SOFTMAX, false, false, true, false, 1000, kMostSampled, CheckNothing, CountRows},
    {LOSS_NCE, true, false, true, false, 100, kMostNoiseWords, CheckNothing, CountRows},
    {LOSS_NEGATIVE_SAMPLING, true, true, false, false, 5, kMostNoiseWords, CheckNothing,
     CountRowsWithoutBias},
    {LOSS_SIGMOID, false, false, false, false, 0, 0, CheckNothing, CountRows},
};

}  // namespace

const LossTraits* FindLossTraits(Loss loss) {
  for (const LossTraits& traits : kTraits) {
    if (traits.loss == loss) return &traits;
  }
  return nullptr;
}

const LossTraits& TraitsOf(const ModelConfig& config) {
  const LossTraits* traits = FindLossTraits(config.loss());
  return traits == nullptr ? kTraits[0] : *traits;
}

bool HasNoiseWords(const ModelConfig& config) { return TraitsOf(config).has_noise_words; }

bool MakesVectors(const ModelConfig& config) {
  return TraitsOf(config).makes_vectors && config.hidden().empty();
}

}  // namespace windowlm
