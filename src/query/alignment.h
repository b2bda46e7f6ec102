#ifndef WINDOWLM_SRC_QUERY_ALIGNMENT_H_
#define WINDOWLM_SRC_QUERY_ALIGNMENT_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "src/base/matrix.h"
#include "src/corpus/vocabulary.h"

namespace windowlm {

// A word that two vocabularies have, with its ids there.
struct CommonWord {
  uint32_t first_id;
  uint32_t second_id;
};

// The words that both vocabularies have and that each has seen at least `least_count` times, in the
// order of `first`; none of them is special. A `least_count` of 0 takes words without counts too.
std::vector<CommonWord> FindCommonWords(const Vocabulary& first, const Vocabulary& second,
                                        uint64_t least_count);

// The orthogonal matrix R [d x d] for which the sum of |R x_w - y_w|^2 over the words w is least,
// where x_w and y_w are a word's rows of `first` and `second` [. x d], scaled to length 1
// (orthogonal Procrustes; Schoenemann 1966). It turns the space of `first` into that of `second`
// and changes no cosine within it. All values are finite. Runs on the program's threads.
Matrix<double> FindRotation(const Matrix<float>& first, const Matrix<float>& second,
                            absl::Span<const CommonWord> words);

// Replaces each row x of `vectors` by R x. Runs on the program's threads.
void Rotate(const Matrix<double>& rotation, Matrix<float>* vectors);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_QUERY_ALIGNMENT_H_
