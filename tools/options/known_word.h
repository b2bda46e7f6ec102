#ifndef WINDOWLM_TOOLS_OPTIONS_KNOWN_WORD_H_
#define WINDOWLM_TOOLS_OPTIONS_KNOWN_WORD_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "src/model/vectors_file.h"

namespace windowlm {

// The id of the word that a user means: `word` itself if the model has it, or else `word` as the
// model's tokenizer spells it. None if the model has neither, or if the tokenizer makes several
// words of it.
absl::optional<uint32_t> LookUpWord(const std::string& word, const ModelVectors& vectors);

// The same, or else kNotFound, whose message calls the model `model`, says why there is no such
// word, and suggests words that are spelt alike.
absl::StatusOr<uint32_t> FindKnownWord(const std::string& word, const ModelVectors& vectors,
                                       const std::string& model);

// The words of a query.
struct KnownWords {
  std::vector<std::string> words;
  std::vector<uint32_t> ids;
};

// Finds the words of `query`, which white space separates. Errors: those of FindKnownWord;
// kInvalidArgument if there are not `count` words, or not `least` at least.
absl::StatusOr<KnownWords> FindKnownWords(const std::string& query, size_t count,
                                          const ModelVectors& vectors, const std::string& model);
absl::StatusOr<KnownWords> FindKnownWordsAtLeast(const std::string& query, size_t least,
                                                 const ModelVectors& vectors,
                                                 const std::string& model);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_KNOWN_WORD_H_
