#include "src/store/output_claim.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace windowlm {
namespace {

// The most bytes of NAME in the lock's name, so that the whole stays below 255 bytes.
constexpr size_t kLongestStem = 200;
// A process that ends its claim may remove the file that was just opened, so it is opened again.
constexpr int kMostTries = 100;

absl::Status CannotClaim(const OutputPlace& place, int error_number) {
  return absl::Status(
      absl::ErrnoToStatusCode(error_number),
      absl::StrCat("cannot write ", place.path(), ": no file can be created in the folder ",
                   place.folder_name(), ": ", std::generic_category().message(error_number)));
}

// Opens the lock's file, or creates it. One of another user can perhaps only be read.
int OpenLock(int folder, const std::string& name) {
  constexpr int kFlags = O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
  const int descriptor = openat(folder, name.c_str(), O_RDWR | O_CREAT | kFlags, 0666);
  return descriptor < 0 && errno == EACCES ? openat(folder, name.c_str(), O_RDONLY | kFlags)
                                           : descriptor;
}

bool Exists(int folder, const std::string& name) {
  struct stat ignored;
  return fstatat(folder, name.c_str(), &ignored, AT_SYMLINK_NOFOLLOW) == 0;
}

// Returns 0, or an error number.
int TryLock(int descriptor) {
  while (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EINTR) return errno;
  }
  return 0;
}

// Whether the name still is that of the file.
bool IsNamed(int descriptor, int folder, const std::string& name) {
  struct stat opened;
  struct stat named;
  return fstat(descriptor, &opened) == 0 &&
         fstatat(folder, name.c_str(), &named, AT_SYMLINK_NOFOLLOW) == 0 &&
         opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

}  // namespace

absl::StatusOr<std::unique_ptr<OutputClaim>> OutputClaim::Take(const OutputPlace& place) {
  const std::string name = absl::StrCat(".", place.name().substr(0, kLongestStem), ".lock");
  for (int tries = 0; tries < kMostTries; ++tries) {
    const int descriptor = OpenLock(place.folder(), name);
    if (descriptor < 0) {
      const int open_error = errno;
      // A killed process of somebody else may have left a file that only he can open.
      if (open_error != EACCES || !Exists(place.folder(), name)) {
        return CannotClaim(place, open_error);
      }
      return absl::WrapUnique(new OutputClaim(place, name, /*descriptor=*/-1));
    }
    const int error_number = TryLock(descriptor);
    if (error_number == EWOULDBLOCK) {
      close(descriptor);
      return absl::FailedPreconditionError(
          absl::StrCat("cannot write ", place.path(),
                       ": another windowlm is at work on it; wait until it has ended, or choose "
                       "another name"));
    }
    if (error_number != 0 || IsNamed(descriptor, place.folder(), name)) {
      return absl::WrapUnique(new OutputClaim(place, name, descriptor));
    }
    close(descriptor);
  }
  return CannotClaim(place, EAGAIN);
}

absl::StatusOr<std::unique_ptr<OutputClaim>> OutputClaim::Take(absl::string_view path) {
  const absl::StatusOr<OutputPlace> place = OutputPlace::Find(path);
  if (!place.ok()) return place.status();
  return Take(*place);
}

OutputClaim::OutputClaim(OutputPlace place, std::string name, int descriptor)
    : place_(std::move(place)), name_(std::move(name)), descriptor_(descriptor) {}

OutputClaim::~OutputClaim() {
  if (descriptor_ < 0) return;
  // The name goes before the lock does, so that whoever locks the file can see that it is gone.
  if (IsNamed(descriptor_, place_.folder(), name_)) unlinkat(place_.folder(), name_.c_str(), 0);
  close(descriptor_);
}

}  // namespace windowlm
