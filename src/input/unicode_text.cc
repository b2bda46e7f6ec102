#include "src/input/unicode_text.h"

#include <unicode/casemap.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uloc.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>
#include <unicode/uversion.h>

#include <cstdint>

namespace windowlm {
namespace {

icu::StringPiece PieceOf(absl::string_view text) {
  return {text.data(), static_cast<int32_t>(text.size())};
}

// Calls map(text, sink, status), which writes to the sink; returns `text` itself if that fails.
template <typename Map>
std::string Mapped(absl::string_view text, Map map) {
  std::string result;
  icu::StringByteSink<std::string> sink(&result, static_cast<int32_t>(text.size()));
  UErrorCode status = U_ZERO_ERROR;
  map(PieceOf(text), sink, status);
  return U_SUCCESS(status) ? result : std::string(text);
}

}  // namespace

std::string IcuVersion() {
  UVersionInfo version;
  u_getVersion(version);
  char text[U_MAX_VERSION_STRING_LENGTH];
  u_versionToString(version, text);
  return text;
}

bool IsAscii(absl::string_view text) {
  for (const char byte : text) {
    if (static_cast<unsigned char>(byte) >= 0x80) return false;
  }
  return true;
}

char32_t NextCodePoint(absl::string_view text, size_t* at) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  auto next = static_cast<int64_t>(*at);
  UChar32 character = 0;
  U8_NEXT_OR_FFFD(bytes, next, static_cast<int64_t>(text.size()), character);
  *at = static_cast<size_t>(next);
  return static_cast<char32_t>(character);
}

bool IsWhiteSpace(char32_t character) {
  return u_isUWhiteSpace(static_cast<UChar32>(character)) || character == 0xfeff;
}

bool IsWrittenWithoutSpaces(char32_t character) {
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(character), &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
      return true;
    default:
      return false;
  }
}

int DisplayColumns(char32_t character) {
  const auto code = static_cast<UChar32>(character);
  switch (u_charType(code)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
    case U_CONTROL_CHAR:
      return 0;
    default:
      break;
  }
  const int width = u_getIntPropertyValue(code, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

char32_t LowerCharacter(char32_t character) {
  return static_cast<char32_t>(u_tolower(static_cast<UChar32>(character)));
}

std::string Composed(absl::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return std::string(text);
  return Mapped(text, [&](icu::StringPiece piece, icu::ByteSink& sink, UErrorCode& failed) {
    form->normalizeUTF8(0, piece, sink, nullptr, failed);
  });
}

std::string LowerCase(absl::string_view text, const std::string& language) {
  return Mapped(text, [&](icu::StringPiece piece, icu::ByteSink& sink, UErrorCode& failed) {
    icu::CaseMap::utf8ToLower(language.c_str(), 0, piece, sink, nullptr, failed);
  });
}

std::string UpperCase(absl::string_view text) {
  return Mapped(text, [&](icu::StringPiece piece, icu::ByteSink& sink, UErrorCode& failed) {
    icu::CaseMap::utf8ToUpper("", 0, piece, sink, nullptr, failed);
  });
}

bool IsLanguage(const std::string& language) {
  return *uloc_getISO3Language(language.c_str()) != '\0';
}

}  // namespace windowlm
