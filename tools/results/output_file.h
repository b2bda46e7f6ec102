#ifndef WINDOWLM_TOOLS_RESULTS_OUTPUT_FILE_H_
#define WINDOWLM_TOOLS_RESULTS_OUTPUT_FILE_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "src/input/byte_sink.h"
#include "src/store/atomic_file.h"
#include "tools/results/output_stream.h"

namespace windowlm {

// A file that is written whole or not at all, or a stream that is written into.
class OutputFile {
 public:
  // Opens nothing for the path "". Errors: those of AtomicFile::Create and OutputStream::Open.
  absl::Status Open(const std::string& path);

  // Requires a path that is not "". Cancels where nobody reads on.
  ByteSink Sink();

  // Writes all that Sink() took to the disk, so that hardly anything is left that can fail. For
  // files that belong together: all are prepared before the first is finished. May be left out.
  absl::Status Prepare();

  // Ends the output of which `written` came: a file then has its name if all is well. That nobody
  // reads on is no error.
  absl::Status Finish(absl::Status written);

 private:
  std::unique_ptr<AtomicFile> file_;
  std::unique_ptr<OutputStream> stream_;
};

// Checks, before long work, that OutputFile can write `path`, as CheckWritable does; of a stream
// nothing is checked.
absl::Status CheckOutputFile(const std::string& path);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_RESULTS_OUTPUT_FILE_H_
