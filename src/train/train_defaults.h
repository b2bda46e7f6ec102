#ifndef WINDOWLM_SRC_TRAIN_TRAIN_DEFAULTS_H_
#define WINDOWLM_SRC_TRAIN_TRAIN_DEFAULTS_H_

#include <cstdint>

#include "absl/types/optional.h"
#include "absl/types/span.h"
#include "proto/train_config.pb.h"
#include "src/corpus/corpus_preparation.h"

namespace windowlm {

// The configuration of a user who sets nothing. Fields that depend on the corpus or on other fields
// are automatic: absent, empty, or an enumeration's automatic value.
TrainConfig DefaultTrainConfig();

// Fills in the automatic values that have to be known before a corpus is read.
void ResolveCorpusConfig(TrainConfig& config);

// What the automatic values of config.corpus become for a small text.
SmallTextValues ValuesForSmallTexts(const TrainConfig& config);

// Fills in all other automatic values. counts[id] is how often the training text has a word.
// `examples` is the number of windows that an epoch visits; none: as many as there are words.
void ResolveTrainConfig(absl::Span<const uint64_t> counts, TrainConfig& config,
                        absl::optional<uint64_t> examples = {});

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_TRAIN_DEFAULTS_H_
