#ifndef WINDOWLM_TOOLS_OPTIONS_OUTPUT_PATH_H_
#define WINDOWLM_TOOLS_OPTIONS_OUTPUT_PATH_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace windowlm {

// Returns kInvalidArgument if `output` is the file `input`, which the message calls `what`: "the
// model that is exported".
absl::Status CheckIsNoInput(const std::string& output, const std::string& input,
                            absl::string_view what);

// OK if a model can be written to `output`: kInvalidArgument if it is a
// stream (tools/results/output_stream.h), since a model
// appears whole, under a name, or not at all.
absl::Status CheckIsNoStream(const std::string& output);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_OUTPUT_PATH_H_
