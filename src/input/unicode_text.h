// What Unicode says of characters and texts, by ICU. Texts are well-formed UTF-8.

#ifndef WINDOWLM_SRC_INPUT_UNICODE_TEXT_H_
#define WINDOWLM_SRC_INPUT_UNICODE_TEXT_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace windowlm {

// The version of ICU, on whose tables and dictionaries all of this depends: "72.1".
std::string IcuVersion();

bool IsAscii(absl::string_view text);

// The code point at *at, which is below text.size(); moves *at behind it. U+FFFD, one byte further,
// for what is ill-formed after all.
char32_t NextCodePoint(absl::string_view text, size_t* at);

// Whether the character is Unicode's White_Space, or U+FEFF, the byte order mark: where files were
// joined, it stands before the first word of each.
bool IsWhiteSpace(char32_t character);

// Whether white space tells nothing about words in the character's script, as in Chinese and Thai.
bool IsWrittenWithoutSpaces(char32_t character);

// How many columns of a terminal the character takes: 0, 1 or 2.
int DisplayColumns(char32_t character);

// The character in lower case, where that is one character.
char32_t LowerCharacter(char32_t character);

// `text` in normal form C.
std::string Composed(absl::string_view text);

// `text` in lower case or in upper case by Unicode's full mappings (section 3.13): "straße" becomes
// "STRASSE", and a sigma at a word's end becomes a final one. `language`, such as "tr", has
// mappings of its own; "" is for those that have none.
std::string LowerCase(absl::string_view text, const std::string& language = "");
std::string UpperCase(absl::string_view text);

// Whether ICU knows a language of this name, such as "tr" or "az-Latn".
bool IsLanguage(const std::string& language);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_INPUT_UNICODE_TEXT_H_
