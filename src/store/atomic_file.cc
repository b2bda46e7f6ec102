#include "src/store/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "src/store/temporary_file.h"

namespace windowlm {
namespace {

namespace fs = std::filesystem;

constexpr size_t kBufferBytes = size_t{1} << 20;
// As many symbolic links as Linux follows.
constexpr int kMostLinks = 40;

absl::Status CannotWrite(absl::string_view path, int error_number, absl::string_view what) {
  return absl::Status(absl::ErrnoToStatusCode(error_number),
                      absl::StrCat("cannot write ", path, ": ", what));
}

std::string ErrorText(int error_number) { return std::generic_category().message(error_number); }

// The file behind symbolic links; it need not exist.
absl::StatusOr<fs::path> FollowLinks(absl::string_view path) {
  fs::path target = std::string(path);
  for (int links = 0; links < kMostLinks; ++links) {
    std::error_code error;
    const fs::path link = fs::read_symlink(target, error);
    if (error) return target;
    // An absolute link replaces the folder too.
    target = target.parent_path() / link;
  }
  return CannotWrite(path, ELOOP, ErrorText(ELOOP));
}

int Synchronize(int descriptor) {
  while (fsync(descriptor) != 0) {
    if (errno != EINTR) return errno;
  }
  return 0;
}

// Makes a rename in `folder` durable. Returns an error number.
int SynchronizeFolder(const std::string& folder) {
  const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  // A folder that is writable but not readable cannot be synchronized.
  if (descriptor < 0) return errno == EACCES ? 0 : errno;
  const int error_number = Synchronize(descriptor);
  close(descriptor);
  // Some file systems synchronize no folders.
  return error_number == EINVAL ? 0 : error_number;
}

std::string FolderOf(const fs::path& target) {
  return target.has_parent_path() ? target.parent_path().string() : ".";
}

}  // namespace

absl::StatusOr<std::unique_ptr<AtomicFile>> AtomicFile::Create(absl::string_view path) {
  if (path.empty()) return absl::InvalidArgumentError("cannot write a file: its name is empty");
  const absl::StatusOr<fs::path> target = FollowLinks(path);
  if (!target.ok()) return target.status();

  struct stat existing;
  const bool exists = stat(target->c_str(), &existing) == 0;
  if (!exists && errno != ENOENT) return CannotWrite(path, errno, ErrorText(errno));
  if ((exists && S_ISDIR(existing.st_mode)) || target->filename().empty()) {
    return CannotWrite(path, EISDIR, "it names a folder, not a file");
  }
  if (exists && !S_ISREG(existing.st_mode)) {
    return CannotWrite(path, EINVAL, "it is not a regular file");
  }
  if (exists && faccessat(AT_FDCWD, target->c_str(), W_OK, AT_EACCESS) != 0) {
    return CannotWrite(path, errno, absl::StrCat("the existing file: ", ErrorText(errno)));
  }

  const std::string folder = FolderOf(*target);
  const std::string name = target->filename().string();
  RemoveAbandonedFiles(folder, name);
  TemporaryFile temporary = CreateTemporaryFile(folder, name);
  if (temporary.descriptor < 0) {
    return CannotWrite(
        path, errno,
        absl::StrCat("no file can be created in the folder ", folder, ": ", ErrorText(errno)));
  }

  const int descriptor = temporary.descriptor;
  auto file = absl::WrapUnique(
      new AtomicFile(path, target->string(), std::move(temporary.path), descriptor));
  struct stat created;
  constexpr mode_t kPermissions = 07777;
  if (exists && fstat(descriptor, &created) == 0 &&
      (existing.st_mode & kPermissions) != (created.st_mode & kPermissions) &&
      fchmod(descriptor, existing.st_mode & kPermissions) != 0) {
    return CannotWrite(path, errno,
                       absl::StrCat("its permissions cannot be kept: ", ErrorText(errno)));
  }
  return file;
}

AtomicFile::AtomicFile(absl::string_view path, std::string target, std::string temporary,
                       int descriptor)
    : path_(path),
      target_(std::move(target)),
      temporary_(std::move(temporary)),
      descriptor_(descriptor) {}

AtomicFile::~AtomicFile() {
  if (!temporary_.empty()) unlink(temporary_.c_str());
  if (descriptor_ >= 0) close(descriptor_);
}

absl::Status AtomicFile::Append(absl::string_view bytes) {
  if (!status_.ok()) return status_;
  if (buffer_.size() + bytes.size() > kBufferBytes) {
    if (absl::Status status = Write(buffer_); !status.ok()) return status;
    buffer_.clear();
    if (bytes.size() >= kBufferBytes) return Write(bytes);
  }
  buffer_.append(bytes.data(), bytes.size());
  return absl::OkStatus();
}

absl::Status AtomicFile::Commit() {
  if (!status_.ok()) return status_;
  if (absl::Status status = Write(buffer_); !status.ok()) return status;
  buffer_.clear();
  if (const int error_number = Synchronize(descriptor_); error_number != 0) {
    return Fail(error_number, "it cannot be synchronized to the disk: ");
  }
  // Closing the descriptor gives up the lock, so the file is renamed first.
  if (rename(temporary_.c_str(), target_.c_str()) != 0) {
    return Fail(errno, absl::StrCat(temporary_, " cannot be renamed: "));
  }
  temporary_.clear();
  // Linux closes the descriptor even where it reports an error.
  if (close(std::exchange(descriptor_, -1)) != 0 && errno != EINTR) {
    return Fail(errno, "it is in place, but may not be on the disk: ");
  }
  if (const int error_number = SynchronizeFolder(FolderOf(target_)); error_number != 0) {
    return Fail(error_number, "it is in place, but its name may not survive a crash: ");
  }
  status_ = absl::FailedPreconditionError(
      absl::StrCat("cannot write ", path_, ": it is complete already"));
  return absl::OkStatus();
}

ByteSink AtomicFile::Sink() {
  return [this](absl::string_view bytes) { return Append(bytes); };
}

absl::Status AtomicFile::Write(absl::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = write(descriptor_, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return Fail(errno, "");
    written_ += static_cast<uint64_t>(count);
    bytes.remove_prefix(static_cast<size_t>(count));
  }
  return absl::OkStatus();
}

absl::Status AtomicFile::Fail(int error_number, absl::string_view what) {
  status_ = CannotWrite(path_, error_number,
                        absl::StrCat(what, ErrorText(error_number), " after ", written_, " bytes"));
  return status_;
}

absl::Status CheckWritable(absl::string_view path) { return AtomicFile::Create(path).status(); }

}  // namespace windowlm
