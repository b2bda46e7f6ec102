#ifndef WINDOWLM_SRC_CORPUS_BLANK_H_
#define WINDOWLM_SRC_CORPUS_BLANK_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace windowlm {

// The text on either side of a line's blank.
struct LineWithBlank {
  absl::string_view before;
  absl::string_view after;
};

// Cuts a line at its blank, which is three or more underscores in a row. The parts are valid as
// long as `line`. Errors: no blank, or more than one.
absl::StatusOr<LineWithBlank> CutAtBlank(absl::string_view line);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_CORPUS_BLANK_H_
