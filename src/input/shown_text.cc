#include "src/input/shown_text.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "src/input/unicode_text.h"
#include "src/input/utf8_text.h"

namespace windowlm {
namespace {

bool IsPlain(char byte) { return byte >= ' ' && byte <= '~'; }

void AppendEscaped(char32_t character, std::string* shown) {
  switch (character) {
    case '\t':
      shown->append("\\t");
      return;
    case '\n':
      shown->append("\\n");
      return;
    case '\r':
      shown->append("\\r");
      return;
    default:
      if (character < 0x80) {
        absl::StrAppendFormat(shown, "\\x%02x", static_cast<uint32_t>(character));
      } else {
        absl::StrAppendFormat(shown, "\\u%04x", static_cast<uint32_t>(character));
      }
  }
}

// Escapes also the characters of `marks`, of ASCII, by a backslash.
std::string Escaped(absl::string_view text, absl::string_view marks) {
  const bool plain = std::all_of(text.begin(), text.end(), [marks](char byte) {
    return IsPlain(byte) && marks.find(byte) == absl::string_view::npos;
  });
  if (plain) return std::string(text);
  std::string shown;
  while (!text.empty()) {
    const absl::string_view valid = text.substr(0, ValidUtf8Prefix(text));
    for (size_t at = 0; at < valid.size();) {
      const size_t begin = at;
      const char32_t character = NextCodePoint(valid, &at);
      if (SteersTerminal(character)) {
        AppendEscaped(character, &shown);
        continue;
      }
      if (marks.find(valid[begin]) != absl::string_view::npos) shown.push_back('\\');
      absl::StrAppend(&shown, valid.substr(begin, at - begin));
    }
    text.remove_prefix(valid.size());
    if (text.empty()) break;
    absl::StrAppendFormat(&shown, "\\x%02x", static_cast<unsigned char>(text[0]));
    text.remove_prefix(1);
  }
  return shown;
}

// The length of the start of `text` that an excerpt shows: no character is cut.
size_t ExcerptLength(absl::string_view text) {
  constexpr size_t kLongest = 60;
  constexpr size_t kLongestCharacter = 4;
  if (text.size() <= kLongest) return text.size();
  size_t end = kLongest;
  while (end > kLongest - kLongestCharacter &&
         (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) {
    --end;
  }
  return end;
}

std::string Excerpt(absl::string_view text, absl::string_view marks) {
  const size_t length = ExcerptLength(text);
  return absl::StrCat(Escaped(text.substr(0, length), marks), length < text.size() ? "..." : "");
}

}  // namespace

bool SteersTerminal(char32_t character) {
  return character < 0x20 || (character >= 0x7f && character < 0xa0) ||
         (character >= 0x2028 && character <= 0x202e) ||
         (character >= 0x2066 && character <= 0x2069);
}

std::string ShownText(absl::string_view text) { return Escaped(text, ""); }

std::string CellText(absl::string_view text) { return Escaped(text, "\\"); }

std::string ShownExcerpt(absl::string_view text) { return Excerpt(text, ""); }

std::string QuotedExcerpt(absl::string_view text) {
  return absl::StrCat("\"", Excerpt(text, "\"\\"), "\"");
}

}  // namespace windowlm
