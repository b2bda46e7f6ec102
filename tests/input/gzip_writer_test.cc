#include "src/input/gzip_writer.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "gtest/gtest.h"
#include "src/input/text_input.h"
#include "tests/store/test_files.h"

namespace windowlm {
namespace {

// `text` compressed, given in pieces of so many bytes.
std::string Compressed(absl::string_view text, size_t piece) {
  std::string bytes;
  GzipWriter writer([&bytes](absl::string_view more) {
    bytes.append(more.data(), more.size());
    return absl::OkStatus();
  });
  for (; !text.empty(); text.remove_prefix(std::min(piece, text.size()))) {
    EXPECT_TRUE(writer.Append(text.substr(0, piece)).ok());
  }
  EXPECT_TRUE(writer.Finish().ok());
  return bytes;
}

std::string ReadBack(const std::string& bytes) {
  const std::string path = testing::TempDir() + "/written.gz";
  WriteBytes(path, bytes);
  absl::StatusOr<TextInput> input = TextInput::Open(path);
  EXPECT_TRUE(input.ok()) << input.status();
  std::string text;
  for (;;) {
    const absl::StatusOr<absl::string_view> block = input->NextBlock();
    EXPECT_TRUE(block.ok()) << block.status();
    if (!block.ok() || block->empty()) return text;
    text.append(block->data(), block->size());
  }
}

// Text that does not compress well, so that there are more bytes than one buffer takes.
std::string LongText() {
  std::string text;
  uint32_t state = 1;
  for (int i = 0; i < 300000; ++i) {
    state = state * 1664525 + 1013904223;
    text += static_cast<char>(' ' + (state >> 24) % 90);
  }
  return text;
}

TEST(GzipWriter, WritesWhatReadsBackInAnyPieces) {
  const std::string text = LongText();
  const std::string whole = Compressed(text, text.size());
  EXPECT_LT(whole.size(), text.size());
  EXPECT_EQ(ReadBack(whole), text);
  for (const size_t piece : {1000, 65536}) EXPECT_EQ(ReadBack(Compressed(text, piece)), text);
}

TEST(GzipWriter, WritesTheSameBytesForTheSameText) {
  EXPECT_EQ(Compressed("a\n", 1), Compressed("a\n", 2));
  EXPECT_EQ(Compressed("", 1).substr(0, 8), std::string("\x1f\x8b\x08\0\0\0\0\0", 8)) << "no time";
}

TEST(GzipWriter, ReturnsTheFirstErrorOfItsSink) {
  GzipWriter writer([](absl::string_view) { return absl::UnavailableError("full"); });
  absl::Status status = writer.Append(LongText());
  EXPECT_EQ(status.message(), "full");
  EXPECT_EQ(writer.Finish().message(), "full");
}

}  // namespace
}  // namespace windowlm
