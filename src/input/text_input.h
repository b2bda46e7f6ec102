#ifndef WINDOWLM_SRC_INPUT_TEXT_INPUT_H_
#define WINDOWLM_SRC_INPUT_TEXT_INPUT_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "src/input/byte_input.h"

namespace windowlm {

// The bytes of one text, decompressed, in blocks; "-" is standard input. They are UTF-8 or, behind
// a byte order mark, UTF-16 (src/input/decoded_text.h). For one thread.
class TextInput {
 public:
  static constexpr size_t kBlockBytes = size_t{1} << 18;
  // How much of its start shows what an input is: a NUL byte there, that it is not text.
  static constexpr size_t kStartBytes = size_t{1} << 16;

  // Requires `block_bytes` >= 2.
  // Errors: those of FileInput::Open and Decompress.
  static absl::StatusOr<TextInput> Open(const std::string& path, size_t block_bytes = kBlockBytes,
                                        Arrival arrival = Arrival::kWhole);

  // The next `block_bytes` bytes, fewer only at the end; empty after it. Valid until the next
  // call. What the blocks hold depends on the text alone, not on how it arrives, unless lines are
  // given at once.
  // Errors: damaged or cut compression, a failed read, a NUL byte or character early on, as UTF-16
  // without a byte order mark and UTF-32 have them.
  absl::StatusOr<absl::string_view> NextBlock();

  // The text's first kStartBytes bytes, fewer only if it has no more, or gives what has arrived.
  // There from the first call of
  // NextBlock on.
  absl::string_view start() const { return start_; }

  // Bytes of text, decompressed, given so far.
  uint64_t bytes() const { return bytes_; }

  const std::string& name() const { return name_; }

 private:
  TextInput(std::string name, std::unique_ptr<ByteInput> input, size_t block_bytes,
            Arrival arrival);
  absl::Status ReadStart();

  std::string name_;
  std::unique_ptr<ByteInput> input_;
  size_t block_bytes_;
  Arrival arrival_;
  std::unique_ptr<char[]> block_;
  bool started_ = false;
  std::string start_;
  uint64_t bytes_ = 0;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_INPUT_TEXT_INPUT_H_
