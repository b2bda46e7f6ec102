#ifndef WINDOWLM_SRC_STORE_OUTPUT_PLACE_H_
#define WINDOWLM_SRC_STORE_OUTPUT_PLACE_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace windowlm {

// Where a file is to be written: a folder, which is held open, and a name in it. The file gets into
// that folder even if the folder has been moved or renamed since. Copies share the open folder.
class OutputPlace {
 public:
  // The place that `path` names. Where it is a symbolic link, the place is that of what it points
  // to. Errors: the name is empty or ends in a slash; its folder does not exist or cannot be
  // searched.
  static absl::StatusOr<OutputPlace> Find(absl::string_view path);

  // As it was given, for messages.
  const std::string& path() const { return path_; }
  // The name in the folder.
  const std::string& name() const { return name_; }
  // The folder's descriptor.
  int folder() const { return folder_->descriptor; }
  // The folder as it was named, for messages.
  const std::string& folder_name() const { return folder_->name; }

  // A path that names the file for this process, wherever its folder is now. Linux alone has it.
  std::string HeldPath() const;

  // The path that the file has now: path(), unless its folder is no longer there.
  std::string CurrentPath() const;

 private:
  struct Folder {
    Folder(std::string folder_name, int folder_descriptor);
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    const std::string name;
    const int descriptor;
  };

  OutputPlace(std::string path, std::shared_ptr<const Folder> folder, std::string name);

  std::string path_;
  std::shared_ptr<const Folder> folder_;
  std::string name_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_STORE_OUTPUT_PLACE_H_
