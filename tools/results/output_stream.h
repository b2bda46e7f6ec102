#ifndef WINDOWLM_TOOLS_RESULTS_OUTPUT_STREAM_H_
#define WINDOWLM_TOOLS_RESULTS_OUTPUT_STREAM_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace windowlm {

// What a command line calls standard output, or standard input.
inline constexpr char kStandard[] = "-";

// Whether an output of this name is written into as it is, from where it stands on, and not
// replaced by a new file: standard output, and other open files of this process by the names that
// the system gives them, such as /dev/stdout and /dev/fd/3; pipes, devices and sockets.
bool IsStream(const std::string& path);

// Writes into such an output. The first error is returned by every later call; kCancelled, where
// nobody reads on. For one thread.
class OutputStream {
 public:
  OutputStream() = default;
  ~OutputStream();
  OutputStream(const OutputStream&) = delete;
  OutputStream& operator=(const OutputStream&) = delete;

  // Opens a path for which IsStream() is true. What the process has open is not opened again, since
  // that would write from a file's start on. Waits for the reader of a named pipe.
  absl::Status Open(const std::string& path);

  absl::Status Write(absl::string_view bytes);
  // Writes what is buffered.
  absl::Status Flush();

 private:
  std::string path_;
  int descriptor_ = -1;
  std::string buffer_;
  absl::Status status_;
};

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_RESULTS_OUTPUT_STREAM_H_
