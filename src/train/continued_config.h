#ifndef WINDOWLM_SRC_TRAIN_CONTINUED_CONFIG_H_
#define WINDOWLM_SRC_TRAIN_CONTINUED_CONFIG_H_

#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "proto/train_config.pb.h"
#include "src/config/option_table.h"

namespace windowlm {

// Makes `config`, which may have automatic values, keep from `kept`, the configuration of the model
// that training goes on from, its text rules, the sizes of its vocabulary, its boundaries and its
// shape. Errors call the model `model`.
//
// kInvalidArgument names the first of these options for which `config` asks for something else: a
// value that is not automatic, and that was given (is_given) or is not the default.
absl::Status KeepModelConfig(const std::string& model, const TrainConfig& kept,
                             absl::FunctionRef<bool(const Option&)> is_given, TrainConfig& config);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_TRAIN_CONTINUED_CONFIG_H_
