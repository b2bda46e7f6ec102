#ifndef WINDOWLM_TOOLS_OPTIONS_ASKED_WORD_H_
#define WINDOWLM_TOOLS_OPTIONS_ASKED_WORD_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "src/model/vectors_file.h"
#include "tools/results/question_notes.h"

namespace windowlm {

// The id of the word that a user means: `word` itself if the model has it, or else `word` as the
// model's tokenizer spells it. None if the model has neither, or if the tokenizer makes several
// words of it.
absl::optional<uint32_t> LookUpWord(const std::string& word, const ModelVectors& vectors);

// A word of a question, with its vector.
struct AskedWord {
  // As the user typed it, and as the model spells it.
  std::string typed;
  std::string word;
  // None if the vector is made of the word's n-grams.
  absl::optional<uint32_t> id;
  std::vector<float> vector;
};

// The word that a user means, as LookUpWord finds it; *notes says if it is another than was typed.
// For a word that the model does not know, its n-grams answer where the model has n-grams, and a
// note says so. Otherwise kNotFound, whose message calls the model `model`, says why there is no
// such word, and suggests words that are spelt alike; kInvalidArgument if `word` is empty.
absl::StatusOr<AskedWord> FindAskedWord(const std::string& word, const ModelVectors& vectors,
                                        const std::string& model, QuestionNotes* notes);

// Finds the words of `query`, which white space separates. Errors: those of FindAskedWord;
// kInvalidArgument if there are not `count` words, or not `least` at least.
absl::StatusOr<std::vector<AskedWord>> FindAskedWords(const std::string& query, size_t count,
                                                      const ModelVectors& vectors,
                                                      const std::string& model,
                                                      QuestionNotes* notes);
absl::StatusOr<std::vector<AskedWord>> FindAskedWordsAtLeast(const std::string& query, size_t least,
                                                             const ModelVectors& vectors,
                                                             const std::string& model,
                                                             QuestionNotes* notes);

}  // namespace windowlm

#endif  // WINDOWLM_TOOLS_OPTIONS_ASKED_WORD_H_
