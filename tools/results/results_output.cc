#include "tools/results/results_output.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "src/input/shown_text.h"

namespace windowlm {

ResultsOutput::ResultsOutput() : terminal_(isatty(STDOUT_FILENO) != 0) {}

std::string ResultsOutput::ForReader(absl::string_view text) const {
  return terminal_ ? ShownText(text) : std::string(text);
}

void ResultsOutput::CheckErrno(const char* what) {
  done_ = true;
  if (errno == EPIPE) return;
  status_.Update(absl::UnavailableError(
      absl::StrCat("cannot ", what, " standard output: ", std::strerror(errno))));
}

void ResultsOutput::Write(absl::string_view text) {
  if (done_) return;
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) CheckErrno("write to");
}

void ResultsOutput::Flush() {
  if (!done_ && std::fflush(stdout) != 0) CheckErrno("write to");
}

absl::Status ResultsOutput::Finish() {
  Flush();
  return status_;
}

}  // namespace windowlm
