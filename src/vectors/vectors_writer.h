#ifndef WINDOWLM_SRC_VECTORS_VECTORS_WRITER_H_
#define WINDOWLM_SRC_VECTORS_VECTORS_WRITER_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "src/input/byte_sink.h"
#include "src/vectors/vector_format.h"

namespace windowlm {

// Writes word vectors for other programs. In text a value has the fewest digits that read back as
// the same float, so nothing is lost in any format, and the same vectors give the same bytes.
//
// A word is refused where it is empty, or holds what separates words in the format: ASCII's
// white space; of the words in a file of their own, tabs and line ends. Other bytes stay as they
// are: readers split lines at U+0020 alone, so that a no-break space, say, is part of its word.
class VectorsWriter {
 public:
  // For `words` vectors of `dimension` values. `words_sink` gets the words of the formats that
  // have a WordsPath; the others leave it alone.
  VectorsWriter(VectorFormat format, uint64_t words, uint64_t dimension, ByteSink sink,
                ByteSink words_sink = nullptr);

  // kInvalidArgument for a word as above, a vector of the wrong size or a value that is
  // not finite; the sinks' errors as they are. The first error is returned by every later
  // call.
  absl::Status Add(absl::string_view word, absl::Span<const float> vector);

  // An error where fewer words were added than announced. The last call.
  absl::Status Finish();

 private:
  absl::Status WriteHeaderOnce();
  absl::Status CheckWord(absl::string_view word, absl::Span<const float> vector) const;
  // Into piece_, what the format has for a word in the file of the vectors.
  void MakePiece(absl::string_view word, absl::Span<const float> vector);
  void AppendValues(char separator, absl::Span<const float> vector);

  const VectorFormat format_;
  const bool words_apart_;
  uint64_t words_;
  uint64_t dimension_;
  ByteSink sink_;
  ByteSink words_sink_;
  std::string piece_;
  bool header_written_ = false;
  uint64_t words_added_ = 0;
  absl::Status status_;
};

}  // namespace windowlm

#endif  // WINDOWLM_SRC_VECTORS_VECTORS_WRITER_H_
