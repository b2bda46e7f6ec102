#ifndef WINDOWLM_SRC_INPUT_DECODED_TEXT_H_
#define WINDOWLM_SRC_INPUT_DECODED_TEXT_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "src/input/utf16_text.h"
#include "src/input/utf8_text.h"

namespace windowlm {

enum class TextEncoding { kUtf8, kUtf16LittleEndian, kUtf16BigEndian };

// The encoding of a text by the byte order mark at its start: UTF-8 where there is none.
TextEncoding EncodingOf(absl::string_view start);

// Makes well-formed UTF-8 of a stream of bytes, UTF-8 or UTF-16, that comes in pieces cut anywhere
// but within its first two bytes. What is ill-formed becomes U+FFFD. A byte order mark at the very
// start is dropped.
class DecodedText {
 public:
  // Returns the text of the next piece, in whole characters: one that the piece cuts comes with the
  // piece that ends it. `last` says that no piece follows. The result stays valid until the next
  // call, or until the piece itself is gone.
  absl::string_view Next(absl::string_view piece, bool last);

  // The encoding; UTF-8 before the first piece.
  TextEncoding encoding() const { return encoding_; }

  // Ill-formed sequences met so far, and the offset in the stream of the first one's first byte.
  uint64_t invalid_sequences() const;
  uint64_t first_invalid_offset() const;

  // None of UTF-16.
  const SingleByteLetters& single_byte_letters() const { return utf8_.single_byte_letters(); }

 private:
  bool started_ = false;
  TextEncoding encoding_ = TextEncoding::kUtf8;
  Utf8Text utf8_;
  absl::optional<Utf16Text> utf16_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_INPUT_DECODED_TEXT_H_
