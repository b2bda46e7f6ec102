#include "src/input/text_input.h"

#include <bzlib.h>
#include <fcntl.h>
#include <lzma.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <cstdlib>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace windowlm {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string WriteFile(const std::string& name, const std::string& bytes) {
  const std::string path = absl::StrCat(testing::TempDir(), "/", name);
  std::ofstream(path, std::ios::binary) << bytes;
  return path;
}

std::string Gzip(const std::string& text) {
  z_stream stream = {};
  deflateInit2(&stream, 6, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY);
  std::string bytes(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = text.size();
  stream.next_out = reinterpret_cast<Bytef*>(&bytes[0]);
  stream.avail_out = bytes.size();
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  bytes.resize(stream.total_out);
  deflateEnd(&stream);
  return bytes;
}

// With a checksum, as the program zstd writes it.
std::string Zstd(const std::string& text) {
  ZSTD_CCtx* const context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  std::string bytes(ZSTD_compressBound(text.size()), '\0');
  bytes.resize(ZSTD_compress2(context, &bytes[0], bytes.size(), text.data(), text.size()));
  ZSTD_freeCCtx(context);
  return bytes;
}

std::string Xz(const std::string& text) {
  std::string bytes(lzma_stream_buffer_bound(text.size()), '\0');
  size_t size = 0;
  EXPECT_EQ(lzma_easy_buffer_encode(6, LZMA_CHECK_CRC64, nullptr,
                                    reinterpret_cast<const uint8_t*>(text.data()), text.size(),
                                    reinterpret_cast<uint8_t*>(&bytes[0]), &size, bytes.size()),
            LZMA_OK);
  bytes.resize(size);
  return bytes;
}

std::string Bzip2(const std::string& text) {
  std::string bytes(text.size() + text.size() / 100 + 1000, '\0');
  auto size = static_cast<unsigned>(bytes.size());
  EXPECT_EQ(BZ2_bzBuffToBuffCompress(&bytes[0], &size, const_cast<char*>(text.data()),
                                     static_cast<unsigned>(text.size()), 9, 0, 0),
            BZ_OK);
  bytes.resize(size);
  return bytes;
}

struct Outcome {
  std::string text;
  std::string error;
};

Outcome ReadAll(const std::string& path, size_t block_bytes = TextInput::kBlockBytes) {
  absl::StatusOr<TextInput> input = TextInput::Open(path, block_bytes);
  if (!input.ok()) return {"", std::string(input.status().message())};
  Outcome outcome;
  while (true) {
    const absl::StatusOr<absl::string_view> block = input->NextBlock();
    if (!block.ok()) {
      outcome.error = std::string(block.status().message());
      return outcome;
    }
    if (block->empty()) {
      EXPECT_EQ(input->bytes(), outcome.text.size());
      return outcome;
    }
    outcome.text.append(block->data(), block->size());
  }
}

// Text of `bytes` bytes that compresses, but not to next to nothing.
std::string LongText(size_t bytes) {
  std::string text;
  uint32_t state = 1;
  while (text.size() < bytes) {
    state = state * 1664525 + 1013904223;
    absl::StrAppend(&text, state >> 16, (state & 0x700) == 0 ? "\n" : " ");
  }
  text.resize(bytes);
  return text;
}

TEST(TextInput, GivesThePlainTextWhole) {
  const std::string text = LongText(700001);
  EXPECT_EQ(ReadAll(WriteFile("plain", text)).text, text);
}

TEST(TextInput, GivesAnEmptyTextAsNoBytes) {
  const Outcome outcome = ReadAll(WriteFile("empty", ""));
  EXPECT_EQ(outcome.text, "");
  EXPECT_EQ(outcome.error, "");
}

TEST(TextInput, FillsEveryBlockButTheLast) {
  const std::string path = WriteFile("blocks", LongText(100));
  absl::StatusOr<TextInput> input = TextInput::Open(path, 32);
  ASSERT_TRUE(input.ok()) << input.status();
  for (const size_t size : {32, 32, 32, 4, 0, 0}) {
    const absl::StatusOr<absl::string_view> block = input->NextBlock();
    ASSERT_TRUE(block.ok()) << block.status();
    EXPECT_EQ(block->size(), size);
  }
}

TEST(TextInput, KnowsCompressedTextByItsBytesWhateverItsName) {
  const std::string text = LongText(700001);
  for (const size_t block : {size_t{7}, size_t{4096}, TextInput::kBlockBytes}) {
    EXPECT_EQ(ReadAll(WriteFile("a.txt", Gzip(text)), block).text, text);
    EXPECT_EQ(ReadAll(WriteFile("b.txt", Zstd(text)), block).text, text);
    EXPECT_EQ(ReadAll(WriteFile("c.txt", Xz(text)), block).text, text);
    EXPECT_EQ(ReadAll(WriteFile("d.txt", Bzip2(text)), block).text, text);
  }
  EXPECT_EQ(ReadAll(WriteFile("c.gz", text)).text, text);
}

TEST(TextInput, ReadsAllMembersOfAGzipFile) {
  const std::string text = LongText(300000);
  EXPECT_EQ(ReadAll(WriteFile("m", Gzip(text) + Gzip("") + Gzip("more\n"))).text, text + "more\n");
  EXPECT_EQ(ReadAll(WriteFile("p", Gzip("one\n") + std::string(1000, '\0'))).text, "one\n");
}

TEST(TextInput, ReadsAllFramesOfAZstandardFile) {
  const std::string text = LongText(300000);
  const std::string skipped("\x5f\x2a\x4d\x18\x03\0\0\0abc", 11);
  EXPECT_EQ(ReadAll(WriteFile("f", skipped + Zstd(text) + Zstd("") + skipped + Zstd("more"))).text,
            text + "more");
}

TEST(TextInput, ReadsAllStreamsOfAnXzOrBzip2File) {
  const std::string text = LongText(300000);
  for (const auto& pack : {Xz, Bzip2}) {
    EXPECT_EQ(ReadAll(WriteFile("s", pack(text) + pack("") + pack("more"))).text, text + "more");
    EXPECT_EQ(ReadAll(WriteFile("e", pack(""))).text, "");
  }
}

// liblzma can be asked for as much memory as there is.
TEST(TextInput, RefusesXzThatTakesTooMuchMemory) {
  lzma_options_lzma options;
  lzma_lzma_preset(&options, 6);
  options.dict_size = uint32_t{1} << 30;
  const lzma_filter filters[] = {{LZMA_FILTER_LZMA2, &options}, {LZMA_VLI_UNKNOWN, nullptr}};
  // Only the header is written by hand: an encoder would take the memory, too.
  lzma_block block = {};
  block.filters = const_cast<lzma_filter*>(filters);
  block.check = LZMA_CHECK_NONE;
  block.compressed_size = LZMA_VLI_UNKNOWN;
  block.uncompressed_size = LZMA_VLI_UNKNOWN;
  ASSERT_EQ(lzma_block_header_size(&block), LZMA_OK);
  std::string bytes(LZMA_STREAM_HEADER_SIZE + block.header_size, '\0');
  lzma_stream_flags flags = {};
  flags.check = LZMA_CHECK_NONE;
  auto* const start = reinterpret_cast<uint8_t*>(&bytes[0]);
  ASSERT_EQ(lzma_stream_header_encode(&flags, start), LZMA_OK);
  ASSERT_EQ(lzma_block_header_encode(&block, start + LZMA_STREAM_HEADER_SIZE), LZMA_OK);
  EXPECT_THAT(ReadAll(WriteFile("greedy", bytes + std::string(100, 'x'))).error,
              AllOf(HasSubstr("/greedy: it asks for more than 256 MB of memory"),
                    Not(HasSubstr("damaged"))));
}

TEST(TextInput, RefusesCompressedTextCutAnywhere) {
  const std::string text = LongText(3000);
  for (const std::string& whole : {Gzip(text), Zstd(text), Xz(text), Bzip2(text)}) {
    // By fewer bytes bzip2 is not known.
    for (size_t size = 10; size < whole.size(); size += size < 40 ? 1 : 37) {
      const Outcome outcome = ReadAll(WriteFile("cut", whole.substr(0, size)));
      EXPECT_THAT(outcome.error, AllOf(HasSubstr("/cut"),
                                       HasSubstr(absl::StrCat("is cut off at byte ", size, ":"))));
    }
  }
}

TEST(TextInput, RefusesCompressedTextCutInItsSecondPart) {
  for (const auto& pack : {Gzip, Zstd, Xz, Bzip2}) {
    const std::string first = pack("first\n");
    const std::string second = pack("second\n");
    for (size_t size = 1; size < second.size(); ++size) {
      EXPECT_NE(ReadAll(WriteFile("cut2", first + second.substr(0, size))).error, "") << size;
    }
  }
}

TEST(TextInput, RefusesDamagedCompressedText) {
  const std::string text = LongText(3000);
  for (const std::string& whole : {Gzip(text), Zstd(text), Xz(text), Bzip2(text)}) {
    std::string damaged = whole;
    damaged[whole.size() / 2] ^= 0x10;
    EXPECT_THAT(ReadAll(WriteFile("damaged", damaged)).error,
                AllOf(HasSubstr("/damaged"), HasSubstr("near its byte ")));
    EXPECT_THAT(ReadAll(WriteFile("trailing", whole + "rubbish of any kind")).error,
                AllOf(HasSubstr("/trailing"), HasSubstr("damaged")));
  }
}

TEST(TextInput, RefusesOtherCompressionsByName) {
  struct {
    std::string bytes;
    const char* name;
    const char* command;
  } const formats[] = {
      {"PK\x03\x04....", "zip", "unzip -p "},
      {"\x04\x22\x4d\x18....", "lz4", "lz4 -dc "},
      {"7z\xbc\xaf\x27\x1c..", "7z", "7z x -so "},
      {"Rar!\x1a\x07\x01", "rar", "unrar p -inul "},
      {"\x1f\x9d\x90..", "compress", "uncompress -c "},
  };
  for (const auto& format : formats) {
    const std::string path = WriteFile("foreign", format.bytes);
    EXPECT_THAT(ReadAll(path).error,
                AllOf(HasSubstr(absl::StrCat("is compressed by ", format.name, ",")),
                      HasSubstr(absl::StrCat(format.command, path))));
  }
  const std::string spaced = WriteFile("my texts", "PK\x03\x04....");
  EXPECT_THAT(ReadAll(spaced).error, HasSubstr(absl::StrCat("unzip -p '", spaced, "'")));
  EXPECT_EQ(ReadAll(WriteFile("text", "BZh4 is a word")).text, "BZh4 is a word");
}

TEST(TextInput, RefusesWhatHoldsANulByteEarlyOn) {
  std::string text = LongText(100000);
  text[65535] = '\0';
  for (const size_t block : {size_t{1000}, TextInput::kBlockBytes}) {
    EXPECT_THAT(ReadAll(WriteFile("nul", text), block).error, HasSubstr("byte 65535 is 0"));
    EXPECT_THAT(ReadAll(WriteFile("nul.gz", Gzip(text)), block).error,
                HasSubstr("byte 65535 is 0"));
  }
  text[65535] = ' ';
  text[65536] = '\0';
  EXPECT_EQ(ReadAll(WriteFile("late", text)).text, text);
}

// `text`, ASCII, as UTF-16 without a byte order mark.
std::string Utf16(const std::string& text, bool big_endian) {
  std::string bytes;
  for (const char c : text) {
    if (big_endian) bytes += '\0';
    bytes += c;
    if (!big_endian) bytes += '\0';
  }
  return bytes;
}

TEST(TextInput, GivesUtf16BehindAByteOrderMarkAsItStands) {
  const std::string little = "\xff\xfe" + Utf16(LongText(100000), false);
  const std::string big = "\xfe\xff" + Utf16(LongText(100000), true);
  for (const size_t block : {size_t{7}, TextInput::kBlockBytes}) {
    EXPECT_EQ(ReadAll(WriteFile("le", little), block).text, little);
    EXPECT_EQ(ReadAll(WriteFile("be", big), block).text, big);
  }
}

TEST(TextInput, NamesUtf16WithoutAByteOrderMarkAndTheRemedy) {
  for (const char* text : {"a", "the end\r\n", "Some words.\n"}) {
    EXPECT_THAT(
        ReadAll(WriteFile("le", Utf16(text, false))).error,
        HasSubstr(
            "looks like UTF-16LE; UTF-8 was expected; convert it first, and give what comes out "
            "of it: iconv -f UTF-16LE -t UTF-8 "));
    EXPECT_THAT(ReadAll(WriteFile("be", Utf16(text, true))).error,
                HasSubstr("iconv -f UTF-16BE -t UTF-8 " + testing::TempDir()));
  }
  EXPECT_THAT(ReadAll(WriteFile("it's new", Utf16("a", true))).error,
              HasSubstr("-t UTF-8 '" + testing::TempDir() + "/it'\\''s new'"));
  EXPECT_THAT(ReadAll(WriteFile("zeros", std::string(1000, '\0'))).error,
              HasSubstr("is not text: byte 0 is 0"));
}

TEST(TextInput, RefusesUtf32AndWhatOnlyStartsAsUtf16Does) {
  const std::string utf32("\xff\xfe\0\0a\0\0\0", 8);
  EXPECT_THAT(ReadAll(WriteFile("utf32", utf32)).error, HasSubstr("is UTF-32; UTF-8 was expected"));
  const std::string binary("\xff\xfe\1\2\0\0\3\4", 8);
  EXPECT_THAT(ReadAll(WriteFile("binary", binary)).error,
              HasSubstr("bytes 4 and 5 are 0; a character was expected"));
}

TEST(TextInput, ShowsTheStartOfATextWhateverItsBlocks) {
  const std::string text = LongText(100000);
  for (const size_t block : {size_t{2}, TextInput::kBlockBytes}) {
    absl::StatusOr<TextInput> input = TextInput::Open(WriteFile("start", text), block);
    ASSERT_TRUE(input.ok() && input->NextBlock().ok());
    EXPECT_EQ(input->start(), text.substr(0, TextInput::kStartBytes));
  }
}

TEST(TextInput, NamesWhatCannotBeOpened) {
  const std::string missing = absl::StrCat(testing::TempDir(), "/not-there");
  EXPECT_THAT(ReadAll(missing).error,
              AllOf(HasSubstr(missing), HasSubstr("No such file or directory")));
  EXPECT_THAT(ReadAll(testing::TempDir()).error, HasSubstr("it is a folder"));
  if (geteuid() == 0) GTEST_SKIP() << "root may read every file";
  const std::string secret = WriteFile("secret", "x");
  chmod(secret.c_str(), 0);
  EXPECT_THAT(ReadAll(secret).error, HasSubstr("Permission denied"));
}

TEST(TextInput, ReadsStandardInputThatArrivesInDribs) {
  const std::string text = LongText(50000);
  const std::string packed = Zstd(text);
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const pid_t writer = fork();
  ASSERT_GE(writer, 0);
  if (writer == 0) {
    for (const char byte : packed) {
      if (write(ends[1], &byte, 1) != 1) _exit(1);
    }
    _exit(0);
  }
  close(ends[1]);
  const int standard_input = dup(STDIN_FILENO);
  dup2(ends[0], STDIN_FILENO);
  close(ends[0]);
  EXPECT_EQ(ReadAll("-").text, text);
  dup2(standard_input, STDIN_FILENO);
  close(standard_input);
}

}  // namespace
}  // namespace windowlm
