#ifndef WINDOWLM_SRC_VECTORS_VECTOR_FORMAT_H_
#define WINDOWLM_SRC_VECTORS_VECTOR_FORMAT_H_

#include <string>

#include "absl/strings/string_view.h"

namespace windowlm {

// Files of word vectors that other programs read and write. A line ends in a line feed.
enum class VectorFormat {
  // "V d", then a word and its d values a line, separated by spaces. fastText's .vec files have
  // this format too.
  kWord2vecText,
  // "V d" in a line of text; then each word, a space, its d values as little-endian binary32, and
  // a line feed, which some programs leave out.
  kWord2vecBinary,
  // The lines of word2vec's text without the first.
  kGlove,
  // An array [V x d] of little-endian binary32 as numpy.save writes it (NEP 1), and the
  // words in another file, one a line.
  kNumpy,
  // A model that fastText trained, a .bin file: the rows of words and of their n-grams, of which
  // the vectors are made, and all else that it would need to go on training.
  kFastText,
  // TensorBoard's projector: the values of a vector a line, separated by tabs, and the words in
  // another file, one a line. It is only written, never read.
  kTensorboard,
};

// The format's name in messages, such as "word2vec's text".
absl::string_view VectorFormatTitle(VectorFormat format);

// The path of the file of words that belongs to the vectors in `path`; empty if `path` holds the
// words too.
std::string WordsPath(VectorFormat format, const std::string& path);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_VECTORS_VECTOR_FORMAT_H_
