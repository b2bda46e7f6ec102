// Word vectors that other programs wrote, as fuzz targets get them: a byte that says the format and
// how the bytes come, the file of the words up to an empty line, then the file of the vectors.

#ifndef WINDOWLM_TESTS_FUZZ_VECTORS_FILES_H_
#define WINDOWLM_TESTS_FUZZ_VECTORS_FILES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "src/vectors/foreign_vectors.h"

namespace windowlm {

// Requires bytes that are not empty.
absl::StatusOr<ForeignVectors> ReadFuzzedVectors(absl::string_view bytes,
                                                 const VectorsReading& reading);

// Requires what holds of all vectors that were read.
void CheckFuzzedVectors(const ForeignVectors& vectors);

// Requires the same word and the same numbers in the first `count` rows.
void RequireSameRows(const ForeignVectors& some, const ForeignVectors& others, size_t count);

std::vector<std::string> VectorsSeeds();

}  // namespace windowlm

#endif  // WINDOWLM_TESTS_FUZZ_VECTORS_FILES_H_
