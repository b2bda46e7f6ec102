// The readers of word vectors, when they pass over flaws and stop at a limit.

#include <algorithm>
#include <string>
#include <vector>

#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/vectors_files.h"

namespace windowlm {

void FuzzOne(absl::string_view bytes) {
  if (bytes.empty()) return;
  VectorsReading lenient;
  lenient.lenient = true;
  const absl::StatusOr<ForeignVectors> vectors = ReadFuzzedVectors(bytes, lenient);
  const absl::StatusOr<ForeignVectors> strictly = ReadFuzzedVectors(bytes, {});
  if (strictly.ok()) {
    Require(vectors.ok() && vectors->passed_over.empty(), "what has no flaw is read");
    Require(vectors->words.size() == strictly->words.size(), "no word is lost");
    RequireSameRows(*vectors, *strictly, strictly->words.size());
  }
  if (!vectors.ok()) return;
  CheckFuzzedVectors(*vectors);
  lenient.limit = 1;
  const absl::StatusOr<ForeignVectors> one = ReadFuzzedVectors(bytes, lenient);
  // A fastText model may have no word but ones with flaws among those that are read.
  if (!one.ok()) return;
  Require(one->words.size() == 1, "there are not more than were asked for");
  Require(one->bytes <= vectors->bytes, "not more is read");
  CheckFuzzedVectors(*one);
  RequireSameRows(*one, *vectors, 1);
}

std::vector<std::string> FuzzSeeds() {
  std::vector<std::string> seeds = VectorsSeeds();
  const std::string flaws =
      "9 2\nthe 1 2\n 1 2\n\nthe 1 2\ncat 1\ndog x 2\nemu 1 inf\nnew york 3 4\n";
  // In word2vec's text, in GloVe's, and in what is found out.
  for (const char format : {'\0', '\2', '\5'})
    seeds.push_back(std::string(1, format) + "\n\n" + flaws);
  return seeds;
}

}  // namespace windowlm
