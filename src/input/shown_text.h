// Text that comes from data, escaped for where it goes: what a text, a model or a path holds must
// not steer a terminal, hide what stands beside it, or look like something that the program says.

#ifndef WINDOWLM_SRC_INPUT_SHOWN_TEXT_H_
#define WINDOWLM_SRC_INPUT_SHOWN_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"

namespace windowlm {

// Whether a character is one that a terminal does not show but obeys, or that changes where others
// are shown: a control character, a mark or override of direction (U+202A to U+202E, U+2066 to
// U+2069), a line end of Unicode (U+2028, U+2029).
bool SteersTerminal(char32_t character);

// `text` for people to read. Of the characters that steer a terminal, tab, line feed and carriage
// return become "\t", "\n" and "\r", others of ASCII "\x1b", and those of Unicode "\u202e"; a byte
// that is not UTF-8 becomes "\xff". Every other character stays as it is, in whatever script.
std::string ShownText(absl::string_view text);

// `text` as one cell of tab-separated values: as ShownText, and a backslash becomes "\\", so that
// the text can be told from the cell.
std::string CellText(absl::string_view text);

// For messages: the first 60 bytes or so of `text`, as ShownText; "..." stands for what was left
// out.
std::string ShownExcerpt(absl::string_view text);

// The same in double quotes, with quotes and backslashes escaped too.
std::string QuotedExcerpt(absl::string_view text);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_INPUT_SHOWN_TEXT_H_
