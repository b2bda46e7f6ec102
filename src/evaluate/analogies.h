#ifndef WINDOWLM_SRC_EVALUATE_ANALOGIES_H_
#define WINDOWLM_SRC_EVALUATE_ANALOGIES_H_

#include <cstddef>
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

  // Whether the section is about grammar: its name starts with "gram", or it is one of BATS's
  // relations of inflection or derivation, like "I01 [noun - plural_reg]" and "D10".
  bool syntactic() const;
};

struct AnalogySummary {
  // The sections, in the order of the file.
  std::vector<AnalogySection> sections;
  // Sums over the syntactic sections, over all others, and over both.
  AnalogyScore syntactic;
  AnalogyScore semantic;
  AnalogyScore total;
  // The lines that hold neither a section nor a question.
  uint64_t comments = 0;
  uint64_t blank_lines = 0;
};

// The most pairs of a section, each of which asks with every other.
constexpr size_t kMostAnalogyPairs = 5000;

// Answers the questions of a file. A line ": NAME" starts a section, lines that start with # are
// comments, and of the others each is, by the form of the first:
//
//  - a question of four words, as in word2vec's questions-words.txt, "A B C D": A is to B as C is
//  to
//    D. Questions before the first section are in one called "(no section)".
//  - a pair of words that have the relation, as in the files of BATS (Gladkova et al. 2016), "A B".
//    Every two pairs of a section make two questions, each with one of them for A and B, the other
//    for C and D. Before the first section the file's name is that of a section.
//
// D, and in a pair B, may be alternatives, "b/c", if it is no known word as it stands. Any of D is
// right; that of B which is asked with is the first that is known.
//
// The answer is the word whose vector is nearest, by cosine, to B - A + C of unit vectors (3CosAdd;
// Mikolov et al. 2013). A, B and C, in whatever case, are no answers; of equally near words the one
// with the least id is taken. The answer is right if it equals D but for case. Row i of
// `embeddings`, all of whose values are finite, is the vector of word i; a vector of zeros has the
// cosine 0. The figures are those of gensim's KeyedVectors.evaluate_word_analogies, which also has
// `<unk>` and `</s>` among its answers if they are among its vectors. They do not depend on the
// number of threads.
// Errors: those of ForEachWholeLine; a line is neither a section nor of the first's form; a section
// has more than kMostAnalogyPairs; no question can be answered.
absl::StatusOr<AnalogySummary> EvaluateAnalogies(const std::string& path,
                                                 const Matrix<float>& embeddings,
                                                 const CaselessWords& words);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_EVALUATE_ANALOGIES_H_
