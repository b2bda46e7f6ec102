#ifndef WINDOWLM_SRC_INPUT_BYTE_SOURCE_H_
#define WINDOWLM_SRC_INPUT_BYTE_SOURCE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace windowlm {

// A known number of bytes, read from first to last. One thread at a time.
class ByteSource {
 public:
  // Opens a regular file; anything else is an error. It is read in large pieces, not mapped, since
  // truncating a mapped file kills its readers. Its size is taken here; bytes appended later are
  // not read.
  static absl::StatusOr<std::unique_ptr<ByteSource>> OpenFile(absl::string_view path);
  // The same, where errors are to call the file `name`.
  static absl::StatusOr<std::unique_ptr<ByteSource>> OpenFile(absl::string_view path,
                                                              absl::string_view name);

  // Reads bytes in memory, which must outlive the source; `name` stands in for a path in errors.
  static std::unique_ptr<ByteSource> FromBytes(absl::string_view name, absl::string_view bytes);

  virtual ~ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  // The next `count` bytes, valid until the next call. Errors: kDataLoss if fewer remain; those of
  // the system.
  absl::StatusOr<absl::string_view> Read(size_t count);

  const std::string& name() const { return name_; }
  // The offset of the next byte.
  uint64_t offset() const { return offset_; }
  uint64_t remaining() const { return size_ - offset_; }

 protected:
  ByteSource(absl::string_view name, uint64_t size) : name_(name), size_(size) {}

 private:
  // Implements Read for count <= remaining().
  virtual absl::StatusOr<absl::string_view> ReadRemaining(size_t count) = 0;

  std::string name_;
  uint64_t size_;
  uint64_t offset_ = 0;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_INPUT_BYTE_SOURCE_H_
