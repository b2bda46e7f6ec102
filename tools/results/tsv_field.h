#ifndef WINDOWLM_TOOLS_RESULTS_TSV_FIELD_H_
#define WINDOWLM_TOOLS_RESULTS_TSV_FIELD_H_

#include <string>

#include "absl/strings/string_view.h"

namespace windowlm {

// `text` as one field of tab-separated results: each white space character becomes a space.
std::string TsvField(absl::string_view text);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_RESULTS_TSV_FIELD_H_
