#ifndef WINDOWLM_SRC_INPUT_UTF8_TEXT_H_
#define WINDOWLM_SRC_INPUT_UTF8_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace windowlm {

// The length of the longest prefix of `bytes` that is well-formed UTF-8 (Unicode, table 3-7).
size_t ValidUtf8Prefix(absl::string_view bytes);

// Appends a character, no surrogate, to *text in UTF-8.
void AppendUtf8(char32_t character, std::string* text);

// What tells a text in Latin-1 or Windows-1252 from damaged UTF-8.
struct SingleByteLetters {
  // Ill-formed sequences of one byte beside an ASCII letter.
  uint64_t letters = 0;
  // Those of them below a0, which are letters and quotes in Windows-1252 alone.
  uint64_t windows_letters = 0;
  // Bytes above 7f in the pieces that have ill-formed sequences.
  uint64_t non_ascii_bytes = 0;

  SingleByteLetters& operator+=(const SingleByteLetters& other);
  SingleByteLetters operator-(const SingleByteLetters& other) const;

  // The encoding that the text seems to have, by the name that iconv gives it; empty if none. More
  // than 3% of the bytes above 7f must be such letters: a few may be damage.
  absl::string_view Encoding() const;
};

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
  const SingleByteLetters& single_byte_letters() const { return single_byte_letters_; }

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
  SingleByteLetters single_byte_letters_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_INPUT_UTF8_TEXT_H_
