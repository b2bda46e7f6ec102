#ifndef WINDOWLM_SRC_BASE_MATRIX_PRODUCT_H_
#define WINDOWLM_SRC_BASE_MATRIX_PRODUCT_H_

#include "src/base/bfloat16.h"
#include "src/base/matrix.h"

namespace windowlm {

enum class Form { kPlain, kTransposed };

// An operand of a product: a matrix as it lies in memory, or its transpose.
template <typename T>
struct Operand {
  MatrixView<const T> matrix;
  Form form = Form::kPlain;
};

template <typename T>
Operand<T> Plain(MatrixView<T> matrix) {
  return {matrix, Form::kPlain};
}
template <typename T>
Operand<T> Plain(MatrixView<const T> matrix) {
  return {matrix, Form::kPlain};
}
template <typename T>
Operand<T> Transposed(MatrixView<T> matrix) {
  return {matrix, Form::kTransposed};
}
template <typename T>
Operand<T> Transposed(MatrixView<const T> matrix) {
  return {matrix, Form::kTransposed};
}

enum class Into { kOverwrite, kAdd };

// c = a b, or c += a b. Shapes must agree: a as used [m x k], b as used [k x n],
// c [m x n].
//
// Runs on the calling thread alone: callers cut their work into tiles by the shapes
// and run the tiles in parallel, so the bytes of c depend on the operands, never on
// the number of threads. Safe to call from any thread at once for different c.
//
// float and BFloat16 go through oneDNN's matmul (which picks its instructions by the
// processor at run time), or through Eigen in a build with the configuration eigen; double always
// through Eigen. Products of BFloat16 are summed as floats; where HasBFloat16Product() is
// false they are right, but slow.
void MatrixProduct(Operand<float> a, Operand<float> b, MatrixView<float> c,
                   Into into = Into::kOverwrite);
void MatrixProduct(Operand<BFloat16> a, Operand<BFloat16> b, MatrixView<float> c,
                   Into into = Into::kOverwrite);
void MatrixProduct(Operand<double> a, Operand<double> b, MatrixView<double> c,
                   Into into = Into::kOverwrite);

// Makes what products of float share, which would otherwise be made in the first of them. oneDNN
// crashes where it lacks memory for it, so that this wants to run while no other thread takes any.
// Throws if there is no memory.
void PrepareProducts();

// Whether this processor has instructions for products of BFloat16, and this build uses
// them.
bool HasBFloat16Product();

}  // namespace windowlm

#endif  // WINDOWLM_SRC_BASE_MATRIX_PRODUCT_H_
