#ifndef WINDOWLM_TESTS_VECTORS_VECTOR_BYTES_H_
#define WINDOWLM_TESTS_VECTORS_VECTOR_BYTES_H_

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "src/input/byte_input.h"
#include "src/vectors/foreign_vectors.h"

namespace windowlm {

// Gives `bytes` in pieces of `piece` bytes, the last one perhaps shorter, as a slow pipe would.
class PieceInput : public ByteInput {
 public:
  PieceInput(std::string bytes, size_t piece) : bytes_(std::move(bytes)), piece_(piece) {}

  absl::StatusOr<size_t> Read(char* buffer, size_t capacity) override {
    const size_t count = bytes_.copy(buffer, std::min(piece_, capacity), given_);
    given_ += count;
    return count;
  }

 private:
  const std::string bytes_;
  const size_t piece_;
  size_t given_ = 0;
};

// The vectors in a file's bytes, called "vectors" in errors; the words that are apart are those of
// "words".
inline absl::StatusOr<ForeignVectors> ReadVectorBytes(
    const std::string& bytes, absl::optional<VectorFormat> format = absl::nullopt,
    const std::string& words = "", size_t piece = 1000, const VectorsReading& reading = {}) {
  return ReadForeignVectors(
      {"vectors", std::make_unique<PieceInput>(bytes, piece)}, format, reading,
      [&]() -> absl::StatusOr<NamedInput> {
        return NamedInput{"words", std::make_unique<PieceInput>(words, piece)};
      });
}

// An .npy file of the values of these bytes.
inline std::string NumpyFile(const std::string& type, const std::string& fortran_order,
                             const std::string& shape, const std::string& values) {
  const std::string header =
      "{'descr': '" + type + "', 'fortran_order': " + fortran_order + ", 'shape': " + shape + ", }";
  return std::string("\x93NUMPY\x01\0\x76\0", 10) + header + std::string(117 - header.size(), ' ') +
         "\n" + values;
}

// [2 x 2] of 1, -0.5 and 0.1, 2 as numpy.save writes it (NumPy 1.24).
inline std::string SmallNumpyFile() {
  return NumpyFile("<f4", "False", "(2, 2)",
                   std::string("\0\0\x80\x3f\0\0\0\xbf\xcd\xcc\xcc\x3d\0\0\0\x40", 16));
}

// [2 x 2] of 1, -0.5 and 0.1, 2 as binary64 in Fortran's order and the network's.
inline std::string BigEndianNumpyFile() {
  return NumpyFile(">f8", "True", "(2, 2)",
                   std::string("\x3f\xf0\0\0\0\0\0\0\x3f\xb9\x99\x99\x99\x99\x99\x9a"
                               "\xbf\xe0\0\0\0\0\0\0\x40\0\0\0\0\0\0\0",
                               32));
}

// The same numbers as SmallNumpyFile's with words, "the" and "cat", as word2vec.c writes it.
inline std::string SmallBinaryFile() {
  return std::string("2 2\nthe ") + std::string("\0\0\x80\x3f\0\0\0\xbf", 8) + "\ncat " +
         std::string("\xcd\xcc\xcc\x3d\0\0\0\x40", 8) + "\n";
}

}  // namespace windowlm

#endif  // WINDOWLM_TESTS_VECTORS_VECTOR_BYTES_H_
