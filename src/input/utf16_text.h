#ifndef WINDOWLM_SRC_INPUT_UTF16_TEXT_H_
#define WINDOWLM_SRC_INPUT_UTF16_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace windowlm {

// Makes well-formed UTF-8 of a stream of UTF-16 that comes in pieces cut anywhere. A surrogate
// without its other half becomes U+FFFD, and so does half a code unit at the end. A byte order mark
// at the very start is dropped.
class Utf16Text {
 public:
  explicit Utf16Text(bool big_endian) : big_endian_(big_endian) {}

  // Returns the text of the next piece, in whole characters: one that the piece cuts comes with the
  // piece that ends it. `last` says that no piece follows. The result stays valid until the next
  // call.
  absl::string_view Next(absl::string_view piece, bool last);

  // What became U+FFFD so far, and the offset in the stream of the first one's first byte.
  uint64_t invalid_sequences() const { return invalid_sequences_; }
  uint64_t first_invalid_offset() const { return first_invalid_offset_; }

 private:
  // Appends what the code unit at `offset` of the stream makes complete.
  void AddUnit(char32_t unit, uint64_t offset);
  void AddInvalid(uint64_t offset);

  bool big_endian_;
  std::string text_;
  uint64_t offset_ = 0;
  // The first byte of a code unit whose second has not come.
  bool has_cut_ = false;
  unsigned char cut_ = 0;
  // A high surrogate whose low one has not come; 0: none.
  char32_t high_ = 0;
  uint64_t invalid_sequences_ = 0;
  uint64_t first_invalid_offset_ = 0;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_INPUT_UTF16_TEXT_H_
