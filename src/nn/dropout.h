#ifndef WINDOWLM_SRC_NN_DROPOUT_H_
#define WINDOWLM_SRC_NN_DROPOUT_H_

#include <cstdint>

#include "src/base/matrix.h"

namespace windowlm {

// Determines which numbers a dropout removes, as a pure function of these fields and of each
// number's place.
struct DropoutKey {
  uint64_t seed = 0;
  // The step of the training run.
  uint64_t step = 0;
  // The number of the dropout within the model.
  uint32_t layer = 0;
};

// Inverted dropout (Srivastava et al. 2014, JMLR 15) in place: each number becomes 0
// with probability `rate`, to within 2^-16, and is divided by 1 - rate otherwise. The same call
// on the gradient is the backward pass. Runs its tiles on the program's threads; x must
// have no gaps between rows. 0 <= rate < 1; rate 0 changes nothing.
template <typename T>
void Dropout(double rate, const DropoutKey& key, MatrixView<T> x);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_NN_DROPOUT_H_
