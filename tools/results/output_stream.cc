#include "tools/results/output_stream.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/types/optional.h"
#include "src/input/byte_input.h"

namespace windowlm {
namespace {

namespace fs = std::filesystem;

constexpr size_t kBufferBytes = size_t{1} << 16;

// The name of an open file under /proc/PROCESS/fd to which the path leads.
struct OpenFileName {
  std::string folder;
  std::string name;
};

absl::optional<OpenFileName> FindOpenFile(const std::string& path) {
  constexpr int kMostLinks = 40;
  fs::path target = path;
  for (int links = 0; links < kMostLinks; ++links) {
    std::error_code error;
    const fs::path parent = target.has_parent_path() ? target.parent_path() : fs::path(".");
    const std::string folder = fs::weakly_canonical(parent, error).string();
    if (absl::StartsWith(folder, "/proc/") && absl::EndsWith(folder, "/fd")) {
      return OpenFileName{folder, target.filename().string()};
    }
    const fs::path link = fs::read_symlink(target, error);
    if (error) return absl::nullopt;
    target = target.parent_path() / link;
  }
  return absl::nullopt;
}

// The descriptor that the path names, if it is one of this process.
absl::optional<int> OwnDescriptor(const std::string& path) {
  if (path == kStandard) return STDOUT_FILENO;
  const absl::optional<OpenFileName> open_file = FindOpenFile(path);
  int number = -1;
  if (!open_file.has_value() ||
      !absl::StartsWith(open_file->folder, absl::StrCat("/proc/", getpid(), "/")) ||
      !absl::SimpleAtoi(open_file->name, &number)) {
    return absl::nullopt;
  }
  return number;
}

}  // namespace

bool IsStream(const std::string& path) {
  if (path == kStandard) return true;
  struct stat existing;
  if (stat(path.c_str(), &existing) == 0 &&
      (S_ISFIFO(existing.st_mode) || S_ISCHR(existing.st_mode) || S_ISSOCK(existing.st_mode))) {
    return true;
  }
  return FindOpenFile(path).has_value();
}

OutputStream::~OutputStream() {
  if (descriptor_ >= 0) close(descriptor_);
}

absl::Status OutputStream::Open(const std::string& path) {
  path_ = path == kStandard ? "standard output" : path;
  const absl::optional<int> own = OwnDescriptor(path);
  descriptor_ = own.has_value() ? fcntl(*own, F_DUPFD_CLOEXEC, 0)
                                : open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  if (descriptor_ < 0) {
    status_ = absl::ErrnoToStatus(errno, absl::StrCat("cannot write to ", path_));
  }
  return status_;
}

absl::Status OutputStream::Write(absl::string_view bytes) {
  if (!status_.ok()) return status_;
  buffer_.append(bytes.data(), bytes.size());
  return buffer_.size() < kBufferBytes ? absl::OkStatus() : Flush();
}

absl::Status OutputStream::Flush() {
  absl::string_view rest = buffer_;
  while (status_.ok() && !rest.empty()) {
    const ssize_t count = write(descriptor_, rest.data(), rest.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      status_ = errno == EPIPE
                    ? absl::CancelledError("nobody reads on")
                    : absl::ErrnoToStatus(errno, absl::StrCat("cannot write to ", path_));
      break;
    }
    rest.remove_prefix(static_cast<size_t>(count));
  }
  buffer_.clear();
  return status_;
}

}  // namespace windowlm
