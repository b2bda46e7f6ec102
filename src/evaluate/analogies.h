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
  // Questions whose four words are known, and those of them with the right answer.
  uint64_t answered = 0;
  uint64_t correct = 0;
  // Questions with a word that is not known.
  uint64_t skipped = 0;

  AnalogyScore& operator+=(const AnalogyScore& other);
  // Of the questions that were answered; answered > 0.
  double accuracy() const;
};

struct AnalogySection {
  std::string name;
  AnalogyScore score;

  // Whether it is about grammar, as its name says by starting with "gram".
  bool syntactic() const;
};

struct AnalogySummary {
  // In the order of the file.
  std::vector<AnalogySection> sections;
  // The syntactic sections, all others, and both.
  AnalogyScore syntactic;
  AnalogyScore semantic;
  AnalogyScore total;
};

// Answers the questions of a file as word2vec's questions-words.txt: a line ": NAME" starts a
// section, each other has four words, "A B C D": A is to B as C is to D. Blank lines are passed
// over.
//
// The answer is the word whose vector is nearest, by cosine, to B - A + C of unit vectors (3CosAdd;
// Mikolov et al. 2013), of all but A, B and C, whatever their case; of equally near words that of
// the least id. It is right if it equals D but for case. Row i of `embeddings`, all values finite,
// is that of word i; a vector of zeros is as far as one at a right angle. The figures are those of
// gensim's KeyedVectors.evaluate_word_analogies, which has `<unk>` and `</s>` among its answers if
// they are among its vectors. They do not depend on the number of threads.
// Errors: those of ForEachLine; a line that is neither; a question before the first section; no
// question that can be answered.
absl::StatusOr<AnalogySummary> EvaluateAnalogies(const std::string& path,
                                                 const Matrix<float>& embeddings,
                                                 const CaselessWords& words);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_EVALUATE_ANALOGIES_H_
