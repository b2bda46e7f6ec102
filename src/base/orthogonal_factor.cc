#include "src/base/orthogonal_factor.h"

#include <Eigen/Core>
#include <Eigen/SVD>

#include "src/base/eigen_product.h"

namespace windowlm {
namespace {

using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

}  // namespace

Matrix<double> OrthogonalFactor(const Matrix<double>& matrix) {
  const int64_t size = matrix.rows();
  const Eigen::MatrixXd copy = Eigen::Map<const RowMajor>(matrix.data(), size, size);
  const Eigen::BDCSVD<Eigen::MatrixXd> svd(copy, Eigen::ComputeFullU | Eigen::ComputeFullV);
  const RowMajor u = svd.matrixU();
  const RowMajor v = svd.matrixV();
  Matrix<double> factor(size, size);
  const auto view = [size](const RowMajor& m) {
    return MatrixView<const double>{m.data(), size, size, size};
  };
  EigenProduct(Plain(view(u)), Transposed(view(v)), factor.view(), Into::kOverwrite);
  return factor;
}

}  // namespace windowlm
