#ifndef WINDOWLM_SRC_VECTORS_VECTORS_TEXT_H_
#define WINDOWLM_SRC_VECTORS_VECTORS_TEXT_H_

#include "absl/status/status.h"
#include "src/input/byte_reader.h"
#include "src/vectors/vector_rows.h"

namespace windowlm {

// Reads word2vec's text (with a header) or GloVe's (without) to its end. Spaces and tabs separate
// fields; those at a line's end, which word2vec and fastText write, are ignored. A word may contain
// spaces, as some of GloVe's do, if its last part is not a number. Values are the floats nearest to
// what is written.
//
// kInvalidArgument, with the line: a malformed header; a line that is not a word with as many
// values as the header announces or, without a header, the first line has; what VectorRows refuses;
// more or fewer lines than the header announces; no words at all.
absl::Status ReadTextVectors(bool has_header, ByteReader& reader, VectorRows& rows);

// Whether a line is the header of word2vec's text or binary file. If so, sets the numbers of words
// and of values of each that it announces.
bool ParseWord2vecHeader(absl::string_view line, uint64_t* words, uint64_t* dimension);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_VECTORS_VECTORS_TEXT_H_
