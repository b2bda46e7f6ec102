#ifndef WINDOWLM_SRC_STORE_TEMPORARY_FILE_H_
#define WINDOWLM_SRC_STORE_TEMPORARY_FILE_H_

#include <string>

#include "absl/strings/string_view.h"

namespace windowlm {

// The hidden file ".NAME.PID-N.tmp", in which a new file NAME beside it is written. Its writer
// holds a lock (flock) on it for as long as the descriptor is open. So the file of a process that
// died can be told from that of a process at work, on this machine or on another.
struct TemporaryFile {
  std::string name;
  // Open for writing; -1 where no file could be created, and then errno says why.
  int descriptor = -1;
};

// Creates a temporary file in the open folder `folder` for a file called `name`. On a file system
// without locks it has no lock, and RemoveAbandonedFiles lets it stay.
TemporaryFile CreateTemporaryFile(int folder, absl::string_view name);

// Removes the temporary files for `name` on which nobody holds a lock: killed processes left them
// behind. A file that cannot be locked or removed stays.
void RemoveAbandonedFiles(int folder, absl::string_view name);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_STORE_TEMPORARY_FILE_H_
