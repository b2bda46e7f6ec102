#include "src/input/utf8_text.h"

#include <algorithm>
#include <cstring>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace windowlm {
namespace {

constexpr absl::string_view kByteOrderMark = "\xef\xbb\xbf";
constexpr absl::string_view kReplacement = "\xef\xbf\xbd";

// What may follow a lead byte, by table 3-7 of the Unicode standard: the number of continuation
// bytes, and the range of the first of them; the others are 80 to BF. A byte that cannot lead has
// no continuation bytes.
struct Continuation {
  int bytes;
  unsigned char low;
  unsigned char high;
};

Continuation ContinuationOf(unsigned char lead) {
  if (lead < 0xc2 || lead > 0xf4) return {0, 0, 0};
  if (lead < 0xe0) return {1, 0x80, 0xbf};
  if (lead < 0xf0) {
    return {2, static_cast<unsigned char>(lead == 0xe0 ? 0xa0 : 0x80),
            static_cast<unsigned char>(lead == 0xed ? 0x9f : 0xbf)};
  }
  return {3, static_cast<unsigned char>(lead == 0xf0 ? 0x90 : 0x80),
          static_cast<unsigned char>(lead == 0xf4 ? 0x8f : 0xbf)};
}

// The sequence that starts with the byte at data[0], at or above 80.
struct Sequence {
  // Bytes of the whole sequence, or of its maximal subpart: at least 1.
  size_t length;
  bool valid;
  // Not valid, but more bytes could make it so.
  bool cut;
};

Sequence ScanSequence(const unsigned char* data, size_t size) {
  const Continuation next = ContinuationOf(data[0]);
  if (next.bytes == 0) return {1, false, false};
  size_t length = 1;
  for (; length <= static_cast<size_t>(next.bytes); ++length) {
    if (length == size) return {length, false, true};
    const unsigned char low = length == 1 ? next.low : 0x80;
    const unsigned char high = length == 1 ? next.high : 0xbf;
    if (data[length] < low || data[length] > high) return {length, false, false};
  }
  return {length, true, false};
}

bool IsBesideLetter(absl::string_view bytes, size_t at) {
  return (at > 0 && absl::ascii_isalpha(static_cast<unsigned char>(bytes[at - 1]))) ||
         (at + 1 < bytes.size() && absl::ascii_isalpha(static_cast<unsigned char>(bytes[at + 1])));
}

uint64_t CountNonAscii(absl::string_view bytes) {
  return static_cast<uint64_t>(std::count_if(bytes.begin(), bytes.end(), [](char byte) {
    return static_cast<unsigned char>(byte) >= 0x80;
  }));
}

}  // namespace

SingleByteLetters& SingleByteLetters::operator+=(const SingleByteLetters& other) {
  letters += other.letters;
  windows_letters += other.windows_letters;
  non_ascii_bytes += other.non_ascii_bytes;
  return *this;
}

SingleByteLetters SingleByteLetters::operator-(const SingleByteLetters& other) const {
  return {letters - other.letters, windows_letters - other.windows_letters,
          non_ascii_bytes - other.non_ascii_bytes};
}

absl::string_view SingleByteLetters::Encoding() const {
  constexpr uint64_t kLeastPercent = 3;
  if (100 * letters <= kLeastPercent * non_ascii_bytes) return "";
  return windows_letters > 0 ? "WINDOWS-1252" : "LATIN1";
}

void AppendUtf8(char32_t character, std::string* text) {
  const auto continuation = [character](int shift) {
    return static_cast<char>(0x80 | ((character >> shift) & 0x3f));
  };
  if (character < 0x80) {
    text->push_back(static_cast<char>(character));
    return;
  }
  if (character < 0x800) {
    text->push_back(static_cast<char>(0xc0 | (character >> 6)));
  } else {
    if (character < 0x10000) {
      text->push_back(static_cast<char>(0xe0 | (character >> 12)));
    } else {
      text->push_back(static_cast<char>(0xf0 | (character >> 18)));
      text->push_back(continuation(12));
    }
    text->push_back(continuation(6));
  }
  text->push_back(continuation(0));
}

size_t ValidUtf8Prefix(absl::string_view bytes) {
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  const size_t size = bytes.size();
  size_t at = 0;
  while (at < size) {
    if (data[at] >= 0x80) {
      const Sequence sequence = ScanSequence(data + at, size - at);
      if (!sequence.valid) break;
      at += sequence.length;
      continue;
    }
    ++at;
    // English is nearly all ASCII, which is checked eight bytes at a time.
    uint64_t eight;
    while (size - at >= sizeof(eight)) {
      memcpy(&eight, data + at, sizeof(eight));
      if ((eight & 0x8080808080808080) != 0) break;
      at += sizeof(eight);
    }
  }
  return at;
}

absl::string_view Utf8Text::Next(absl::string_view piece, bool last) {
  absl::string_view bytes = piece;
  if (!cut_.empty()) {
    joined_ = absl::StrCat(cut_, piece);
    bytes = joined_;
    cut_.clear();
  }
  absl::string_view text = Repair(bytes, ValidUtf8Prefix(bytes), last);
  offset_ += bytes.size() - cut_.size();
  // Sequences come whole, so the mark is never split.
  if (at_start_ && !text.empty()) {
    at_start_ = false;
    if (absl::StartsWith(text, kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  }
  return text;
}

absl::string_view Utf8Text::Repair(absl::string_view bytes, size_t valid, bool last) {
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  bool whole = true;
  size_t at = 0;
  while (at + valid < bytes.size()) {
    const size_t bad = at + valid;
    const Sequence sequence = ScanSequence(data + bad, bytes.size() - bad);
    if (sequence.cut && !last) {
      cut_.assign(bytes.data() + bad, sequence.length);
      if (whole) return bytes.substr(0, bad);
      repaired_.append(bytes.data() + at, valid);
      return repaired_;
    }
    if (whole) {
      repaired_.clear();
      single_byte_letters_.non_ascii_bytes += CountNonAscii(bytes);
    }
    whole = false;
    repaired_.append(bytes.data() + at, valid);
    repaired_.append(kReplacement.data(), kReplacement.size());
    if (invalid_sequences_++ == 0) first_invalid_offset_ = offset_ + bad;
    if (sequence.length == 1 && IsBesideLetter(bytes, bad)) {
      ++single_byte_letters_.letters;
      if (data[bad] < 0xa0) ++single_byte_letters_.windows_letters;
    }
    at = bad + sequence.length;
    valid = ValidUtf8Prefix(bytes.substr(at));
  }
  if (whole) return bytes;
  repaired_.append(bytes.data() + at, valid);
  return repaired_;
}

}  // namespace windowlm
