#include "src/store/output_place.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace windowlm {
namespace {

namespace fs = std::filesystem;

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

int OpenFolder(const std::string& folder) {
  const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  // One that is writable but not readable cannot be synchronized, but files can be written there.
  return descriptor < 0 && errno == EACCES ? open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)
                                           : descriptor;
}

}  // namespace

absl::StatusOr<OutputPlace> OutputPlace::Find(absl::string_view path) {
  if (path.empty()) return absl::InvalidArgumentError("cannot write a file: its name is empty");
  const absl::StatusOr<fs::path> target = FollowLinks(path);
  if (!target.ok()) return target.status();
  const std::string name = target->filename().string();
  if (name.empty() || name == "." || name == "..") {
    return CannotWrite(path, EISDIR, "it names a folder, not a file");
  }
  const std::string folder = target->has_parent_path() ? target->parent_path().string() : ".";
  const int descriptor = OpenFolder(folder);
  if (descriptor < 0) {
    return CannotWrite(
        path, errno,
        absl::StrCat("no file can be created in the folder ", folder, ": ", ErrorText(errno)));
  }
  return OutputPlace(std::string(path), std::make_shared<const Folder>(folder, descriptor), name);
}

OutputPlace::Folder::Folder(std::string folder_name, int folder_descriptor)
    : name(std::move(folder_name)), descriptor(folder_descriptor) {}

OutputPlace::Folder::~Folder() { close(descriptor); }

OutputPlace::OutputPlace(std::string path, std::shared_ptr<const Folder> folder, std::string name)
    : path_(std::move(path)), folder_(std::move(folder)), name_(std::move(name)) {}

std::string OutputPlace::HeldPath() const {
  return absl::StrCat("/proc/self/fd/", folder(), "/", name_);
}

std::string OutputPlace::CurrentPath() const {
  struct stat held;
  struct stat named;
  if (fstat(folder(), &held) != 0 || (stat(folder_->name.c_str(), &named) == 0 &&
                                      held.st_dev == named.st_dev && held.st_ino == named.st_ino)) {
    return path_;
  }
  std::error_code error;
  const fs::path now = fs::read_symlink(absl::StrCat("/proc/self/fd/", folder()), error);
  return error ? path_ : (now / name_).string();
}

}  // namespace windowlm
