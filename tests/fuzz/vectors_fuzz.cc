// The readers of word vectors, as strict as they are.

#include <string>
#include <vector>

#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/vectors_files.h"

namespace windowlm {

void FuzzOne(absl::string_view bytes) {
  if (bytes.empty()) return;
  const absl::StatusOr<ForeignVectors> vectors = ReadFuzzedVectors(bytes, {});
  if (!vectors.ok()) return;
  Require(vectors->passed_over.empty(), "nothing is passed over");
  CheckFuzzedVectors(*vectors);
}

std::vector<std::string> FuzzSeeds() { return VectorsSeeds(); }

}  // namespace windowlm
