#include "tools/results/output_file.h"

#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace windowlm {

absl::Status OutputFile::Open(const std::string& path) {
  if (path.empty()) return absl::OkStatus();
  if (IsStream(path)) {
    stream_ = std::make_unique<OutputStream>();
    return stream_->Open(path);
  }
  absl::StatusOr<std::unique_ptr<AtomicFile>> file = AtomicFile::Create(path);
  if (file.ok()) file_ = *std::move(file);
  return file.status();
}

ByteSink OutputFile::Sink() {
  if (file_ != nullptr) return file_->Sink();
  return [this](absl::string_view bytes) { return stream_->Write(bytes); };
}

absl::Status OutputFile::Prepare() {
  return file_ != nullptr ? file_->Prepare() : absl::OkStatus();
}

absl::Status OutputFile::Finish(absl::Status written) {
  if (stream_ != nullptr) {
    const absl::Status flushed = stream_->Flush();
    if (absl::IsCancelled(flushed)) return absl::OkStatus();
    written.Update(flushed);
    return written;
  }
  if (written.ok() && file_ != nullptr) return file_->Commit();
  return written;
}

absl::Status CheckOutputFile(const std::string& path) {
  return path.empty() || IsStream(path) ? absl::OkStatus() : CheckWritable(path);
}

}  // namespace windowlm
