#ifndef WINDOWLM_TOOLS_RESULTS_RESULTS_OUTPUT_H_
#define WINDOWLM_TOOLS_RESULTS_RESULTS_OUTPUT_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace windowlm {

// Results on standard output. A reader that has gone (`| head`) is no error: what
// follows is dropped, and done() tells that there is no use in going on.
class ResultsOutput {
 public:
  ResultsOutput() = default;
  ResultsOutput(const ResultsOutput&) = delete;
  ResultsOutput& operator=(const ResultsOutput&) = delete;

  void Write(absl::string_view text);

  // Hands on what is buffered, so that who waits for an answer gets it.
  void Flush();

  // Nobody reads any more, or a write has failed.
  bool done() const { return done_; }

  // After the last Write: whether all of it got out. Names what the system said.
  absl::Status Finish();

 private:
  void CheckErrno(const char* what);

  bool done_ = false;
  absl::Status status_;
};

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_RESULTS_RESULTS_OUTPUT_H_
