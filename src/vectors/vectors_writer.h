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
// the same float, so nothing is lost in any format, and the same vectors give the same bytes. A
// model of fastText's is more than word vectors: WriteFastText writes it, and this refuses to.
//
// A word is refused if it is empty, or if this program would not read it back: in word2vec's binary
// file if it holds ASCII's white space, in text if it is not IsTextWord, and where words have a
// file of their own if it holds a line's end or, for TensorBoard, a tab. Other bytes stay as they
// are.
class VectorsWriter {
 public:
  // Makes a writer of `words` vectors of `dimension` values. `words_sink` gets the words if the
  // format has a WordsPath, and is not used otherwise.
  VectorsWriter(VectorFormat format, uint64_t words, uint64_t dimension, ByteSink sink,
                ByteSink words_sink = nullptr);

  // Writes one vector. Errors: kInvalidArgument for a word as above, a vector of the wrong size or
  // a value that is not finite; the sinks' errors as they are. The first error is returned by every
  // later call.
  absl::Status Add(absl::string_view word, absl::Span<const float> vector);

  // Fails if fewer words were added than announced. Must be the last call.
  absl::Status Finish();

 private:
  absl::Status WriteHeaderOnce();
  absl::Status CheckWord(absl::string_view word, absl::Span<const float> vector) const;
  // Sets piece_ to what the file of the vectors holds for one word.
  void MakePiece(absl::string_view word, absl::Span<const float> vector);
  void AppendValues(char separator, absl::Span<const float> vector);

  const VectorFormat format_;
  const bool has_words_file_;
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
