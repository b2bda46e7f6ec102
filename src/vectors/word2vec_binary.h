#ifndef WINDOWLM_SRC_VECTORS_WORD2VEC_BINARY_H_
#define WINDOWLM_SRC_VECTORS_WORD2VEC_BINARY_H_

#include "absl/status/status.h"
#include "src/input/byte_reader.h"
#include "src/vectors/vector_rows.h"

namespace windowlm {

// Reads word2vec's binary file to its end, or until `rows` are full; line feeds before a word are
// ignored.
//
// kInvalidArgument, with the byte: a malformed header; a file that ends early or goes on after the
// last word; white space in a word, which shows that the file is not what it seems; what VectorRows
// refuses; no words at all.
absl::Status ReadBinaryVectors(ByteReader& reader, VectorRows& rows);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_VECTORS_WORD2VEC_BINARY_H_
