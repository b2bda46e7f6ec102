#ifndef WINDOWLM_SRC_VECTORS_NUMPY_HEADER_H_
#define WINDOWLM_SRC_VECTORS_NUMPY_HEADER_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "src/input/byte_reader.h"

namespace windowlm {

// The first bytes of every .npy file; no text starts with them.
inline constexpr absl::string_view kNumpyMagic = "\x93NUMPY";

// The header of an .npy file (NEP 1, https://numpy.org/neps/nep-0001-npy-format.html), in version
// 1.0, for float32 values [rows x columns] in C order.
//
//   "\x93NUMPY"   version   length              dictionary, padded   values
//   6 bytes       2 bytes   2 bytes (later 4)   `length` bytes       4 rows x columns bytes
std::string NumpyHeader(uint64_t rows, uint64_t columns);

struct NumpyArray {
  uint64_t rows;
  uint64_t columns;
  // Of a value: 2, 4 or 8, for binary16, binary32 and binary64.
  size_t value_bytes;
  bool big_endian;
  // Whether values come column after column, and not row after row.
  bool fortran_order;
};

// Reads the header of an .npy file, in version 1.0, 2.0 or 3.0. Errors, which name the byte: it is
// not such a file, or its array does not hold floating-point values [rows x columns].
absl::StatusOr<NumpyArray> ReadNumpyHeader(ByteReader& reader);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_VECTORS_NUMPY_HEADER_H_
