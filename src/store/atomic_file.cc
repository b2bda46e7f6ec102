#include "src/store/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "src/store/temporary_file.h"

namespace windowlm {
namespace {

constexpr size_t kBufferBytes = size_t{1} << 20;

absl::Status CannotWrite(absl::string_view path, int error_number, absl::string_view what) {
  return absl::Status(absl::ErrnoToStatusCode(error_number),
                      absl::StrCat("cannot write ", path, ": ", what));
}

std::string ErrorText(int error_number) { return std::generic_category().message(error_number); }

int Synchronize(int descriptor) {
  while (fsync(descriptor) != 0) {
    if (errno != EINTR) return errno;
  }
  return 0;
}

// Makes a rename in `folder` durable. Returns an error number.
int SynchronizeFolder(int folder) {
  const int error_number = Synchronize(folder);
  // Some file systems synchronize no folders, and one that is writable but not readable cannot be
  // synchronized.
  return error_number == EINVAL || error_number == EBADF ? 0 : error_number;
}

}  // namespace

absl::StatusOr<std::unique_ptr<AtomicFile>> AtomicFile::Create(absl::string_view path) {
  const absl::StatusOr<OutputPlace> place = OutputPlace::Find(path);
  if (!place.ok()) return place.status();
  return Create(*place);
}

absl::StatusOr<std::unique_ptr<AtomicFile>> AtomicFile::Create(const OutputPlace& place) {
  const std::string& path = place.path();
  const char* const name = place.name().c_str();
  struct stat existing;
  const bool exists = fstatat(place.folder(), name, &existing, 0) == 0;
  if (!exists && errno != ENOENT) return CannotWrite(path, errno, ErrorText(errno));
  if (exists && S_ISDIR(existing.st_mode)) {
    return CannotWrite(path, EISDIR, "it names a folder, not a file");
  }
  if (exists && !S_ISREG(existing.st_mode)) {
    return CannotWrite(path, EINVAL, "it is not a regular file");
  }
  if (exists && faccessat(place.folder(), name, W_OK, AT_EACCESS) != 0) {
    return CannotWrite(path, errno, absl::StrCat("the existing file: ", ErrorText(errno)));
  }

  RemoveAbandonedFiles(place.folder(), place.name());
  TemporaryFile temporary = CreateTemporaryFile(place.folder(), place.name());
  if (temporary.descriptor < 0) {
    return CannotWrite(path, errno,
                       absl::StrCat("no file can be created in the folder ", place.folder_name(),
                                    ": ", ErrorText(errno)));
  }

  const int descriptor = temporary.descriptor;
  auto file = absl::WrapUnique(new AtomicFile(place, std::move(temporary.name), descriptor));
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

AtomicFile::AtomicFile(OutputPlace place, std::string temporary, int descriptor)
    : place_(std::move(place)), temporary_(std::move(temporary)), descriptor_(descriptor) {}

AtomicFile::~AtomicFile() {
  if (!temporary_.empty()) unlinkat(place_.folder(), temporary_.c_str(), 0);
  if (descriptor_ >= 0) close(descriptor_);
}

absl::Status AtomicFile::Append(absl::string_view bytes) {
  if (!status_.ok()) return status_;
  if (prepared_) {
    return absl::FailedPreconditionError(
        absl::StrCat("cannot write ", path(), ": it is prepared already"));
  }
  if (buffer_.size() + bytes.size() > kBufferBytes) {
    if (absl::Status status = Write(buffer_); !status.ok()) return status;
    buffer_.clear();
    if (bytes.size() >= kBufferBytes) return Write(bytes);
  }
  buffer_.append(bytes.data(), bytes.size());
  return absl::OkStatus();
}

absl::Status AtomicFile::Prepare() {
  if (!status_.ok()) return status_;
  if (absl::Status status = Write(buffer_); !status.ok()) return status;
  buffer_.clear();
  if (const int error_number = Synchronize(descriptor_); error_number != 0) {
    return Fail(error_number, "it cannot be synchronized to the disk: ");
  }
  prepared_ = true;
  return absl::OkStatus();
}

absl::Status AtomicFile::Commit() {
  if (absl::Status status = prepared_ ? status_ : Prepare(); !status.ok()) return status;
  // Closing the descriptor gives up the lock, so the file is renamed first.
  if (renameat(place_.folder(), temporary_.c_str(), place_.folder(), place_.name().c_str()) != 0) {
    return Fail(errno, absl::StrCat(temporary_, " cannot be renamed: "));
  }
  temporary_.clear();
  // Linux closes the descriptor even where it reports an error.
  if (close(std::exchange(descriptor_, -1)) != 0 && errno != EINTR) {
    return Fail(errno, "it is in place, but may not be on the disk: ");
  }
  if (const int error_number = SynchronizeFolder(place_.folder()); error_number != 0) {
    return Fail(error_number, "it is in place, but its name may not survive a crash: ");
  }
  status_ = absl::FailedPreconditionError(
      absl::StrCat("cannot write ", path(), ": it is complete already"));
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
  status_ = CannotWrite(path(), error_number,
                        absl::StrCat(what, ErrorText(error_number), " after ", written_, " bytes"));
  return status_;
}

absl::Status CheckWritable(const OutputPlace& place) { return AtomicFile::Create(place).status(); }

absl::Status CheckWritable(absl::string_view path) { return AtomicFile::Create(path).status(); }

}  // namespace windowlm
