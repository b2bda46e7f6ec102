#include "src/input/utf8_text.h"

#include <string>

#include "gtest/gtest.h"

namespace windowlm {
namespace {

struct Outcome {
  std::string text;
  uint64_t invalid = 0;
  uint64_t first_invalid = 0;
};

Outcome InPieces(const std::string& bytes, size_t piece_bytes) {
  Utf8Text utf8;
  Outcome outcome;
  size_t at = 0;
  do {
    const std::string piece = bytes.substr(at, piece_bytes);
    at += piece.size();
    const absl::string_view text = utf8.Next(piece, at == bytes.size());
    EXPECT_EQ(ValidUtf8Prefix(text), text.size());
    outcome.text.append(text.data(), text.size());
  } while (at < bytes.size());
  outcome.invalid = utf8.invalid_sequences();
  outcome.first_invalid = utf8.first_invalid_offset();
  return outcome;
}

// Reads `bytes` in pieces of every size.
void ExpectText(const std::string& bytes, const std::string& text, uint64_t invalid,
                uint64_t first_invalid) {
  for (size_t piece = 1; piece <= bytes.size() + 1; ++piece) {
    SCOPED_TRACE(testing::Message() << "pieces of " << piece);
    const Outcome outcome = InPieces(bytes, piece);
    EXPECT_EQ(outcome.text, text);
    EXPECT_EQ(outcome.invalid, invalid);
    EXPECT_EQ(outcome.first_invalid, first_invalid);
  }
}

const std::string kBad = "\xef\xbf\xbd";

TEST(Utf8Text, LeavesWellFormedTextAsItIs) {
  for (const std::string text :
       {"", "plain ASCII text, longer than eight bytes", "Γειά σου Κόσμε", "日本語テキスト",
        "a\u0301 \U0001f600\U0010ffff", "\u0080\u07ff\u0800\ud7fb\ue000\uffff\U00010000",
        "\ufffd itself is fine"}) {
    ExpectText(text, text, 0, 0);
  }
}

// The examples of the Unicode standard, section 3.9, tables 3-8 to 3-11.
TEST(Utf8Text, ReplacesMaximalSubpartsAsTheStandardShows) {
  const auto bad = [](int count) {
    std::string all;
    for (int i = 0; i < count; ++i) all += kBad;
    return all;
  };
  ExpectText("\xc0\xaf\xe0\x80\xbf\xf0\x81\x82\x41", bad(8) + "A", 8, 0);
  ExpectText("\xed\xa0\x80\xed\xbf\xbf\xed\xaf\x41", bad(8) + "A", 8, 0);
  ExpectText("\xf4\x91\x92\x93\xff\x41\x80\xbf\x42", bad(5) + "A" + bad(2) + "B", 7, 0);
  ExpectText("\xe1\x80\xe2\xf0\x91\x92\xf1\xbf\x41", bad(4) + "A", 4, 0);
}

TEST(Utf8Text, ReplacesASequenceThatTheEndCuts) {
  ExpectText("ab\xc3", "ab" + kBad, 1, 2);
  ExpectText("ab\xf0\x9f\x98", "ab" + kBad, 1, 2);
}

TEST(Utf8Text, CountsOffsetsOfTheStreamWithItsByteOrderMark) {
  ExpectText(
      "\xef\xbb\xbf"
      "abc\u00e9\xff"
      "d\xfe",
      "abc\u00e9" + kBad + "d" + kBad, 2, 8);
}

TEST(Utf8Text, DropsAByteOrderMarkAtTheStartOnly) {
  ExpectText(
      "\xef\xbb\xbf"
      "text",
      "text", 0, 0);
  ExpectText("\xef\xbb\xbf", "", 0, 0);
  ExpectText("\xef\xbb\xbf\xef\xbb\xbf", "\xef\xbb\xbf", 0, 0);
  ExpectText("a\xef\xbb\xbf", "a\xef\xbb\xbf", 0, 0);
  ExpectText("\xef\xbb", kBad, 1, 0);
}

// Unicode's table 3-7, row by row.
TEST(Utf8Text, AgreesWithTheTableOfWellFormedSequences) {
  struct Row {
    int first_lead, last_lead, low, high;
    size_t bytes;
  };
  const Row table[] = {{0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3},
                       {0xe1, 0xec, 0x80, 0xbf, 3}, {0xed, 0xed, 0x80, 0x9f, 3},
                       {0xee, 0xef, 0x80, 0xbf, 3}, {0xf0, 0xf0, 0x90, 0xbf, 4},
                       {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4}};
  for (int lead = 0x80; lead < 0x100; ++lead) {
    for (int next = 0; next < 0x100; ++next) {
      size_t valid = 0;
      for (const Row& row : table) {
        const bool in_row = lead >= row.first_lead && lead <= row.last_lead;
        if (in_row && next >= row.low && next <= row.high) valid = row.bytes;
      }
      const std::string bytes = {static_cast<char>(lead), static_cast<char>(next), '\x80', '\xbf'};
      for (size_t size = 2; size <= 4; ++size) {
        EXPECT_EQ(ValidUtf8Prefix(bytes.substr(0, size)), size < valid ? 0 : valid)
            << lead << " " << next;
      }
    }
  }
}

std::string SeemingEncoding(const std::string& bytes) {
  Utf8Text utf8;
  utf8.Next(bytes, /*last=*/true);
  return std::string(utf8.single_byte_letters().Encoding());
}

TEST(Utf8Text, KnowsEncodingsThatHaveALetterInAByte) {
  EXPECT_EQ(SeemingEncoding("caf\xe9 na\xefve Gr\xf6\xdf"
                            "e"),
            "LATIN1");
  EXPECT_EQ(SeemingEncoding("don\x92t caf\xe9"), "WINDOWS-1252");
  EXPECT_EQ(SeemingEncoding("café naïve"), "");
}

TEST(Utf8Text, TakesAFewDamagedBytesForDamage) {
  std::string text = "caf\xe9 ";
  for (int i = 0; i < 20; ++i) text += "été ";
  EXPECT_EQ(SeemingEncoding(text), "");
  // Bytes of other alphabets stand beside each other.
  EXPECT_EQ(SeemingEncoding("\xcf\xf0\xe8\xe2\xe5\xf2 \xec\xe8\xf0"), "");
}

}  // namespace
}  // namespace windowlm
