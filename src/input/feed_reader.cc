#include "src/input/feed_reader.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "src/base/crc32c.h"

namespace windowlm {

absl::StatusOr<absl::string_view> FeedReader::Peek(size_t count) {
  while (!ended_ && buffer_.size() - begin_ < count) {
    const absl::StatusOr<absl::string_view> next = feed_();
    if (!next.ok()) return next.status();
    ended_ = next->empty();
    bytes_ += next->size();
    crc32c_ = ExtendCrc32c(crc32c_, *next);
    buffer_.erase(0, begin_);
    begin_ = 0;
    buffer_.append(next->data(), next->size());
  }
  return absl::string_view(buffer_).substr(begin_);
}

void FeedReader::Skip(size_t count) {
  begin_ += count;
  offset_ += count;
}

absl::StatusOr<bool> FeedReader::NextLine(absl::string_view* line) {
  ++lines_;
  size_t searched = 0;
  absl::StatusOr<absl::string_view> bytes = Peek(1);
  size_t end = absl::string_view::npos;
  while (bytes.ok()) {
    end = bytes->find('\n', searched);
    if (end != absl::string_view::npos || ended_ || bytes->size() > kMaxFeedLineBytes) break;
    searched = bytes->size();
    bytes = Peek(searched + 1);
  }
  if (!bytes.ok()) return bytes.status();
  const bool ends = end != absl::string_view::npos;
  const size_t length = ends ? end : bytes->size();
  if (length > kMaxFeedLineBytes) {
    return WrongLine(absl::StrCat("it is longer than ", kMaxFeedLineBytes, " bytes"));
  }
  if (!ends && length == 0) return false;
  *line = absl::StripSuffix(bytes->substr(0, length), "\r");
  Skip(length + (ends ? 1 : 0));
  return true;
}

absl::Status FeedReader::WrongLine(absl::string_view what) const {
  return absl::InvalidArgumentError(
      absl::StrCat("cannot read ", name_, ": line ", lines_, ": ", what));
}

absl::Status FeedReader::WrongByte(uint64_t offset, absl::string_view what) const {
  return absl::InvalidArgumentError(
      absl::StrCat("cannot read ", name_, ": byte ", offset, ": ", what));
}

}  // namespace windowlm
