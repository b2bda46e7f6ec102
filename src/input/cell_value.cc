#include "src/input/cell_value.h"

#include <cstddef>
#include <cstdint>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "src/input/utf8_text.h"

namespace windowlm {
namespace {

// Appends what the start of `rest`, behind a backslash, stands for. Returns the number of bytes
// that were read; 0 if it stands for nothing.
size_t AppendEscaped(absl::string_view rest, std::string* text) {
  constexpr size_t kHexOfByte = 2;
  constexpr size_t kHexOfCharacter = 4;
  if (rest.empty()) return 0;
  switch (rest[0]) {
    case '\\':
      text->push_back('\\');
      return 1;
    case 't':
      text->push_back('\t');
      return 1;
    case 'n':
      text->push_back('\n');
      return 1;
    case 'r':
      text->push_back('\r');
      return 1;
    case 'x':
    case 'u': {
      const size_t digits = rest[0] == 'x' ? kHexOfByte : kHexOfCharacter;
      uint32_t code = 0;
      if (rest.size() <= digits || !absl::SimpleHexAtoi(rest.substr(1, digits), &code)) return 0;
      if (rest[0] == 'x') {
        text->push_back(static_cast<char>(code));
      } else {
        AppendUtf8(code, text);
      }
      return 1 + digits;
    }
    default:
      return 0;
  }
}

}  // namespace

std::string CellValue(absl::string_view cell) {
  std::string text;
  while (!cell.empty()) {
    const size_t plain = cell.find('\\');
    absl::StrAppend(&text, cell.substr(0, plain));
    if (plain == absl::string_view::npos) break;
    cell.remove_prefix(plain + 1);
    const size_t read = AppendEscaped(cell, &text);
    if (read == 0) text.push_back('\\');
    cell.remove_prefix(read);
  }
  return text;
}

}  // namespace windowlm
