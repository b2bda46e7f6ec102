#include "src/input/decompression.h"

#include <bzlib.h>
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "src/base/shell_word.h"

namespace windowlm {
namespace {

absl::Status Damaged(const FileInput& file, absl::string_view format, absl::string_view what) {
  return absl::DataLossError(absl::StrCat("cannot decompress ", file.name(), ": damaged ", format,
                                          " data near its byte ", file.offset(), ": ", what));
}

absl::Status Truncated(const FileInput& file, absl::string_view format) {
  return absl::DataLossError(absl::StrCat("cannot decompress ", file.name(), ": its ", format,
                                          " data is cut off at byte ", file.offset(),
                                          ": the file is not whole"));
}

absl::Status TooLittleMemory(const FileInput& file, absl::string_view what) {
  return absl::ResourceExhaustedError(absl::StrCat("cannot decompress ", file.name(), ": ", what));
}

class GzipInput : public ByteInput {
 public:
  explicit GzipInput(std::unique_ptr<FileInput> file) : file_(std::move(file)) {}
  ~GzipInput() override { inflateEnd(&stream_); }

  absl::Status Start() {
    constexpr int kGzipOnly = 16;
    if (inflateInit2(&stream_, MAX_WBITS + kGzipOnly) != Z_OK) {
      return absl::ResourceExhaustedError(
          absl::StrCat("cannot decompress ", file_->name(), ": zlib does not start"));
    }
    return absl::OkStatus();
  }

  absl::StatusOr<size_t> Read(char* buffer, size_t capacity) override {
    size_t filled = 0;
    while (filled < capacity && !ended_) {
      const absl::StatusOr<absl::string_view> next = file_->Peek();
      if (!next.ok()) return next.status();
      if (next->empty() && !between_members_) return Truncated(*file_, "gzip");
      if (between_members_) {
        absl::Status status = StartMember(*next);
        if (!status.ok()) return status;
        continue;
      }
      // zlib reads its input through a pointer that is not const, and counts in 32 bits.
      const size_t room = std::min(capacity - filled, size_t{1} << 30);
      stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(next->data()));
      stream_.avail_in = static_cast<uInt>(next->size());
      stream_.next_out = reinterpret_cast<Bytef*>(buffer + filled);
      stream_.avail_out = static_cast<uInt>(room);
      const int result = inflate(&stream_, Z_NO_FLUSH);
      file_->Skip(next->size() - stream_.avail_in);
      filled += room - stream_.avail_out;
      if (result == Z_STREAM_END) {
        between_members_ = true;
      } else if (result != Z_OK && result != Z_BUF_ERROR) {
        return Damaged(*file_, "gzip", stream_.msg == nullptr ? zError(result) : stream_.msg);
      }
    }
    return filled;
  }

 private:
  // Starts the member that follows another one, or comes to the end. Zeros before the end are
  // padding, as tapes have it.
  absl::Status StartMember(absl::string_view next) {
    if (next.empty()) {
      ended_ = true;
    } else if (next[0] == '\0') {
      in_padding_ = true;
      const size_t zeros = next.find_first_not_of('\0');
      file_->Skip(zeros == absl::string_view::npos ? next.size() : zeros);
    } else if (in_padding_ || !absl::StartsWith(next, "\x1f\x8b")) {
      return Damaged(*file_, "gzip", "what follows the compressed data is not gzip");
    } else {
      inflateReset(&stream_);
      between_members_ = false;
    }
    return absl::OkStatus();
  }

  std::unique_ptr<FileInput> file_;
  z_stream stream_ = {};
  bool between_members_ = false;
  bool in_padding_ = false;
  bool ended_ = false;
};

class ZstdInput : public ByteInput {
 public:
  explicit ZstdInput(std::unique_ptr<FileInput> file)
      : file_(std::move(file)), stream_(ZSTD_createDStream()) {}
  ~ZstdInput() override { ZSTD_freeDStream(stream_); }

  absl::Status Start() {
    if (stream_ == nullptr) {
      return absl::ResourceExhaustedError(
          absl::StrCat("cannot decompress ", file_->name(), ": Zstandard does not start"));
    }
    return absl::OkStatus();
  }

  absl::StatusOr<size_t> Read(char* buffer, size_t capacity) override {
    ZSTD_outBuffer out = {buffer, capacity, 0};
    while (out.pos < out.size) {
      const absl::StatusOr<absl::string_view> next = file_->Peek();
      if (!next.ok()) return next.status();
      if (next->empty() && between_frames_) break;
      ZSTD_inBuffer in = {next->data(), next->size(), 0};
      const size_t before = out.pos;
      const size_t result = ZSTD_decompressStream(stream_, &out, &in);
      file_->Skip(in.pos);
      if (ZSTD_isError(result)) return Damaged(*file_, "Zstandard", ZSTD_getErrorName(result));
      between_frames_ = result == 0;
      if (next->empty() && !between_frames_ && out.pos == before) {
        return Truncated(*file_, "Zstandard");
      }
    }
    return out.pos;
  }

 private:
  std::unique_ptr<FileInput> file_;
  ZSTD_DStream* stream_;
  bool between_frames_ = false;
};

class XzInput : public ByteInput {
 public:
  explicit XzInput(std::unique_ptr<FileInput> file) : file_(std::move(file)) {}
  ~XzInput() override { lzma_end(&stream_); }

  absl::Status Start() {
    // Files made for the greatest compression take 65 MB to decompress; a hostile one could ask for
    // all there is.
    constexpr uint64_t kMostMemory = uint64_t{256} << 20;
    if (lzma_stream_decoder(&stream_, kMostMemory, LZMA_CONCATENATED) != LZMA_OK) {
      return absl::ResourceExhaustedError(
          absl::StrCat("cannot decompress ", file_->name(), ": liblzma does not start"));
    }
    return absl::OkStatus();
  }

  absl::StatusOr<size_t> Read(char* buffer, size_t capacity) override {
    stream_.next_out = reinterpret_cast<uint8_t*>(buffer);
    stream_.avail_out = capacity;
    while (stream_.avail_out > 0 && !ended_) {
      const absl::StatusOr<absl::string_view> next = file_->Peek();
      if (!next.ok()) return next.status();
      stream_.next_in = reinterpret_cast<const uint8_t*>(next->data());
      stream_.avail_in = next->size();
      const lzma_ret result = lzma_code(&stream_, next->empty() ? LZMA_FINISH : LZMA_RUN);
      file_->Skip(next->size() - stream_.avail_in);
      if (result == LZMA_STREAM_END) {
        ended_ = true;
      } else if (result == LZMA_BUF_ERROR && next->empty()) {
        return Truncated(*file_, "xz");
      } else if (result == LZMA_MEMLIMIT_ERROR) {
        return TooLittleMemory(*file_, "it asks for more than 256 MB of memory");
      } else if (result == LZMA_MEM_ERROR) {
        return TooLittleMemory(*file_, "there is not enough memory");
      } else if (result != LZMA_OK && result != LZMA_BUF_ERROR) {
        return Damaged(*file_, "xz", ErrorText(result));
      }
    }
    return capacity - stream_.avail_out;
  }

 private:
  static const char* ErrorText(lzma_ret result) {
    switch (result) {
      case LZMA_FORMAT_ERROR:
        return "what follows the compressed data is not xz";
      case LZMA_OPTIONS_ERROR:
        return "it has options that liblzma does not know";
      default:
        return "its checks do not agree";
    }
  }

  std::unique_ptr<FileInput> file_;
  lzma_stream stream_ = LZMA_STREAM_INIT;
  bool ended_ = false;
};

class Bzip2Input : public ByteInput {
 public:
  explicit Bzip2Input(std::unique_ptr<FileInput> file) : file_(std::move(file)) {}
  ~Bzip2Input() override { BZ2_bzDecompressEnd(&stream_); }

  absl::Status Start() {
    if (BZ2_bzDecompressInit(&stream_, /*verbosity=*/0, /*small=*/0) != BZ_OK) {
      return absl::ResourceExhaustedError(
          absl::StrCat("cannot decompress ", file_->name(), ": libbz2 does not start"));
    }
    return absl::OkStatus();
  }

  absl::StatusOr<size_t> Read(char* buffer, size_t capacity) override {
    size_t filled = 0;
    while (filled < capacity) {
      const absl::StatusOr<absl::string_view> next = file_->Peek();
      if (!next.ok()) return next.status();
      if (next->empty()) {
        if (between_streams_) break;
        return Truncated(*file_, "bzip2");
      }
      if (between_streams_) {
        if (!absl::StartsWith(*next, "BZh")) {
          return Damaged(*file_, "bzip2", "what follows the compressed data is not bzip2");
        }
        BZ2_bzDecompressEnd(&stream_);
        stream_ = {};
        if (absl::Status status = Start(); !status.ok()) return status;
        between_streams_ = false;
      }
      // libbz2 reads its input through a pointer that is not const, and counts in 32 bits.
      const size_t room = std::min(capacity - filled, size_t{1} << 30);
      stream_.next_in = const_cast<char*>(next->data());
      stream_.avail_in = static_cast<unsigned>(next->size());
      stream_.next_out = buffer + filled;
      stream_.avail_out = static_cast<unsigned>(room);
      const int result = BZ2_bzDecompress(&stream_);
      file_->Skip(next->size() - stream_.avail_in);
      filled += room - stream_.avail_out;
      if (result == BZ_STREAM_END) {
        between_streams_ = true;
      } else if (result == BZ_MEM_ERROR) {
        return TooLittleMemory(*file_, "there is not enough memory");
      } else if (result != BZ_OK) {
        return Damaged(*file_, "bzip2", "its checks do not agree");
      }
    }
    return filled;
  }

 private:
  std::unique_ptr<FileInput> file_;
  bz_stream stream_ = {};
  bool between_streams_ = false;
};

// A compression that is recognized by its first bytes, but not supported.
struct ForeignFormat {
  absl::string_view first_bytes;
  absl::string_view name;
  absl::string_view command;
};

constexpr ForeignFormat kForeignFormats[] = {
    {"PK\x03\x04", "zip", "unzip -p"},         {"\x04\x22\x4d\x18", "lz4", "lz4 -dc"},
    {"7z\xbc\xaf\x27\x1c", "7z", "7z x -so"},  {"Rar!\x1a\x07", "rar", "unrar p -inul"},
    {"\x1f\x9d", "compress", "uncompress -c"},
};

absl::Status RefuseForeignFormats(const FileInput& file, absl::string_view first) {
  for (const ForeignFormat& format : kForeignFormats) {
    if (!absl::StartsWith(first, format.first_bytes)) continue;
    return absl::InvalidArgumentError(absl::StrCat(
        file.name(), " is compressed by ", format.name,
        ", which is not supported; decompress it first, and give what comes out of it: ",
        format.command, " ", file.name() == InputName("-") ? "FILE" : ShellWord(file.name())));
  }
  return absl::OkStatus();
}

// Such a start with a block size from 1 to 9, a block's magic number or that of a stream without
// blocks: no text begins so.
bool IsBzip2(absl::string_view first) {
  return first.size() >= 10 && absl::StartsWith(first, "BZh") && first[3] >= '1' &&
         first[3] <= '9' &&
         (first.substr(4, 6) == "1AY&SY" || first.substr(4, 6) == "\x17\x72\x45\x38\x50\x90");
}

bool IsXz(absl::string_view first) {
  return absl::StartsWith(first, absl::string_view("\xfd"
                                                   "7zXZ\0",
                                                   6));
}

bool IsZstd(absl::string_view first) {
  // A stream may start with a skippable frame, whose first bytes are 50 to 5f, 2a, 4d, 18.
  return absl::StartsWith(first, "\x28\xb5\x2f\xfd") ||
         (first.size() >= 4 && (first[0] & '\xf0') == '\x50' &&
          first.substr(1, 3) == "\x2a\x4d\x18");
}

template <typename Input>
absl::StatusOr<std::unique_ptr<ByteInput>> Started(std::unique_ptr<Input> input) {
  absl::Status status = input->Start();
  if (!status.ok()) return status;
  return std::unique_ptr<ByteInput>(std::move(input));
}

}  // namespace

absl::StatusOr<std::unique_ptr<ByteInput>> Decompress(std::unique_ptr<FileInput> file) {
  const absl::StatusOr<absl::string_view> first = file->Peek();
  if (!first.ok()) return first.status();
  absl::Status status = RefuseForeignFormats(*file, *first);
  if (!status.ok()) return status;
  if (absl::StartsWith(*first, "\x1f\x8b")) {
    return Started(std::make_unique<GzipInput>(std::move(file)));
  }
  if (IsZstd(*first)) return Started(std::make_unique<ZstdInput>(std::move(file)));
  if (IsXz(*first)) return Started(std::make_unique<XzInput>(std::move(file)));
  if (IsBzip2(*first)) return Started(std::make_unique<Bzip2Input>(std::move(file)));
  return std::unique_ptr<ByteInput>(std::move(file));
}

}  // namespace windowlm
