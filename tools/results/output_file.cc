#include "tools/results/output_file.h"

#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace windowlm {

absl::Status OutputFile::Open(const std::string& path) {
  if (path.empty()) return absl::OkStatus();
  if (path == kStandard) {
    standard_ = std::make_unique<ResultsOutput>();
    return absl::OkStatus();
  }
  absl::StatusOr<std::unique_ptr<AtomicFile>> file = AtomicFile::Create(path);
  if (file.ok()) file_ = *std::move(file);
  return file.status();
}

ByteSink OutputFile::Sink() {
  if (file_ != nullptr) return file_->Sink();
  return [this](absl::string_view bytes) {
    standard_->Write(bytes);
    return standard_->done() ? absl::CancelledError("nobody reads on") : absl::OkStatus();
  };
}

absl::Status OutputFile::Finish(absl::Status written) {
  if (standard_ != nullptr) {
    const bool cut_short = standard_->done();
    absl::Status status = standard_->Finish();
    if (!cut_short) status.Update(written);
    return status;
  }
  if (written.ok() && file_ != nullptr) return file_->Commit();
  return written;
}

}  // namespace windowlm
