#include "tools/results/results_output.h"

#include <unistd.h>

#include "src/input/shown_text.h"

namespace windowlm {

ResultsOutput::ResultsOutput()
    : terminal_(isatty(STDOUT_FILENO) != 0), status_(stream_.Open(kStandard)) {}

std::string ResultsOutput::ForReader(absl::string_view text) const {
  return terminal_ ? ShownText(text) : std::string(text);
}

void ResultsOutput::Write(absl::string_view text) {
  if (!done()) status_ = stream_.Write(text);
}

void ResultsOutput::Flush() {
  if (!done()) status_ = stream_.Flush();
}

absl::Status ResultsOutput::Finish() {
  Flush();
  return absl::IsCancelled(status_) ? absl::OkStatus() : status_;
}

}  // namespace windowlm
