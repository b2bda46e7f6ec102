#ifndef WINDOWLM_SRC_VECTORS_FOREIGN_VECTORS_H_
#define WINDOWLM_SRC_VECTORS_FOREIGN_VECTORS_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "src/input/byte_input.h"
#include "src/vectors/vector_format.h"
#include "src/vectors/vector_rows.h"

namespace windowlm {

struct NamedInput {
  // What errors call the input.
  std::string name;
  std::unique_ptr<ByteInput> input;
};

// Reads word vectors that another program wrote, `vectors`; `open_words` opens the file of words if
// the format has one. Without a `format`, the start of the file tells it: NumPy's magic bytes mean
// NumPy, and fastText's magic number its model; a line of two whole numbers means word2vec, in
// binary if the line after it is not text; anything else means GloVe's text.
//
// Errors: those of the inputs; kInvalidArgument for a file that is not in its format, with the line
// or byte where that shows, and for one that CheckIsNoOtherKind knows, with what it is. Nothing is
// repaired, and nothing but the flaws of a lenient reading skipped. Memory grows with the bytes
// that come, never with what a file announces.
absl::StatusOr<ForeignVectors> ReadForeignVectors(
    NamedInput vectors, absl::optional<VectorFormat> format, const VectorsReading& reading,
    const std::function<absl::StatusOr<NamedInput>()>& open_words);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_VECTORS_FOREIGN_VECTORS_H_
