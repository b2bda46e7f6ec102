#ifndef WINDOWLM_SRC_VECTORS_NUMPY_HEADER_H_
#define WINDOWLM_SRC_VECTORS_NUMPY_HEADER_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "src/input/feed_reader.h"

namespace windowlm {

// What an .npy file starts with, and no text.
inline constexpr absl::string_view kNumpyMagic = "\x93NUMPY";

// What stands before the values of an array in an .npy file (NEP 1,
// https://numpy.org/neps/nep-0001-npy-format.html): of version 1.0, for float32 values
// [rows x columns] in the order of C.
std::string NumpyHeader(uint64_t rows, uint64_t columns);

struct NumpyShape {
  uint64_t rows;
  uint64_t columns;
};

// Reads what stands before the values: version 1.0, 2.0 or 3.0. Errors, which name the byte: it is
// no such file, or its array is not one of little-endian float32 [rows x columns] in C's order.
absl::StatusOr<NumpyShape> ReadNumpyHeader(FeedReader& reader);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_VECTORS_NUMPY_HEADER_H_
