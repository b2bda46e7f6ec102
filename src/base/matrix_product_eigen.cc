#include "src/base/eigen_product.h"
#include "src/base/matrix_product.h"

namespace windowlm {

void MatrixProduct(Operand<float> a, Operand<float> b, MatrixView<float> c, Into into) {
  EigenProduct(a, b, c, into);
}

void MatrixProduct(Operand<BFloat16> a, Operand<BFloat16> b, MatrixView<float> c, Into into) {
  EigenProduct(a, b, c, into);
}

void PrepareProducts() {}

bool HasBFloat16Product() { return false; }

void MatrixProduct(Operand<double> a, Operand<double> b, MatrixView<double> c, Into into) {
  EigenProduct(a, b, c, into);
}

}  // namespace windowlm
