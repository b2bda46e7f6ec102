#ifndef WINDOWLM_SRC_STORE_TEMPORARY_FILE_H_
#define WINDOWLM_SRC_STORE_TEMPORARY_FILE_H_

#include <string>

#include "absl/strings/string_view.h"

namespace windowlm {

// A hidden file in which another, NAME, is written: ".NAME.PID-N.tmp" beside it. Whoever writes
// it holds a lock (flock) on it for as long as the descriptor is open, so that the file of a
// process that died is known from one that is at work, on this machine or on another.
struct TemporaryFile {
  std::string path;
  // Open for writing; -1 where no file could be created, and then errno says why.
  int descriptor = -1;
};

// A new one in `folder`. On a file system without locks it has none, and nobody removes it.
TemporaryFile CreateTemporaryFile(const std::string& folder, absl::string_view name);

// Removes those for `name` that nobody holds a lock on: what killed processes left behind. A file
// that cannot be locked or removed stays.
void RemoveAbandonedFiles(const std::string& folder, absl::string_view name);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_STORE_TEMPORARY_FILE_H_
