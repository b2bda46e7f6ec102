#include "src/input/decoded_text.h"

#include "absl/strings/match.h"

namespace windowlm {

TextEncoding EncodingOf(absl::string_view start) {
  if (absl::StartsWith(start, "\xff\xfe")) return TextEncoding::kUtf16LittleEndian;
  if (absl::StartsWith(start, "\xfe\xff")) return TextEncoding::kUtf16BigEndian;
  return TextEncoding::kUtf8;
}

absl::string_view DecodedText::Next(absl::string_view piece, bool last) {
  if (!started_) {
    started_ = true;
    encoding_ = EncodingOf(piece);
    if (encoding_ != TextEncoding::kUtf8) {
      utf16_.emplace(encoding_ == TextEncoding::kUtf16BigEndian);
    }
  }
  return utf16_.has_value() ? utf16_->Next(piece, last) : utf8_.Next(piece, last);
}

uint64_t DecodedText::invalid_sequences() const {
  return utf16_.has_value() ? utf16_->invalid_sequences() : utf8_.invalid_sequences();
}

uint64_t DecodedText::first_invalid_offset() const {
  return utf16_.has_value() ? utf16_->first_invalid_offset() : utf8_.first_invalid_offset();
}

}  // namespace windowlm
