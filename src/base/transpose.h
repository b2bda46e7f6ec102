#ifndef WINDOWLM_SRC_BASE_TRANSPOSE_H_
#define WINDOWLM_SRC_BASE_TRANSPOSE_H_

#include "src/base/matrix.h"

namespace windowlm {

// transposed = x^T: x [m x n], transposed [n x m]. They must not overlap.
void Transpose(MatrixView<const float> x, MatrixView<float> transposed);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_BASE_TRANSPOSE_H_
