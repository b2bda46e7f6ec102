#ifndef WINDOWLM_SRC_INPUT_BYTE_READER_H_
#define WINDOWLM_SRC_INPUT_BYTE_READER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "src/input/byte_input.h"

namespace windowlm {

// The longest line that NextLine reads.
inline constexpr size_t kMaxReaderLineBytes = size_t{4} << 20;

// Reads an input in lines, or in pieces of any length. Memory grows with the bytes that have come,
// never with what a file announces. Call it from one thread at a time.
class ByteReader {
 public:
  // `name` stands for the input in errors.
  ByteReader(absl::string_view name, std::unique_ptr<ByteInput> input)
      : name_(name), input_(std::move(input)) {}

  // Shows the next bytes without taking them: `count` of them or more, fewer only at the end. They
  // are valid until the next call of any function but Skip. Errors: those of the input.
  absl::StatusOr<absl::string_view> Peek(size_t count);

  // Takes `count` of the bytes that Peek showed.
  void Skip(size_t count);

  // Takes the next line, without its "\n" or "\r\n", which the last one need not have. Returns
  // false at the end. *line is valid for as long as Peek's bytes are. Errors: those of the input;
  // kInvalidArgument for a line beyond kMaxReaderLineBytes.
  absl::StatusOr<bool> NextLine(absl::string_view* line);

  const std::string& name() const { return name_; }
  // The number of bytes taken so far.
  uint64_t offset() const { return offset_; }
  // The number of the line that NextLine gave last; the first is 1.
  uint64_t line() const { return lines_; }

  // The CRC-32C of the bytes taken so far.
  uint32_t crc32c() const;

  // A kInvalidArgument error with the message "cannot read NAME: line 7: WHAT", or with "byte 7"
  // instead.
  absl::Status WrongLine(absl::string_view what) const;
  absl::Status WrongByte(uint64_t offset, absl::string_view what) const;

 private:
  std::string name_;
  std::unique_ptr<ByteInput> input_;
  bool ended_ = false;
  // buffer_[begin_ ..) came from the input and is not yet taken; what is before it was.
  std::string buffer_;
  size_t begin_ = 0;
  uint64_t offset_ = 0;
  uint64_t lines_ = 0;
  // Of the bytes taken before buffer_[0].
  uint32_t crc32c_ = 0;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_INPUT_BYTE_READER_H_
