#ifndef WINDOWLM_TOOLS_RESULTS_OUTPUT_FILE_H_
#define WINDOWLM_TOOLS_RESULTS_OUTPUT_FILE_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "src/input/byte_sink.h"
#include "src/store/atomic_file.h"
#include "tools/results/results_output.h"

namespace windowlm {

// What a command line calls standard output, or standard input.
inline constexpr char kStandard[] = "-";

// A file that is written whole or not at all, or standard output.
class OutputFile {
 public:
  // Opens nothing for the path "". Errors: those of AtomicFile::Create.
  absl::Status Open(const std::string& path);

  // Requires a path that is not "". Cancels where nobody reads on.
  ByteSink Sink();

  // Ends the output of which `written` came: a file then has its name if all is well.
  absl::Status Finish(absl::Status written);

 private:
  std::unique_ptr<AtomicFile> file_;
  std::unique_ptr<ResultsOutput> standard_;
};

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_RESULTS_OUTPUT_FILE_H_
