#ifndef WINDOWLM_SRC_TRAIN_TRAIN_DEFAULTS_H_
#define WINDOWLM_SRC_TRAIN_TRAIN_DEFAULTS_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "proto/train_config.pb.h"

namespace windowlm {

// What a user gets who asks for nothing. Fields that depend on the corpus or on other
// fields are automatic: 0 or empty where that is no choice, or else -1.
TrainConfig DefaultTrainConfig();

// Whether every field is within its bounds, automatic ones allowed; the error names the
// option of the command line. To be asked before a corpus is read.
absl::Status CheckTrainConfig(const TrainConfig& config);

// The error for an `option` that holds out text to validate a skip-gram model with.
absl::Status NothingToValidate(absl::string_view option);

// Fills in the automatic values that have to be known before a corpus is read.
void ResolveCorpusConfig(TrainConfig& config);

// Fills in all others, for a training text whose words were seen so often, by id.
void ResolveTrainConfig(absl::Span<const uint64_t> counts, TrainConfig& config);

// Whether the options fit together, this machine and a vocabulary of so many words, `<s>` among
// them: what this allows makes a model that can be read. `config` is resolved.
absl::Status CheckResolvedConfig(const TrainConfig& config, int64_t vocabulary_size);

// Whether batches are stretches of text (StretchSampler), not windows from all over it.
bool UsesStretches(const TrainConfig& config);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_TRAIN_DEFAULTS_H_
