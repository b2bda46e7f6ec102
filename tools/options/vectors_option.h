#ifndef WINDOWLM_TOOLS_OPTIONS_VECTORS_OPTION_H_
#define WINDOWLM_TOOLS_OPTIONS_VECTORS_OPTION_H_

#include <CLI/CLI.hpp>

#include "absl/types/optional.h"
#include "proto/train_config.pb.h"

namespace windowlm {

// Declares the option that says which of a model's vectors answer; *vectors stays empty if the
// option is not given, and lives as long as `command`.
void AddVectorsOption(CLI::App& command, absl::optional<Vectors>* vectors);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_VECTORS_OPTION_H_
