#include "tools/results/tsv_field.h"

#include "absl/strings/ascii.h"

namespace windowlm {

std::string TsvField(absl::string_view text) {
  std::string field(text);
  for (char& c : field) {
    if (absl::ascii_isspace(static_cast<unsigned char>(c))) c = ' ';
  }
  return field;
}

}  // namespace windowlm
