#ifndef WINDOWLM_SRC_VECTORS_VECTORS_TEXT_H_
#define WINDOWLM_SRC_VECTORS_VECTORS_TEXT_H_

#include "absl/status/status.h"
#include "src/input/byte_reader.h"
#include "src/vectors/vector_rows.h"

namespace windowlm {

// Reads word2vec's text (with a header) or GloVe's (without) to its end. Spaces and tabs separate
// fields; those at a line's end, which word2vec and fastText write, are ignored. A word may contain
// spaces, as some of GloVe's do, if its last part is not a number. Values are the floats nearest to
// what is written. Nothing is read after the line at which `rows` are full.
//
// kInvalidArgument, with the line: a malformed header; what VectorRows refuses; no words at all. A
// line is a flaw if it is not a word with as many values as the header announces or, without a
// header, the first line has; a lenient reading takes for that what most of the first lines have.
// So is a number of words that the header does not announce.
absl::Status ReadTextVectors(bool has_header, ByteReader& reader, VectorRows& rows);

// Whether ReadTextVectors finds the same word in a line of this word, a space and numbers.
bool IsTextWord(absl::string_view word);

// How many fields at the end of a line are numbers; its first field does not count.
size_t CountTrailingNumbers(absl::string_view line);

// Whether a line is the header of word2vec's text or binary file. If so, sets the numbers of words
// and of values of each that it announces.
bool ParseWord2vecHeader(absl::string_view line, uint64_t* words, uint64_t* dimension);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_VECTORS_VECTORS_TEXT_H_
