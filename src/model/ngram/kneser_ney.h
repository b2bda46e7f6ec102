#ifndef WINDOWLM_SRC_MODEL_NGRAM_KNESER_NEY_H_
#define WINDOWLM_SRC_MODEL_NGRAM_KNESER_NEY_H_

#include <array>
#include <vector>

#include "src/model/ngram/ngram_counts.h"
#include "src/model/ngram/ngram_model.h"

namespace windowlm {

// The discounts that are subtracted from the counts of one order's n-grams.
struct KneserNeyDiscounts {
  // The discounts of counts of 1, of 2, and of 3 or more.
  std::array<double, 3> discounts;
  // Whether they were estimated from the counts. Small or artificial texts do not allow that; then
  // they are 0.5, 1 and 1.5.
  bool estimated;
};

struct KneserNeyEstimate {
  // One entry for each order, that of single words first.
  std::vector<NgramTable> tables;
  std::vector<KneserNeyDiscounts> discounts;
};

// Interpolated modified Kneser-Ney smoothing (Chen & Goodman 1999, section 4.1.6 and equation 26):
//
//   p(w | h) = (a(h w) - D(a(h w))) / sum_v a(h v) + b(h) p(w | h without its first word)
//
// For an n-gram of the highest order, or one that starts with `<s>`, a is how often it was seen;
// for all others it is the number of different words that it was seen after. D is the discount, and
// b(h) gives the lower order what the discounts have taken off. Below order 1 all words that can be
// predicted are equally probable, so that every one of them has a probability above 0.
//
// `orders` is what CountNgrams returns. The result does not depend on the number of threads.
KneserNeyEstimate EstimateKneserNey(std::vector<CountedNgrams> orders);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_MODEL_NGRAM_KNESER_NEY_H_
