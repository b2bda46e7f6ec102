// How a model can be made again.

#ifndef WINDOWLM_TOOLS_RESULTS_MADE_BY_H_
#define WINDOWLM_TOOLS_RESULTS_MADE_BY_H_

#include <string>

#include "absl/strings/string_view.h"
#include "proto/model_file.pb.h"

namespace windowlm {

// The command that made the model of this header, to be pasted into a shell, with `line_end`
// between its lines.
std::string CommandLine(const FileHeader& header, absl::string_view line_end);

// The configuration that the model was trained with, as a file that windowlm train reads: with the
// same texts it makes the same model.
std::string ModelConfigText(const FileHeader& header);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_RESULTS_MADE_BY_H_
