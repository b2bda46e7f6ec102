#ifndef WINDOWLM_SRC_INPUT_FEED_READER_H_
#define WINDOWLM_SRC_INPUT_FEED_READER_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "src/input/byte_feed.h"

namespace windowlm {

// The longest line that NextLine reads.
inline constexpr size_t kMaxFeedLineBytes = size_t{4} << 20;

// Reads a feed in lines, or in pieces of any length. Memory grows with the bytes that have come,
// never with what a file announces. One thread at a time.
class FeedReader {
 public:
  // `name` stands for the source in errors.
  FeedReader(absl::string_view name, ByteFeed feed) : name_(name), feed_(std::move(feed)) {}

  // Shows the next bytes without taking them: `count` of them or more, fewer only at the end. Valid
  // until the next call of any function but Skip.
  absl::StatusOr<absl::string_view> Peek(size_t count);

  // Takes `count` of the bytes that Peek showed.
  void Skip(size_t count);

  // Takes the next line, without its "\n" or "\r\n", which the last one need not have. Returns
  // false at the end. *line is valid for as long as Peek's bytes are. Errors: those of the feed; a
  // line beyond kMaxFeedLineBytes.
  absl::StatusOr<bool> NextLine(absl::string_view* line);

  const std::string& name() const { return name_; }
  // Bytes taken so far.
  uint64_t offset() const { return offset_; }
  // Number of the line that NextLine gave last; the first is 1.
  uint64_t line() const { return lines_; }

  // The number and the CRC-32C of all bytes that the feed has given, taken or not.
  uint64_t bytes() const { return bytes_; }
  uint32_t crc32c() const { return crc32c_; }

  // A kInvalidArgument error with the message "cannot read NAME: line 7: WHAT", or with "byte 7"
  // instead.
  absl::Status WrongLine(absl::string_view what) const;
  absl::Status WrongByte(uint64_t offset, absl::string_view what) const;

 private:
  std::string name_;
  ByteFeed feed_;
  bool ended_ = false;
  // buffer_[begin_ ..) came from the feed and is not yet taken.
  std::string buffer_;
  size_t begin_ = 0;
  uint64_t offset_ = 0;
  uint64_t lines_ = 0;
  uint64_t bytes_ = 0;
  uint32_t crc32c_ = 0;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_INPUT_FEED_READER_H_
