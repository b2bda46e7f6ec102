#ifndef WINDOWLM_SRC_VECTORS_FASTTEXT_BINARY_H_
#define WINDOWLM_SRC_VECTORS_FASTTEXT_BINARY_H_

#include "absl/status/statusor.h"
#include "src/input/byte_reader.h"
#include "src/vectors/vector_rows.h"

namespace windowlm {

// Reads fastText's model file (fasttext_format.h) of version 11 or 12 to its end, or, if
// `reading` has fewer words than it, as far as it is needed. The vectors are
// those that fastText answers for the words: the mean of a word's own row and those of its n-grams.
// The result has subwords if the model has n-grams of characters, with all buckets' rows. Labels
// are no words, and are left out, as are the output matrix and the rows of n-grams of words. The
// result's size and CRC-32C are 0.
//
// kInvalidArgument, with the byte: a quantised model; another version; numbers that do not fit each
// other, or that no model has; n-grams of more than 100 characters; a file that ends early or goes
// on; a value that is not finite; what VectorRows refuses; no words at all.
absl::StatusOr<ForeignVectors> ReadFastText(ByteReader& reader, const VectorsReading& reading);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_VECTORS_FASTTEXT_BINARY_H_
