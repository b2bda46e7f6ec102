#include "src/input/byte_input.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace windowlm {

std::string InputName(const std::string& path) { return path == "-" ? "standard input" : path; }

std::string InputNames(absl::Span<const std::string> paths) {
  constexpr size_t kMost = 4;
  const size_t named = paths.size() <= kMost ? paths.size() : kMost - 1;
  std::string names;
  for (size_t i = 0; i < named; ++i) {
    absl::StrAppend(&names, i == 0 ? "" : ", ", InputName(paths[i]));
  }
  if (named < paths.size()) absl::StrAppend(&names, " and ", paths.size() - named, " more");
  return names;
}

absl::Status CheckReadable(const std::string& path) {
  if (path != "-" && access(path.c_str(), R_OK) != 0) {
    return absl::ErrnoToStatus(errno, absl::StrCat("cannot read ", path));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<FileInput>> FileInput::Open(const std::string& path,
                                                           Arrival arrival) {
  const std::string name = InputName(path);
  const bool owned = path != "-";
  const int descriptor = owned ? open(path.c_str(), O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
  if (descriptor < 0) {
    return absl::ErrnoToStatus(errno, absl::StrCat("cannot read ", name));
  }
  auto file = absl::WrapUnique(new FileInput(name, descriptor, owned, arrival));
  struct stat about;
  if (fstat(descriptor, &about) != 0) {
    return absl::ErrnoToStatus(errno, absl::StrCat("cannot read ", name));
  }
  if (S_ISDIR(about.st_mode)) {
    return absl::InvalidArgumentError(
        absl::StrCat("cannot read ", name, ": it is a folder; a text file was expected"));
  }
  return file;
}

FileInput::FileInput(std::string name, int descriptor, bool owned, Arrival arrival)
    : name_(std::move(name)),
      descriptor_(descriptor),
      owned_(owned),
      arrival_(arrival),
      buffer_(new char[kBufferBytes]) {}

FileInput::~FileInput() {
  if (owned_) close(descriptor_);
}

bool FileInput::HasEnough() const {
  constexpr size_t kLeast = 16;
  if (ended_ || end_ - begin_ >= kLeast) return true;
  return arrival_ == Arrival::kByLine &&
         memchr(buffer_.get() + begin_, '\n', end_ - begin_) != nullptr;
}

absl::StatusOr<absl::string_view> FileInput::Peek() {
  if (!HasEnough()) {
    memmove(buffer_.get(), buffer_.get() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    while (!HasEnough()) {
      const ssize_t got = read(descriptor_, buffer_.get() + end_, kBufferBytes - end_);
      if (got < 0) {
        if (errno == EINTR) continue;
        return absl::ErrnoToStatus(
            errno, absl::StrCat("cannot read ", name_, " from byte ", offset_ + end_));
      }
      if (got == 0) ended_ = true;
      end_ += static_cast<size_t>(got);
    }
  }
  return absl::string_view(buffer_.get() + begin_, end_ - begin_);
}

void FileInput::Skip(size_t bytes) {
  begin_ += bytes;
  offset_ += bytes;
}

absl::StatusOr<size_t> FileInput::Read(char* buffer, size_t capacity) {
  size_t filled = 0;
  while (filled < capacity) {
    const absl::StatusOr<absl::string_view> next = Peek();
    if (!next.ok()) return next.status();
    if (next->empty()) break;
    const size_t taken = std::min(next->size(), capacity - filled);
    memcpy(buffer + filled, next->data(), taken);
    Skip(taken);
    filled += taken;
    if (arrival_ == Arrival::kByLine) break;
  }
  return filled;
}

}  // namespace windowlm
