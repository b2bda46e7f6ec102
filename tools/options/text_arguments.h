// The texts that a command is given: files, folders and standard input.

#ifndef WINDOWLM_TOOLS_OPTIONS_TEXT_ARGUMENTS_H_
#define WINDOWLM_TOOLS_OPTIONS_TEXT_ARGUMENTS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace windowlm {

// Puts in place of each folder among `paths` the texts below it (FindTexts), or the tables and JSON
// lines if a `column` of them is to be read, and leaves all others as they are. A note on standard
// error tells, unless `quiet`, how many files a folder has and which ones were passed over. Errors:
// a folder that cannot be read, or in which there are no texts.
absl::StatusOr<std::vector<std::string>> TextsOf(absl::Span<const std::string> paths,
                                                 absl::string_view column, bool quiet);

// The same for a command that reads standard input if no texts are given.
absl::StatusOr<std::vector<std::string>> TextsOrInput(absl::Span<const std::string> paths,
                                                      absl::string_view column = "");

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_TEXT_ARGUMENTS_H_
