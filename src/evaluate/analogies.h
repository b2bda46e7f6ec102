#ifndef WINDOWLM_SRC_EVALUATE_ANALOGIES_H_
#define WINDOWLM_SRC_EVALUATE_ANALOGIES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "src/base/matrix.h"
#include "src/evaluate/caseless_words.h"

namespace windowlm {

struct AnalogyScore {
  // The number of questions whose four words are known, and of those answered right.
  uint64_t answered = 0;
  uint64_t correct = 0;
  // The number of questions with a word that is not known.
  uint64_t skipped = 0;

  AnalogyScore& operator+=(const AnalogyScore& other);
  // The share of answered questions that are correct. answered > 0.
  double accuracy() const;
};

struct AnalogySection {
  std::string name;
  AnalogyScore score;

  // Whether the section is about grammar: its name starts with "gram".
  bool syntactic() const;
};

struct AnalogySummary {
  // The sections, in the order of the file.
  std::vector<AnalogySection> sections;
  // Sums over the syntactic sections, over all others, and over both.
  AnalogyScore syntactic;
  AnalogyScore semantic;
  AnalogyScore total;
};

// Answers the questions of a file in the format of word2vec's questions-words.txt: a line ": NAME"
// starts a section, and each other line is a question of four words, "A B C D": A is to B as C is
// to D. Blank lines are skipped.
//
// The answer is the word whose vector is nearest, by cosine, to B - A + C of unit vectors (3CosAdd;
// Mikolov et al. 2013). A, B and C, in whatever case, are no answers; of equally near words the one
// with the least id is taken. The answer is right if it equals D but for case. Row i of
// `embeddings`, all of whose values are finite, is the vector of word i; a vector of zeros has the
// cosine 0. The figures are those of gensim's KeyedVectors.evaluate_word_analogies, which also has
// `<unk>` and `</s>` among its answers if they are among its vectors. They do not depend on the
// number of threads.
// Errors: those of ForEachLine; a line is neither a section nor a question; a question comes before
// the first section; no question can be answered.
absl::StatusOr<AnalogySummary> EvaluateAnalogies(const std::string& path,
                                                 const Matrix<float>& embeddings,
                                                 const CaselessWords& words);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_EVALUATE_ANALOGIES_H_
