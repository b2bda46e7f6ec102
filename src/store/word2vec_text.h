#ifndef WINDOWLM_SRC_STORE_WORD2VEC_TEXT_H_
#define WINDOWLM_SRC_STORE_WORD2VEC_TEXT_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "src/store/byte_sink.h"

namespace windowlm {

// Word vectors as word2vec's text files, which most programs for vectors read:
//
//   V d
//   word value ... value      (V lines, d values each)
//
// Words and values are separated by single spaces, lines end in a line feed. A value has the
// fewest digits that read back as the same float, so nothing is lost, and the same
// vectors give the same bytes.
//
// A word is refused where it is empty or has one of ASCII's white-space characters, which
// separate words and lines in this format. Other bytes stay as they are: readers split
// lines at U+0020 alone, so that a no-break space, say, is part of its word.
class Word2vecTextWriter {
 public:
  // For `words` vectors of `dimension` values.
  Word2vecTextWriter(uint64_t words, uint64_t dimension, ByteSink sink);

  // kInvalidArgument for a word as above, a vector of the wrong size or a value that is
  // not finite; the sink's errors as they are. The first error is returned by every later
  // call.
  absl::Status Add(absl::string_view word, absl::Span<const float> vector);

  // An error where fewer words were added than announced. The last call.
  absl::Status Finish();

 private:
  absl::Status WriteHeaderOnce();
  absl::Status CheckWord(absl::string_view word, absl::Span<const float> vector) const;

  uint64_t words_;
  uint64_t dimension_;
  ByteSink sink_;
  std::string line_;
  bool header_written_ = false;
  uint64_t words_added_ = 0;
  absl::Status status_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_STORE_WORD2VEC_TEXT_H_
