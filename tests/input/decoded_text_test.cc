#include "src/input/decoded_text.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace windowlm {
namespace {

const std::string kBad = "\ufffd";

// `units` as UTF-16 behind a byte order mark.
std::string Utf16(const std::u16string& units, bool big_endian) {
  std::string bytes;
  for (const char16_t unit : u"\ufeff" + units) {
    const char high = static_cast<char>(unit >> 8);
    const char low = static_cast<char>(unit & 0xff);
    bytes += big_endian ? high : low;
    bytes += big_endian ? low : high;
  }
  return bytes;
}

// Reads `bytes` in pieces of every size but one, of which there may be no first piece.
void ExpectText(const std::string& bytes, const std::string& text, uint64_t invalid = 0,
                uint64_t first_invalid = 0) {
  for (size_t piece_bytes = 2; piece_bytes <= bytes.size() + 1; ++piece_bytes) {
    SCOPED_TRACE(absl::StrCat("pieces of ", piece_bytes));
    DecodedText decoded;
    std::string read;
    for (size_t at = 0; at <= bytes.size(); at += piece_bytes) {
      const std::string piece = bytes.substr(at, piece_bytes);
      absl::StrAppend(&read, decoded.Next(piece, at + piece_bytes > bytes.size()));
    }
    EXPECT_EQ(read, text);
    EXPECT_EQ(decoded.invalid_sequences(), invalid);
    EXPECT_EQ(decoded.first_invalid_offset(), first_invalid);
  }
}

void ExpectUtf16(const std::u16string& units, const std::string& text, uint64_t invalid = 0,
                 uint64_t first_invalid = 0) {
  for (const bool big_endian : {false, true}) {
    ExpectText(Utf16(units, big_endian), text, invalid, first_invalid);
  }
}

TEST(DecodedText, ReadsUtf8WithAByteOrderMarkAndWithout) {
  ExpectText("", "");
  ExpectText("é\r\n", "é\r\n");
  ExpectText("\xef\xbb\xbfé\r\n", "é\r\n");
  ExpectText("a\xff", "a" + kBad, 1, 1);
}

TEST(DecodedText, ReadsUtf16OfBothOrders) {
  ExpectUtf16(u"", "");
  ExpectUtf16(u"the dog\r\n", "the dog\r\n");
  ExpectUtf16(u"\u0080\u07ff\u0800\ud7ff\ue000\uffff\U00010000\U0010ffff",
              "\u0080\u07ff\u0800\ud7ff\ue000\uffff\U00010000\U0010ffff");
  // One in the midst of a text is a character of the text.
  ExpectUtf16(u"a\ufeff", "a\ufeff");
}

TEST(DecodedText, ReplacesSurrogatesWithoutTheirOtherHalves) {
  const std::u16string high(1, 0xd83d);
  const std::u16string low(1, 0xde00);
  ExpectUtf16(u"a" + high, "a" + kBad, 1, 4);
  ExpectUtf16(u"a" + low + u"b", "a" + kBad + "b", 1, 4);
  ExpectUtf16(high + u"a", kBad + "a", 1, 2);
  ExpectUtf16(high + high + low, kBad + "\U0001f600", 1, 2);
  ExpectUtf16(low + high, kBad + kBad, 2, 2);
}

TEST(DecodedText, ReplacesHalfACodeUnitAtTheEnd) {
  ExpectText(Utf16(u"ab", false) + "c", "ab" + kBad, 1, 6);
  ExpectText(Utf16(std::u16string(u"a") + char16_t{0xd83d}, true) + "c", "a" + kBad + kBad, 2, 4);
}

TEST(DecodedText, TellsTheEncodingByTheMark) {
  EXPECT_EQ(EncodingOf("\xff\xfe"), TextEncoding::kUtf16LittleEndian);
  EXPECT_EQ(EncodingOf("\xfe\xff"), TextEncoding::kUtf16BigEndian);
  EXPECT_EQ(EncodingOf("\xef\xbb\xbf"), TextEncoding::kUtf8);
  EXPECT_EQ(EncodingOf("\xff"), TextEncoding::kUtf8);
}

}  // namespace
}  // namespace windowlm
