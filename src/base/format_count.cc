#include "src/base/format_count.h"

#include "absl/strings/str_cat.h"

namespace windowlm {

std::string FormatCount(uint64_t count) {
  std::string text = std::to_string(count);
  for (int64_t i = static_cast<int64_t>(text.size()) - 3; i > 0; i -= 3) text.insert(i, ",");
  return text;
}

std::string Counted(uint64_t count, absl::string_view thing) {
  return absl::StrCat(FormatCount(count), " ", thing, count == 1 ? "" : "s");
}

}  // namespace windowlm
