// The checks of a training's configuration.

#ifndef WINDOWLM_SRC_TRAIN_TRAIN_CONFIG_CHECK_H_
#define WINDOWLM_SRC_TRAIN_TRAIN_CONFIG_CHECK_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "proto/train_config.pb.h"

namespace windowlm {

// Checks that every field is automatic or within its bounds, and that options fit together, before
// a corpus is read. kInvalidArgument names the option of the command line.
absl::Status CheckTrainConfig(const TrainConfig& config);

// Checks that the options fit each other, this machine and a vocabulary of `vocabulary_size` words,
// `<s>` among them: a model of options that pass can be read again. `config` has no automatic
// values left. kInvalidArgument names the option of the command line.
absl::Status CheckResolvedConfig(const TrainConfig& config, int64_t vocabulary_size);

// The error for an `option` that holds out text to validate a skip-gram model with.
absl::Status NothingToValidate(absl::string_view option);

// What stands against the trainer of word vectors, as an option that is typed; empty if nothing
// does.
std::string AgainstVectorTrainer(const TrainConfig& config);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_TRAIN_CONFIG_CHECK_H_
