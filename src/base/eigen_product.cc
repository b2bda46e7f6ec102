#include "src/base/eigen_product.h"

#include <Eigen/Core>

namespace windowlm {
namespace {

template <typename T>
using RowMajor = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

template <typename T>
Eigen::Map<const RowMajor<T>, 0, Eigen::OuterStride<>> AsEigen(MatrixView<const T> m) {
  return {m.data, m.rows, m.columns, Eigen::OuterStride<>(m.stride)};
}

template <typename A, typename B, typename C>
void Multiply(const A& a, const B& b, C& c, Into into) {
  if (into == Into::kAdd) {
    c.noalias() += a * b;
  } else {
    c.noalias() = a * b;
  }
}

// Cache sizes that are typical of today's processors: 32 KiB, 512 KiB, 8 MiB.
const bool kCacheSizesFixed = [] {
  Eigen::setCpuCacheSizes(32 << 10, 512 << 10, 8 << 20);
  return true;
}();

}  // namespace

template <typename T>
void EigenProduct(Operand<T> a, Operand<T> b, MatrixView<T> c, Into into) {
  static_cast<void>(kCacheSizesFixed);
  const auto a_map = AsEigen<T>(a.matrix);
  const auto b_map = AsEigen<T>(b.matrix);
  Eigen::Map<RowMajor<T>, 0, Eigen::OuterStride<>> c_map(c.data, c.rows, c.columns,
                                                         Eigen::OuterStride<>(c.stride));
  const bool a_transposed = a.form == Form::kTransposed;
  const bool b_transposed = b.form == Form::kTransposed;
  if (a_transposed && b_transposed) {
    Multiply(a_map.transpose(), b_map.transpose(), c_map, into);
  } else if (a_transposed) {
    Multiply(a_map.transpose(), b_map, c_map, into);
  } else if (b_transposed) {
    Multiply(a_map, b_map.transpose(), c_map, into);
  } else {
    Multiply(a_map, b_map, c_map, into);
  }
}

void EigenProduct(Operand<BFloat16> a, Operand<BFloat16> b, MatrixView<float> c, Into into) {
  const auto to_float = [](MatrixView<const BFloat16> x) {
    Matrix<float> result(x.rows, x.columns);
    for (int64_t i = 0; i < x.rows; ++i) {
      for (int64_t j = 0; j < x.columns; ++j) result.row(i)[j] = ToFloat(x.row(i)[j]);
    }
    return result;
  };
  const Matrix<float> a_float = to_float(a.matrix);
  const Matrix<float> b_float = to_float(b.matrix);
  EigenProduct<float>({a_float.view(), a.form}, {b_float.view(), b.form}, c, into);
}

template void EigenProduct(Operand<float>, Operand<float>, MatrixView<float>, Into);
template void EigenProduct(Operand<double>, Operand<double>, MatrixView<double>, Into);

}  // namespace windowlm
