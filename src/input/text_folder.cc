#include "src/input/text_folder.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace windowlm {
namespace {

namespace fs = std::filesystem;

class FolderWalk {
 public:
  explicit FolderWalk(absl::Span<const absl::string_view> endings) : endings_(endings) {}

  absl::Status ReadAll(const std::string& folder) {
    folders_.insert(folder);
    while (!folders_.empty() || !linked_folders_.empty()) {
      // What links lead to comes last, when all that is reached without them is known.
      std::set<std::string>& waiting = folders_.empty() ? linked_folders_ : folders_;
      const std::string next = *waiting.begin();
      waiting.erase(waiting.begin());
      absl::Status status = Read(next);
      if (!status.ok()) return status;
    }
    std::sort(found_.texts.begin(), found_.texts.end());
    std::sort(found_.passed_over.begin(), found_.passed_over.end());
    return absl::OkStatus();
  }

  TextFolder TakeFound() { return std::move(found_); }

 private:
  absl::Status Read(const std::string& folder) {
    std::error_code error;
    const fs::path place = fs::canonical(folder, error);
    if (!error && !read_.insert(place.string()).second) return absl::OkStatus();
    fs::directory_iterator entry(folder, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) Add(*entry);
    if (!error) return absl::OkStatus();
    return absl::ErrnoToStatus(error.value(), absl::StrCat("cannot read the folder ", folder));
  }

  void Add(const fs::directory_entry& entry) {
    const std::string name = entry.path().filename().string();
    if (absl::StartsWith(name, ".")) return;
    std::error_code error;
    const fs::file_status status = entry.status(error);
    if (fs::is_directory(status)) {
      (entry.is_symlink(error) ? linked_folders_ : folders_).insert(entry.path().string());
      return;
    }
    // A link that leads nowhere is taken for a text if it is named so: reading it is an error,
    // while to pass it over would be to lose a text.
    const bool is_file = fs::is_regular_file(status) || !fs::exists(status);
    (is_file && IsTextName(name) ? found_.texts : found_.passed_over)
        .push_back(entry.path().string());
  }

  bool IsTextName(absl::string_view name) const {
    return std::any_of(endings_.begin(), endings_.end(), [&](absl::string_view ending) {
      return absl::EndsWithIgnoreCase(name, ending);
    });
  }

  const absl::Span<const absl::string_view> endings_;
  // Folders that are to be read, and those among them to which links lead. Sets, since the order in
  // which a folder's entries come is the file system's.
  std::set<std::string> folders_;
  std::set<std::string> linked_folders_;
  // Where the folders are that were read, without links.
  std::set<std::string> read_;
  TextFolder found_;
};

}  // namespace

absl::StatusOr<TextFolder> FindTexts(const std::string& folder,
                                     absl::Span<const absl::string_view> endings) {
  FolderWalk walk(endings);
  absl::Status status = walk.ReadAll(folder);
  if (!status.ok()) return status;
  return walk.TakeFound();
}

}  // namespace windowlm
