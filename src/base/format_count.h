#ifndef WINDOWLM_SRC_BASE_FORMAT_COUNT_H_
#define WINDOWLM_SRC_BASE_FORMAT_COUNT_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace windowlm {

// The count with commas, as people read it: "1,234,567".
std::string FormatCount(uint64_t count);

// The count followed by `thing`, a singular that takes an "s" for its plural: "1 line", "1,234
// lines".
std::string Counted(uint64_t count, absl::string_view thing);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_BASE_FORMAT_COUNT_H_
