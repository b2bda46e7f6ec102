#ifndef WINDOWLM_SRC_STORE_ATOMIC_FILE_H_
#define WINDOWLM_SRC_STORE_ATOMIC_FILE_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "src/input/byte_sink.h"
#include "src/store/output_place.h"

namespace windowlm {

// A file that appears under its name whole, or not at all: the bytes go to a hidden
// temporary file beside it, which Commit() makes durable and renames over the name.
// Whatever was there stays as it was until that moment, and if anything fails. Temporary files
// that killed processes left behind for the same name are removed.
//
// Errors name the file, what the system said and how many bytes were written; the first one is
// returned by every later call. One thread at a time.
class AtomicFile {
 public:
  // Opens the temporary file, with the permissions of the file that it will replace, if there is
  // one. Errors: the place is that of a folder, a device or the like, or of a write-protected file;
  // its folder takes no new file.
  static absl::StatusOr<std::unique_ptr<AtomicFile>> Create(const OutputPlace& place);
  // The same at the place of `path`. Errors: also those of OutputPlace::Find.
  static absl::StatusOr<std::unique_ptr<AtomicFile>> Create(absl::string_view path);

  // Removes the temporary file unless Commit() succeeded.
  ~AtomicFile();

  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  // Buffers up to about 1 MiB, so the error of a write may come with a later call.
  absl::Status Append(absl::string_view bytes);

  // Writes what is buffered, and waits until the bytes are on the disk, so that hardly anything is
  // left that can fail. For files that belong together: all are prepared before the first is
  // committed. May be left out. Append fails after it.
  absl::Status Prepare();

  // Prepares the file, renames it, and waits until the new name is on the disk. Must be the last
  // call: further ones fail.
  absl::Status Commit();

  // A sink that calls Append. The AtomicFile must outlive it.
  ByteSink Sink();

  const std::string& path() const { return place_.path(); }
  // Bytes appended so far.
  uint64_t size() const { return written_ + buffer_.size(); }

 private:
  AtomicFile(OutputPlace place, std::string temporary, int descriptor);

  absl::Status Write(absl::string_view bytes);
  absl::Status Fail(int error_number, absl::string_view what);

  const OutputPlace place_;
  // The name of the temporary file; empty once it is renamed.
  std::string temporary_;
  // -1 once it is closed.
  int descriptor_;
  std::string buffer_;
  uint64_t written_ = 0;
  bool prepared_ = false;
  absl::Status status_;
};

// Checks that AtomicFile could write there; meant to be called before long work. Creates and
// removes a temporary file, so that permissions and read-only disks count, and leaves the existing
// file untouched. Cannot foresee whether the disk will have room.
absl::Status CheckWritable(const OutputPlace& place);
absl::Status CheckWritable(absl::string_view path);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_STORE_ATOMIC_FILE_H_
