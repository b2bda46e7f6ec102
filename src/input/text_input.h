#ifndef WINDOWLM_SRC_INPUT_TEXT_INPUT_H_
#define WINDOWLM_SRC_INPUT_TEXT_INPUT_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "src/input/byte_input.h"

namespace windowlm {

// The bytes of one text, decompressed, in blocks; "-" is standard input. For one thread.
class TextInput {
 public:
  static constexpr size_t kBlockBytes = size_t{1} << 18;
  // A NUL byte before this offset shows that the input is not text.
  static constexpr uint64_t kBinaryCheckBytes = uint64_t{1} << 16;

  // Requires `block_bytes` >= 2.
  // Errors: those of FileInput::Open and Decompress.
  static absl::StatusOr<TextInput> Open(const std::string& path, size_t block_bytes = kBlockBytes);

  // The next `block_bytes` bytes, fewer only at the end; empty after it. Valid until the next
  // call. What the blocks hold depends on the text alone, not on how it arrives.
  // Errors: damaged or cut compression, a failed read, UTF-16, a NUL byte early on.
  absl::StatusOr<absl::string_view> NextBlock();

  // Bytes of text, decompressed, given so far.
  uint64_t bytes() const { return bytes_; }

  const std::string& name() const { return name_; }

 private:
  TextInput(std::string name, std::unique_ptr<ByteInput> input, size_t block_bytes);
  absl::Status CheckIsText(absl::string_view block) const;

  std::string name_;
  std::unique_ptr<ByteInput> input_;
  size_t block_bytes_;
  std::unique_ptr<char[]> block_;
  uint64_t bytes_ = 0;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_INPUT_TEXT_INPUT_H_
