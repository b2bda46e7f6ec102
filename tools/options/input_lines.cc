#include "tools/options/input_lines.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"

namespace windowlm {

absl::Status InputLines::Read() {
  constexpr size_t kPiece = size_t{64} << 10;
  buffer_.erase(0, begin_);
  begin_ = 0;
  const size_t size = buffer_.size();
  buffer_.resize(size + kPiece);
  ssize_t count = 0;
  do {
    count = read(STDIN_FILENO, &buffer_[size], kPiece);
  } while (count < 0 && errno == EINTR);
  const int error_number = errno;
  buffer_.resize(size + static_cast<size_t>(count > 0 ? count : 0));
  if (count < 0) {
    return absl::Status(absl::ErrnoToStatusCode(error_number),
                        absl::StrCat("cannot read line ", lines_,
                                     " of standard input: ", std::strerror(error_number)));
  }
  at_end_ = count == 0;
  return absl::OkStatus();
}

absl::StatusOr<bool> InputLines::Next(std::string* line, bool* overlong) {
  line->clear();
  *overlong = false;
  ++lines_;
  size_t searched = 0;
  size_t end = std::string::npos;
  while ((end = buffer_.find('\n', begin_ + searched)) == std::string::npos) {
    searched = buffer_.size() - begin_;
    if (at_end_) break;
    if (searched > kMaxLineBytes) {
      // The start of the line is kept; the rest is dropped as it comes.
      *overlong = true;
      buffer_.resize(begin_ + kMaxLineBytes);
      searched = kMaxLineBytes;
    }
    if (absl::Status status = Read(); !status.ok()) return status;
  }
  const bool ends = end != std::string::npos;
  const size_t length = ends ? end - begin_ : searched;
  if (!ends && length == 0) return false;
  *overlong = *overlong || length > kMaxLineBytes;
  line->assign(buffer_, begin_, *overlong ? kShownBytes : length);
  begin_ += length + (ends ? 1 : 0);
  if (!line->empty() && line->back() == '\r') line->pop_back();
  return true;
}

}  // namespace windowlm
