#include "src/store/temporary_file.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdint>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace windowlm {
namespace {

// The most bytes of NAME in a temporary file's name, so that the whole stays below 255 bytes.
constexpr size_t kLongestStem = 200;
constexpr absl::string_view kSuffix = ".tmp";
// A file of a process that died may have the name that we would choose, so others are tried.
constexpr int kMostNamesTried = 1000;

std::string Prefix(absl::string_view name) {
  return absl::StrCat(".", name.substr(0, kLongestStem), ".");
}

bool ConsumeDigits(absl::string_view* text) {
  const auto* end = std::find_if_not(text->begin(), text->end(), absl::ascii_isdigit);
  const auto count = static_cast<size_t>(end - text->begin());
  text->remove_prefix(count);
  return count > 0;
}

bool IsTemporaryName(absl::string_view file, absl::string_view prefix) {
  return absl::ConsumePrefix(&file, prefix) && ConsumeDigits(&file) &&
         absl::ConsumePrefix(&file, "-") && ConsumeDigits(&file) && file == kSuffix;
}

// Locks a file without waiting. Returns 0 or an error number, EWOULDBLOCK if somebody else has the
// lock.
int TryLock(int descriptor) {
  while (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EINTR) return errno;
  }
  return 0;
}

enum class ClaimResult {
  kOurs,
  // A process that cleans up came first, so that the file is gone or about to go.
  kTaken,
  // errno says why it cannot be told whose the file is.
  kUnknown,
};

// Locks a file just created.
ClaimResult Claim(int descriptor) {
  if (const int error_number = TryLock(descriptor); error_number != 0) {
    return error_number == EWOULDBLOCK ? ClaimResult::kTaken : ClaimResult::kOurs;
  }
  struct stat properties;
  if (fstat(descriptor, &properties) != 0) return ClaimResult::kUnknown;
  return properties.st_nlink > 0 ? ClaimResult::kOurs : ClaimResult::kTaken;
}

void RemoveIfAbandoned(int folder, const char* name) {
  // These flags keep open() from following a link and from waiting for the reader of a pipe.
  const int descriptor = openat(folder, name, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) return;
  struct stat locked;
  struct stat named;
  // Since open(), another process may have removed the file, and a third created one of the same
  // name.
  if (TryLock(descriptor) == 0 && fstat(descriptor, &locked) == 0 && S_ISREG(locked.st_mode) &&
      fstatat(folder, name, &named, AT_SYMLINK_NOFOLLOW) == 0 && named.st_dev == locked.st_dev &&
      named.st_ino == locked.st_ino) {
    unlinkat(folder, name, 0);
  }
  close(descriptor);
}

}  // namespace

TemporaryFile CreateTemporaryFile(int folder, absl::string_view name) {
  static std::atomic<uint64_t> files_created{0};
  for (int tries = 0; tries < kMostNamesTried; ++tries) {
    std::string file =
        absl::StrCat(Prefix(name), getpid(), "-", files_created.fetch_add(1), kSuffix);
    const int descriptor =
        openat(folder, file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor < 0 && errno == EEXIST) continue;
    if (descriptor < 0) return {};
    const ClaimResult claim = Claim(descriptor);
    if (claim == ClaimResult::kOurs) return {std::move(file), descriptor};
    const int error_number = errno;
    // Nobody would remove the files of one try after the other.
    if (claim == ClaimResult::kUnknown) unlinkat(folder, file.c_str(), 0);
    close(descriptor);
    errno = error_number;
    if (claim == ClaimResult::kUnknown) return {};
  }
  errno = EEXIST;
  return {};
}

void RemoveAbandonedFiles(int folder, absl::string_view name) {
  const std::string prefix = Prefix(name);
  const int listed = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (listed < 0) return;
  DIR* const entries = fdopendir(listed);
  if (entries == nullptr) {
    close(listed);
    return;
  }
  while (const dirent* const entry = readdir(entries)) {
    if (IsTemporaryName(entry->d_name, prefix)) RemoveIfAbandoned(folder, entry->d_name);
  }
  closedir(entries);
}

}  // namespace windowlm
