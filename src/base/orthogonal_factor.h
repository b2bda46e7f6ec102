#ifndef WINDOWLM_SRC_BASE_ORTHOGONAL_FACTOR_H_
#define WINDOWLM_SRC_BASE_ORTHOGONAL_FACTOR_H_

#include "src/base/matrix.h"

namespace windowlm {

// The orthogonal matrix that is nearest to a square matrix of finite numbers: U V^T, where its
// singular value decomposition is U S V^T. Runs on the calling thread, and gives the same bytes on
// each machine.
Matrix<double> OrthogonalFactor(const Matrix<double>& matrix);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_BASE_ORTHOGONAL_FACTOR_H_
