#include "src/corpus/word_boundaries.h"

#include <array>

#include "src/input/unicode_text.h"

namespace windowlm {
namespace {

// Bytes that are white space, or start a character that may be.
constexpr std::array<bool, 256> MaybeSpaceBytes() {
  std::array<bool, 256> maybe = {};
  for (int byte = 0x09; byte <= 0x0d; ++byte) maybe[byte] = true;
  for (int byte : {0x20, 0xc2, 0xe1, 0xe2, 0xe3, 0xef}) maybe[byte] = true;
  return maybe;
}

constexpr std::array<bool, 256> kMaybeSpace = MaybeSpaceBytes();

}  // namespace

size_t WhiteSpaceLength(absl::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  if (!kMaybeSpace[first]) return 0;
  if (first < 0x80) return 1;
  size_t length = 0;
  return IsWhiteSpace(NextCodePoint(text, &length)) ? length : 0;
}

WordScan ScanUntilWhiteSpace(absl::string_view text, bool at_end) {
  for (size_t at = 0; at < text.size(); ++at) {
    if (kMaybeSpace[static_cast<unsigned char>(text[at])] &&
        WhiteSpaceLength(text.substr(at)) > 0) {
      return {at, true};
    }
  }
  return {text.size(), at_end};
}

}  // namespace windowlm
