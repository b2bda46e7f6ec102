#ifndef WINDOWLM_SRC_BASE_EIGEN_PRODUCT_H_
#define WINDOWLM_SRC_BASE_EIGEN_PRODUCT_H_

#include "src/base/matrix_product.h"

namespace windowlm {

// Computes MatrixProduct with Eigen, on the calling thread. Eigen chooses its blocking by the sizes
// of the caches; these are fixed here, so that all machines sum in the same order.
template <typename T>
void EigenProduct(Operand<T> a, Operand<T> b, MatrixView<T> c, Into into);
void EigenProduct(Operand<BFloat16> a, Operand<BFloat16> b, MatrixView<float> c, Into into);

}  // namespace windowlm

#endif  // WINDOWLM_SRC_BASE_EIGEN_PRODUCT_H_
