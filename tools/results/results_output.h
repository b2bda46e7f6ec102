#ifndef WINDOWLM_TOOLS_RESULTS_RESULTS_OUTPUT_H_
#define WINDOWLM_TOOLS_RESULTS_RESULTS_OUTPUT_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "tools/results/output_stream.h"

namespace windowlm {

// Writes results to standard output. A reader that has gone (`| head`) is no error: what follows is
// dropped, and done() tells that there is no use in continuing.
class ResultsOutput {
 public:
  ResultsOutput();
  ResultsOutput(const ResultsOutput&) = delete;
  ResultsOutput& operator=(const ResultsOutput&) = delete;

  void Write(absl::string_view text);

  // `text`, which comes from data, for output that programs read when it goes to a file or a pipe:
  // as it is then, and as ShownText where standard output is a terminal.
  std::string ForReader(absl::string_view text) const;

  // Writes out what is buffered, so that a reader who waits for an answer gets it.
  void Flush();

  // Whether nobody reads any more, or a write has failed.
  bool done() const { return !status_.ok(); }

  // Call this after the last Write. OK if all of it was written, or its reader has gone; the error
  // of OutputStream otherwise.
  absl::Status Finish();

 private:
  const bool terminal_;
  OutputStream stream_;
  // The first error; kCancelled if nobody reads any more.
  absl::Status status_;
};

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_RESULTS_RESULTS_OUTPUT_H_
