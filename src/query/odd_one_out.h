#ifndef WINDOWLM_SRC_QUERY_ODD_ONE_OUT_H_
#define WINDOWLM_SRC_QUERY_ODD_ONE_OUT_H_

#include <cstddef>
#include <vector>

#include "src/base/matrix.h"

namespace windowlm {

// One of some words, by its place among them, and the cosine of its vector with the mean of the
// others' vectors, each scaled to length 1; 0 where one of the two is zeros.
struct Fit {
  size_t place;
  double cosine;
};

// How well each of some words fits the others. The word that fits worst, the odd one, comes first;
// words that fit equally well stay in their order. Row i of `vectors` is the vector of word i; all
// values are finite.
std::vector<Fit> RankByFit(const Matrix<float>& vectors);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_QUERY_ODD_ONE_OUT_H_
