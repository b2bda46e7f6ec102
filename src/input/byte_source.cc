#include "src/input/byte_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace windowlm {
namespace {

// Room for a few records; one that lies across the buffer's end is moved to its front.
constexpr uint64_t kBufferBytes = uint64_t{4} << 20;

absl::Status CannotRead(absl::string_view path, int error_number, absl::string_view where = "") {
  return absl::Status(absl::ErrnoToStatusCode(error_number),
                      absl::StrCat("cannot read ", path, ": ",
                                   std::generic_category().message(error_number), where));
}

class FileSource : public ByteSource {
 public:
  FileSource(absl::string_view path, uint64_t size, int descriptor)
      : ByteSource(path, size),
        descriptor_(descriptor),
        buffer_(static_cast<size_t>(std::min(size, kBufferBytes))) {}

  ~FileSource() override { close(descriptor_); }

 private:
  absl::StatusOr<absl::string_view> ReadRemaining(size_t count) override {
    if (end_ - begin_ < count) {
      if (const absl::Status status = Fill(count); !status.ok()) return status;
    }
    const absl::string_view bytes(buffer_.data() + begin_, count);
    begin_ += count;
    return bytes;
  }

  // Reads until the buffer holds `count` bytes or more.
  absl::Status Fill(size_t count) {
    if (begin_ < end_) std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    if (buffer_.size() < count) buffer_.resize(count);
    while (end_ < count) {
      const uint64_t position = offset() + end_;
      const ssize_t read = pread(descriptor_, buffer_.data() + end_, buffer_.size() - end_,
                                 static_cast<off_t>(position));
      if (read < 0 && errno == EINTR) continue;
      if (read < 0) return CannotRead(name(), errno, absl::StrCat(" at byte ", position));
      if (read == 0) {
        return absl::DataLossError(absl::StrCat(name(), " is damaged at byte ", position,
                                                ": it became shorter while it was read"));
      }
      end_ += static_cast<size_t>(read);
    }
    return absl::OkStatus();
  }

  int descriptor_;
  // buffer_[begin_ .. end_) holds the bytes from offset() on.
  std::vector<char> buffer_;
  size_t begin_ = 0;
  size_t end_ = 0;
};

class MemorySource : public ByteSource {
 public:
  MemorySource(absl::string_view name, absl::string_view bytes)
      : ByteSource(name, bytes.size()), bytes_(bytes) {}

 private:
  absl::StatusOr<absl::string_view> ReadRemaining(size_t count) override {
    return bytes_.substr(static_cast<size_t>(offset()), count);
  }

  absl::string_view bytes_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<ByteSource>> ByteSource::OpenFile(absl::string_view path) {
  return OpenFile(path, path);
}

absl::StatusOr<std::unique_ptr<ByteSource>> ByteSource::OpenFile(absl::string_view path,
                                                                 absl::string_view name) {
  // O_NONBLOCK keeps open() from waiting for the writer of a pipe, which is refused below.
  const int descriptor = open(std::string(path).c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) return CannotRead(name, errno);
  struct stat properties;
  if (fstat(descriptor, &properties) != 0) {
    const int error_number = errno;
    close(descriptor);
    return CannotRead(name, error_number);
  }
  if (!S_ISREG(properties.st_mode)) {
    close(descriptor);
    return absl::InvalidArgumentError(absl::StrCat("cannot read ", name,
                                                   S_ISDIR(properties.st_mode)
                                                       ? ": it is a folder, not a file"
                                                       : ": it is not a regular file"));
  }
  return std::make_unique<FileSource>(name, static_cast<uint64_t>(properties.st_size), descriptor);
}

std::unique_ptr<ByteSource> ByteSource::FromBytes(absl::string_view name, absl::string_view bytes) {
  return std::make_unique<MemorySource>(name, bytes);
}

absl::StatusOr<absl::string_view> ByteSource::Read(size_t count) {
  if (count > remaining()) {
    return absl::DataLossError(absl::StrCat(name_, " is damaged at byte ", offset_, ": ", count,
                                            " bytes must follow, found ", remaining()));
  }
  absl::StatusOr<absl::string_view> bytes = ReadRemaining(count);
  if (bytes.ok()) offset_ += count;
  return bytes;
}

}  // namespace windowlm
