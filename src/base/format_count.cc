#include "src/base/format_count.h"

namespace windowlm {

std::string FormatCount(uint64_t count) {
  std::string text = std::to_string(count);
  for (int64_t i = static_cast<int64_t>(text.size()) - 3; i > 0; i -= 3) text.insert(i, ",");
  return text;
}

}  // namespace windowlm
