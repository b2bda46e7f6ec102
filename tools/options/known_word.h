#ifndef WINDOWLM_TOOLS_OPTIONS_KNOWN_WORD_H_
#define WINDOWLM_TOOLS_OPTIONS_KNOWN_WORD_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "src/model/vectors_file.h"

namespace windowlm {

// The word that a user means: as it is spelt, if that is a word of the model, or as the model's
// tokenizer spells it. kNotFound, with the known words that are spelt most alike, where there is
// none; messages call the model `model`.
absl::StatusOr<uint32_t> FindKnownWord(const std::string& word, const ModelVectors& vectors,
                                       const std::string& model);

// A query that is made of several words.
struct KnownWords {
  std::vector<std::string> words;
  std::vector<uint32_t> ids;
};

// The words of `query`, white space between them. Errors: those of FindKnownWord; there are others
// than `count`.
absl::StatusOr<KnownWords> FindKnownWords(const std::string& query, size_t count,
                                          const ModelVectors& vectors, const std::string& model);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_KNOWN_WORD_H_
