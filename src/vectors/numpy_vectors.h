#ifndef WINDOWLM_SRC_VECTORS_NUMPY_VECTORS_H_
#define WINDOWLM_SRC_VECTORS_NUMPY_VECTORS_H_

#include "absl/status/status.h"
#include "src/input/byte_reader.h"
#include "src/vectors/vector_rows.h"

namespace windowlm {

// Reads an .npy file and its words, one a line, to their ends, or until `rows` are full. Values
// become the nearest floats. An array in Fortran's order is whole in memory before its first row
// is, but for what lies beyond the limit of a reading that is not lenient.
//
// kInvalidArgument, with the byte or line: what ReadNumpyHeader refuses; a file that ends early or
// goes on; more or fewer words than rows; what VectorRows refuses; no words at all.
absl::Status ReadNumpyVectors(const VectorsReading& reading, ByteReader& reader, ByteReader& words,
                              VectorRows& rows);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_VECTORS_NUMPY_VECTORS_H_
