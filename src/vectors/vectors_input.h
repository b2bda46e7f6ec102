#ifndef WINDOWLM_SRC_VECTORS_VECTORS_INPUT_H_
#define WINDOWLM_SRC_VECTORS_VECTORS_INPUT_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "src/vectors/foreign_vectors.h"

namespace windowlm {

// Reads another program's word vectors from a file, plain or compressed; the path "-" is standard
// input. The words of a NumPy file are read from WordsPath. Errors: those of FileInput::Open,
// Decompress and ReadForeignVectors; kInvalidArgument for a NumPy file on standard input, whose
// words cannot be found.
absl::StatusOr<ForeignVectors> ReadVectorsInput(const std::string& path,
                                                absl::optional<VectorFormat> format,
                                                const VectorsReading& reading = {});

}  // namespace windowlm

#endif  // WINDOWLM_SRC_VECTORS_VECTORS_INPUT_H_
