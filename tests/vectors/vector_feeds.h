#ifndef WINDOWLM_TESTS_VECTORS_VECTOR_FEEDS_H_
#define WINDOWLM_TESTS_VECTORS_VECTOR_FEEDS_H_

#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "src/input/byte_feed.h"
#include "src/vectors/foreign_vectors.h"

namespace windowlm {

// Gives `bytes` in pieces of `piece` bytes, the last one perhaps shorter.
inline ByteFeed FeedOf(const std::string& bytes, size_t piece) {
  const auto all = std::make_shared<std::string>(bytes);
  size_t given = 0;
  return [all, given, piece]() mutable -> absl::StatusOr<absl::string_view> {
    const absl::string_view next = absl::string_view(*all).substr(given, piece);
    given += next.size();
    return next;
  };
}

// The vectors in a file's bytes, called "vectors" in errors; the words that are apart are those of
// "words".
inline absl::StatusOr<ForeignVectors> ReadVectorBytes(
    const std::string& bytes, absl::optional<VectorFormat> format = absl::nullopt,
    const std::string& words = "", size_t piece = 1000) {
  return ReadForeignVectors({"vectors", FeedOf(bytes, piece)}, format,
                            [&]() -> absl::StatusOr<NamedFeed> {
                              return NamedFeed{"words", FeedOf(words, piece)};
                            });
}

// [2 x 2] of 1, -0.5 and 0.1, 2 as numpy.save writes it (NumPy 1.24).
inline std::string SmallNumpyFile() {
  const std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }";
  return std::string("\x93NUMPY\x01\0\x76\0", 10) + header + std::string(117 - header.size(), ' ') +
         "\n" + std::string("\0\0\x80\x3f\0\0\0\xbf\xcd\xcc\xcc\x3d\0\0\0\x40", 16);
}

// The same with words, "the" and "cat", as word2vec.c writes it.
inline std::string SmallBinaryFile() {
  return std::string("2 2\nthe ") + std::string("\0\0\x80\x3f\0\0\0\xbf", 8) + "\ncat " +
         std::string("\xcd\xcc\xcc\x3d\0\0\0\x40", 8) + "\n";
}

}  // namespace windowlm

#endif  // WINDOWLM_TESTS_VECTORS_VECTOR_FEEDS_H_
