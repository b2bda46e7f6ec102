#include "tools/plot/xml_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "src/input/utf8_text.h"

namespace windowlm {
namespace {

bool StartsCharacter(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

// The last `most` characters of well-formed UTF-8, or all of it.
absl::string_view LastCharacters(absl::string_view text, size_t most) {
  size_t begin = text.size();
  for (size_t characters = 0; begin > 0 && characters < most; --begin) {
    if (StartsCharacter(text[begin - 1])) ++characters;
  }
  return text.substr(begin);
}

}  // namespace

std::string XmlText(absl::string_view bytes, size_t most) {
  Utf8Text repair;
  const absl::string_view text = repair.Next(bytes, /*last=*/true);
  const absl::string_view end = LastCharacters(text, most);
  std::string shown = end.size() < text.size() ? absl::StrCat("...", end) : std::string(end);
  for (char& c : shown) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  return absl::StrReplaceAll(shown, {{"&", "&amp;"},
                                     {"<", "&lt;"},
                                     {">", "&gt;"},
                                     {"\"", "&quot;"},
                                     {"\xEF\xBF\xBE", " "},
                                     {"\xEF\xBF\xBF", " "}});
}

}  // namespace windowlm
