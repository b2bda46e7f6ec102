#ifndef WINDOWLM_SRC_INPUT_UTF8_TEXT_H_
#define WINDOWLM_SRC_INPUT_UTF8_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace windowlm {

// The length of the longest prefix of `bytes` that is well-formed UTF-8 (Unicode, table 3-7).
size_t ValidUtf8Prefix(absl::string_view bytes);

// Makes well-formed UTF-8 of a stream of bytes that comes in pieces cut anywhere. Each maximal
// subpart of an ill-formed sequence becomes one U+FFFD (Unicode, section 3.9, "U+FFFD
// Substitution of Maximal Subparts"). A byte order mark at the very start is dropped.
class Utf8Text {
 public:
  // Returns the text of the next piece, in whole sequences: one that the piece cuts comes with the
  // piece that ends it. `last` says that no piece follows. The result stays valid until the next
  // call, or until the piece itself is gone.
  absl::string_view Next(absl::string_view piece, bool last);

  // Ill-formed sequences met so far, and the offset in the stream of the first one's first byte.
  uint64_t invalid_sequences() const { return invalid_sequences_; }
  uint64_t first_invalid_offset() const { return first_invalid_offset_; }

 private:
  absl::string_view Repair(absl::string_view bytes, size_t valid, bool last);

  // The start of a sequence whose end has not come.
  std::string cut_;
  std::string joined_;
  std::string repaired_;
  // Number of bytes of the stream before those that Next looks at.
  uint64_t offset_ = 0;
  bool at_start_ = true;
  uint64_t invalid_sequences_ = 0;
  uint64_t first_invalid_offset_ = 0;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_INPUT_UTF8_TEXT_H_
