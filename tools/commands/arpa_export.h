#ifndef WINDOWLM_TOOLS_COMMANDS_ARPA_EXPORT_H_
#define WINDOWLM_TOOLS_COMMANDS_ARPA_EXPORT_H_

#include <string>

#include "absl/status/status.h"

namespace windowlm {

// What the command line calls the format of n-gram models.
inline constexpr char kArpa[] = "arpa";

// Returns kFailedPrecondition, with what can be done, if the model at `path` is an n-gram model and
// `to_arpa` is false, or if it is none and `to_arpa` is true. Errors of a file that cannot be read
// are left to who reads it next.
absl::Status CheckKindToExport(const std::string& path, bool to_arpa);

// Writes an n-gram model to `output`, compressed if the name ends in .gz; "-" is standard output.
absl::Status ExportArpa(const std::string& path, const std::string& output);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_COMMANDS_ARPA_EXPORT_H_
