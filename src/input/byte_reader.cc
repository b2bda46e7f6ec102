#include "src/input/byte_reader.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "src/base/crc32c.h"

namespace windowlm {
namespace {

// How many bytes one read asks the input for.
constexpr size_t kBlockBytes = size_t{1} << 18;

}  // namespace

absl::StatusOr<absl::string_view> ByteReader::Peek(size_t count) {
  while (!ended_ && buffer_.size() - begin_ < count) {
    crc32c_ = crc32c();
    buffer_.erase(0, begin_);
    begin_ = 0;
    const size_t kept = buffer_.size();
    buffer_.resize(kept + kBlockBytes);
    const absl::StatusOr<size_t> read = input_->Read(&buffer_[kept], kBlockBytes);
    buffer_.resize(kept + (read.ok() ? *read : 0));
    if (!read.ok()) return read.status();
    ended_ = *read == 0;
  }
  return absl::string_view(buffer_).substr(begin_);
}

void ByteReader::Skip(size_t count) {
  begin_ += count;
  offset_ += count;
}

uint32_t ByteReader::crc32c() const {
  return ExtendCrc32c(crc32c_, absl::string_view(buffer_).substr(0, begin_));
}

absl::StatusOr<bool> ByteReader::NextLine(absl::string_view* line) {
  ++lines_;
  size_t searched = 0;
  absl::StatusOr<absl::string_view> bytes = Peek(1);
  size_t end = absl::string_view::npos;
  while (bytes.ok()) {
    end = bytes->find('\n', searched);
    if (end != absl::string_view::npos || ended_ || bytes->size() > kMaxReaderLineBytes) break;
    searched = bytes->size();
    bytes = Peek(searched + 1);
  }
  if (!bytes.ok()) return bytes.status();
  const bool ends = end != absl::string_view::npos;
  const size_t length = ends ? end : bytes->size();
  if (length > kMaxReaderLineBytes) {
    return WrongLine(absl::StrCat("it is longer than ", kMaxReaderLineBytes, " bytes"));
  }
  if (!ends && length == 0) return false;
  *line = absl::StripSuffix(bytes->substr(0, length), "\r");
  Skip(length + (ends ? 1 : 0));
  return true;
}

absl::Status ByteReader::WrongLine(absl::string_view what) const {
  return absl::InvalidArgumentError(
      absl::StrCat("cannot read ", name_, ": line ", lines_, ": ", what));
}

absl::Status ByteReader::WrongByte(uint64_t offset, absl::string_view what) const {
  return absl::InvalidArgumentError(
      absl::StrCat("cannot read ", name_, ": byte ", offset, ": ", what));
}

}  // namespace windowlm
