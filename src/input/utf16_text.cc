#include "src/input/utf16_text.h"

#include "src/input/utf8_text.h"

namespace windowlm {
namespace {

constexpr char32_t kByteOrderMark = 0xfeff;
constexpr char32_t kReplacement = 0xfffd;

bool IsHighSurrogate(char32_t unit) { return unit >= 0xd800 && unit < 0xdc00; }
bool IsLowSurrogate(char32_t unit) { return unit >= 0xdc00 && unit < 0xe000; }

}  // namespace

absl::string_view Utf16Text::Next(absl::string_view piece, bool last) {
  text_.clear();
  for (const char c : piece) {
    const auto byte = static_cast<unsigned char>(c);
    if (has_cut_) {
      const char32_t unit =
          big_endian_ ? (char32_t{cut_} << 8) | byte : (char32_t{byte} << 8) | cut_;
      AddUnit(unit, offset_ - 1);
    }
    cut_ = byte;
    has_cut_ = !has_cut_;
    ++offset_;
  }
  if (last && high_ != 0) AddInvalid(offset_ - (has_cut_ ? 3 : 2));
  if (last && has_cut_) AddInvalid(offset_ - 1);
  return text_;
}

void Utf16Text::AddUnit(char32_t unit, uint64_t offset) {
  const char32_t high = high_;
  high_ = 0;
  if (high != 0 && IsLowSurrogate(unit)) {
    AppendUtf8(0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00), &text_);
    return;
  }
  if (high != 0) AddInvalid(offset - 2);
  if (IsHighSurrogate(unit)) {
    high_ = unit;
  } else if (IsLowSurrogate(unit)) {
    AddInvalid(offset);
  } else if (unit != kByteOrderMark || offset > 0) {
    AppendUtf8(unit, &text_);
  }
}

void Utf16Text::AddInvalid(uint64_t offset) {
  if (invalid_sequences_++ == 0) first_invalid_offset_ = offset;
  AppendUtf8(kReplacement, &text_);
}

}  // namespace windowlm
