// The similarity of word vectors: dot product and cosine.

#include <cmath>
#include <cstdint>

#include "gtest/gtest.h"
#include "src/base/vector_math.h"

namespace windowlm {
namespace {

template <typename T>
T Cosine(const T* x, const T* y, int64_t n) {
  return DotProduct(x, y, n) / std::sqrt(DotProduct(x, x, n) * DotProduct(y, y, n));
}

TEST(DotProduct, IsTheSumOfProductsWorkedByHand) {
  const double x[] = {1, 3, -2};
  const double y[] = {0, 5, -2};
  EXPECT_EQ(DotProduct(x, y, 3), 19);
  const float x_float[] = {1, 3, -2};
  const float y_float[] = {0, 5, -2};
  EXPECT_EQ(DotProduct(x_float, y_float, 3), 19);
}

TEST(Cosine, IsTheAngleWorkedByHand) {
  const double x[] = {4, 1};
  const double y[] = {2, 2};
  EXPECT_NEAR(Cosine(x, y, 2), 0.8575, 5e-5);
}

}  // namespace
}  // namespace windowlm
