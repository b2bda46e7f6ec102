#include "src/corpus/word_boundaries.h"

#include <utf8proc.h>

#include <array>

#include "absl/strings/match.h"
#include "src/corpus/special_words.h"

namespace windowlm {
namespace {

// What one character does in a word.
enum class CharacterKind : unsigned char {
  kSpace,
  kLetter,
  kDigit,
  kOther,
  // A mark or a format character: continues what it follows.
  kExtender,
  kSymbol,
  // Symbols that two letters, or two digits, make part of their word.
  kLetterJoiner,
  kDigitJoiner,
};

bool IsWhiteSpace(utf8proc_int32_t code) {
  return (code >= 0x09 && code <= 0x0d) || code == 0x20 || code == 0x85 || code == 0xa0 ||
         code == 0x1680 || (code >= 0x2000 && code <= 0x200a) || code == 0x2028 || code == 0x2029 ||
         code == 0x202f || code == 0x205f || code == 0x3000 || code == 0xfeff;
}

constexpr CharacterKind KindOfAscii(int code) {
  if ((code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z')) return CharacterKind::kLetter;
  if (code >= '0' && code <= '9') return CharacterKind::kDigit;
  if (code == '\'' || code == '-') return CharacterKind::kLetterJoiner;
  if (code == '.' || code == ',') return CharacterKind::kDigitJoiner;
  if (code == ' ' || (code >= 0x09 && code <= 0x0d)) return CharacterKind::kSpace;
  return code < ' ' || code == 0x7f ? CharacterKind::kOther : CharacterKind::kSymbol;
}

constexpr std::array<CharacterKind, 128> KindsOfAscii() {
  std::array<CharacterKind, 128> kinds = {};
  for (int code = 0; code < 128; ++code) kinds[code] = KindOfAscii(code);
  return kinds;
}

constexpr std::array<CharacterKind, 128> kAscii = KindsOfAscii();

// The kind of a character beyond ASCII.
CharacterKind KindOf(utf8proc_int32_t code) {
  if (IsWhiteSpace(code)) return CharacterKind::kSpace;
  if (code == 0x2019 || code == 0x2010 || code == 0x2011) return CharacterKind::kLetterJoiner;
  switch (utf8proc_category(code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
      return CharacterKind::kLetter;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
      return CharacterKind::kDigit;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
      return CharacterKind::kExtender;
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO:
    case UTF8PROC_CATEGORY_SM:
    case UTF8PROC_CATEGORY_SC:
    case UTF8PROC_CATEGORY_SK:
    case UTF8PROC_CATEGORY_SO:
      return CharacterKind::kSymbol;
    default:
      return CharacterKind::kOther;
  }
}

struct CodePoint {
  utf8proc_int32_t code;
  size_t bytes;
};

// The first code point of text, which is well-formed and not empty.
CodePoint FirstCodePoint(absl::string_view text) {
  utf8proc_int32_t code = 0;
  const utf8proc_ssize_t bytes =
      utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                       static_cast<utf8proc_ssize_t>(text.size()), &code);
  if (bytes <= 0) return {0xfffd, 1};
  return {code, static_cast<size_t>(bytes)};
}

struct Character {
  CharacterKind kind;
  size_t bytes;
};

Character FirstCharacter(absl::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < kAscii.size()) return {kAscii[first], 1};
  const CodePoint point = FirstCodePoint(text);
  return {KindOf(point.code), point.bytes};
}

// Bytes that end a word of the tokenizer `whitespace`, or start a character that may.
constexpr std::array<bool, 256> MaybeSpaceBytes() {
  std::array<bool, 256> maybe = {};
  for (int byte = 0x09; byte <= 0x0d; ++byte) maybe[byte] = true;
  for (int byte : {0x20, 0xc2, 0xe1, 0xe2, 0xe3, 0xef}) maybe[byte] = true;
  return maybe;
}

constexpr std::array<bool, 256> kMaybeSpace = MaybeSpaceBytes();

WordPart PartOf(CharacterKind kind) {
  switch (kind) {
    case CharacterKind::kLetter:
      return WordPart::kLetter;
    case CharacterKind::kDigit:
      return WordPart::kDigit;
    case CharacterKind::kOther:
    case CharacterKind::kExtender:
      return WordPart::kOther;
    default:
      return WordPart::kSymbol;
  }
}

bool Joins(CharacterKind kind, WordPart both_sides) {
  return (kind == CharacterKind::kLetterJoiner && both_sides == WordPart::kLetter) ||
         (kind == CharacterKind::kDigitJoiner && both_sides == WordPart::kDigit);
}

// The length of the special word that text starts with, else 0. Sets *open if only what follows can
// tell.
size_t SpecialWordLength(absl::string_view text, bool* open) {
  for (const absl::string_view word : {kUnknownWord, kLineStartWord, kLineEndWord}) {
    if (absl::StartsWith(text, word)) return word.size();
    if (absl::StartsWith(word, text)) *open = true;
  }
  return 0;
}

}  // namespace

size_t WhiteSpaceLength(absl::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  if (!kMaybeSpace[first]) return 0;
  if (first < kAscii.size()) return 1;
  const CodePoint point = FirstCodePoint(text);
  return IsWhiteSpace(point.code) ? point.bytes : 0;
}

WordScan ScanUntilWhiteSpace(absl::string_view text, bool at_end) {
  for (size_t at = 0; at < text.size(); ++at) {
    if (kMaybeSpace[static_cast<unsigned char>(text[at])] &&
        WhiteSpaceLength(text.substr(at)) > 0) {
      return {at, WordPart::kOther, true};
    }
  }
  return {text.size(), WordPart::kOther, at_end};
}

WordScan ScanWord(absl::string_view text, bool at_end, WordPart previous) {
  if (previous == WordPart::kNothing && text[0] == '<') {
    bool open = false;
    const size_t length = SpecialWordLength(text, &open);
    if (length > 0) return {length, WordPart::kSymbol, true};
    if (open && !at_end) return {0, WordPart::kNothing, false};
  }
  size_t length = 0;
  WordPart last = previous;
  while (length < text.size()) {
    const Character next = FirstCharacter(text.substr(length));
    if (next.kind == CharacterKind::kSpace) return {length, last, true};
    const WordPart part = PartOf(next.kind);
    if (last != WordPart::kNothing && next.kind == CharacterKind::kExtender) {
      // An extender leaves what it follows as it is: a letter with a mark is a letter.
    } else if (last == WordPart::kSymbol) {
      return {length, last, true};
    } else if (last == WordPart::kNothing || part != WordPart::kSymbol) {
      last = part;
    } else {
      if (!Joins(next.kind, last)) return {length, last, true};
      const absl::string_view rest = text.substr(length + next.bytes);
      if (rest.empty()) return {length, last, at_end};
      if (PartOf(FirstCharacter(rest).kind) != last) return {length, last, true};
    }
    length += next.bytes;
  }
  return {length, last, at_end};
}

}  // namespace windowlm
