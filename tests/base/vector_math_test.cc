#include "src/base/vector_math.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <vector>

#include "gtest/gtest.h"
#include "src/base/matrix.h"
#include "tests/base/random_matrix.h"

namespace windowlm {
namespace {

constexpr int64_t kLongest = 40;

template <typename T>
class VectorMath : public testing::Test {
 protected:
  // Calls check(x, y, n) for every length with the same n numbers at every alignment, a
  // number to be left alone behind them.
  template <typename Check>
  void AtEveryLengthAndAlignment(Check check) {
    const Matrix<T> x = RandomMatrix<T>(1, kLongest + 1, kLongest, -3, 3);
    const Matrix<T> y = RandomMatrix<T>(2, kLongest + 1, kLongest, -3, 3);
    for (int64_t n = 0; n <= kLongest; ++n) {
      for (int64_t offset = 0; offset < kLanes; ++offset) {
        SCOPED_TRACE(testing::Message() << n << " numbers, " << offset << " behind a boundary");
        Matrix<T> at(1, offset + n + 1);
        Matrix<T> other(1, kLanes - offset + n);
        std::copy_n(x.row(n), n, at.data() + offset);
        std::copy_n(y.row(n), n, other.data() + kLanes - offset);
        at.data()[offset + n] = kSentinel;
        check(at.data() + offset, other.data() + kLanes - offset, n);
        ASSERT_EQ(at.data()[offset + n], kSentinel);
        if (testing::Test::HasFatalFailure()) return;
      }
    }
  }

  static constexpr T kSentinel = T(1e30);
  static constexpr double kEpsilon = std::numeric_limits<T>::epsilon();
};

using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(VectorMath, Types);

// Whether x has the bytes that the same numbers gave at the alignment tried first.
template <typename T>
class FirstResults {
 public:
  bool Same(int64_t n, const T* x, int64_t count) {
    if (n != n_) {
      n_ = n;
      std::copy_n(x, count, first_);
    }
    return count == 0 || std::memcmp(first_, x, count * sizeof(T)) == 0;
  }

 private:
  int64_t n_ = -1;
  T first_[kLongest];
};

TYPED_TEST(VectorMath, FindsAnyNumberThatIsNotFinite) {
  using T = TypeParam;
  for (int64_t n = 0; n <= kLongest; ++n) {
    Matrix<T> x(1, n + 1);
    x.data()[n] = std::numeric_limits<T>::infinity();
    std::fill_n(x.data(), n, std::numeric_limits<T>::max());
    EXPECT_TRUE(AllFinite(x.data(), n)) << n;
    for (int64_t i = 0; i < n; ++i) {
      for (const T bad : {std::numeric_limits<T>::infinity(), -std::numeric_limits<T>::infinity(),
                          std::numeric_limits<T>::quiet_NaN()}) {
        const T good = x.data()[i];
        x.data()[i] = bad;
        EXPECT_FALSE(AllFinite(x.data(), n)) << n << " " << i;
        x.data()[i] = good;
      }
    }
  }
}

TEST(DotProductInDouble, SumsProductsOfFloatsInDouble) {
  // In single precision the first product is infinite, and the third is lost.
  for (const int64_t n : {3, 16, 19, 40}) {
    std::vector<float> x(n, 0);
    std::vector<float> y(n, 0);
    x[0] = y[0] = 1e38f;
    x[1] = -1e38f, y[1] = 1e38f;
    x[n - 1] = y[n - 1] = 0x1p-20f;
    EXPECT_EQ(DotProductInDouble(x.data() + 2, y.data() + 2, n - 2), 0x1p-40) << n;
    EXPECT_EQ(DotProductInDouble(x.data(), y.data(), 1), double{1e38f} * double{1e38f});
  }
}

TYPED_TEST(VectorMath, SumIsExactToRoundingAtEveryAlignment) {
  FirstResults<TypeParam> first;
  this->AtEveryLengthAndAlignment([&](const TypeParam* x, const TypeParam*, int64_t n) {
    long double sum = 0;
    long double magnitude = 0;
    for (int64_t i = 0; i < n; ++i) sum += x[i], magnitude += std::abs(x[i]);
    const TypeParam result = Sum(x, n);
    ASSERT_NEAR(result, sum, 8 * this->kEpsilon * magnitude);
    ASSERT_TRUE(first.Same(n, &result, 1));
  });
}

TYPED_TEST(VectorMath, DotProductIsExactToRoundingAtEveryAlignment) {
  FirstResults<TypeParam> first;
  this->AtEveryLengthAndAlignment([&](const TypeParam* x, const TypeParam* y, int64_t n) {
    long double sum = 0;
    long double magnitude = 0;
    for (int64_t i = 0; i < n; ++i) {
      const long double term = static_cast<long double>(x[i]) * y[i];
      sum += term;
      magnitude += std::abs(term);
    }
    const TypeParam result = DotProduct(x, y, n);
    ASSERT_NEAR(result, sum, 8 * this->kEpsilon * magnitude);
    ASSERT_TRUE(first.Same(n, &result, 1));
  });
}

TYPED_TEST(VectorMath, DotProductsAreThoseOfDotProduct) {
  this->AtEveryLengthAndAlignment([](const TypeParam* x, const TypeParam* y, int64_t n) {
    const TypeParam* const rows[] = {x, y, x};
    TypeParam products[3];
    DotProducts<3>(rows, y, n, products);
    ASSERT_EQ(products[0], DotProduct(x, y, n));
    ASSERT_EQ(products[1], DotProduct(y, y, n));
    ASSERT_EQ(products[2], products[0]);
  });
}

TYPED_TEST(VectorMath, MaxFindsTheGreatest) {
  this->AtEveryLengthAndAlignment([](const TypeParam* x, const TypeParam*, int64_t n) {
    TypeParam greatest = -std::numeric_limits<TypeParam>::infinity();
    for (int64_t i = 0; i < n; ++i) greatest = std::max(greatest, x[i]);
    ASSERT_EQ(Max(x, n), greatest);
  });
}

TYPED_TEST(VectorMath, MaxOfNegativeNumbersIsNotThePadding) {
  const TypeParam x[3] = {-5, -2, -7};
  EXPECT_EQ(Max(x, 3), TypeParam(-2));
}

TYPED_TEST(VectorMath, ExpAndSumIsAccurateToUlpsAtEveryAlignment) {
  FirstResults<TypeParam> first;
  FirstResults<TypeParam> first_sum;
  this->AtEveryLengthAndAlignment([&](TypeParam* x, const TypeParam*, int64_t n) {
    const TypeParam shift = TypeParam(2.5);
    long double sum = 0;
    TypeParam expected[kLongest];
    for (int64_t i = 0; i < n; ++i) {
      const long double e = std::exp(static_cast<long double>(x[i] - shift));
      expected[i] = static_cast<TypeParam>(e);
      sum += e;
    }
    const TypeParam result = ExpAndSum(x, n, shift, x);
    ASSERT_NEAR(result, sum, 8 * this->kEpsilon * sum);
    for (int64_t i = 0; i < n; ++i) {
      ASSERT_NEAR(x[i], expected[i], 2 * this->kEpsilon * expected[i]) << "at " << i;
    }
    ASSERT_TRUE(first.Same(n, x, n));
    ASSERT_TRUE(first_sum.Same(n, &result, 1));
  });
}

TYPED_TEST(VectorMath, ExpAndSumTakesNumbersFarBelowTheShift) {
  for (int64_t n = 1; n <= kLongest; ++n) {
    Matrix<TypeParam> x(1, n);
    std::fill_n(x.data(), n, TypeParam(-1e30));
    x.data()[n / 2] = TypeParam(7);
    EXPECT_EQ(ExpAndSum(x.data(), n, TypeParam(7), x.data()), TypeParam(1));
    EXPECT_EQ(x.data()[n / 2], TypeParam(1));
    EXPECT_LT(x.data()[(n / 2 + 1) % n], n == 1 ? TypeParam(2) : TypeParam(1e-37));
  }
}

TYPED_TEST(VectorMath, NotANumberShowsInTheSums) {
  for (int64_t n = 1; n <= kLongest; ++n) {
    for (int64_t at = 0; at < n; ++at) {
      Matrix<TypeParam> x(1, n);
      x.data()[at] = std::numeric_limits<TypeParam>::quiet_NaN();
      ASSERT_TRUE(std::isnan(Sum(x.data(), n)));
      ASSERT_TRUE(std::isnan(DotProduct(x.data(), x.data(), n)));
      ASSERT_TRUE(std::isnan(ExpAndSum(x.data(), n, TypeParam(0), x.data()))) << at << " of " << n;
    }
  }
}

TYPED_TEST(VectorMath, TransformTouchesItsNumbersAlone) {
  this->AtEveryLengthAndAlignment([](TypeParam* x, const TypeParam*, int64_t n) {
    TypeParam before[kLongest];
    std::copy_n(x, n, before);
    Transform(x, n, x, [](const Block<TypeParam>& b) -> Block<TypeParam> {
      return b * TypeParam(2) + TypeParam(1);
    });
    for (int64_t i = 0; i < n; ++i) ASSERT_EQ(x[i], before[i] * 2 + 1);
  });
}

TYPED_TEST(VectorMath, AddScaledAddsTheScaledNumbers) {
  this->AtEveryLengthAndAlignment([](TypeParam* x, const TypeParam* y, int64_t n) {
    TypeParam before[kLongest];
    std::copy_n(x, n, before);
    AddScaled(y, n, TypeParam(4), x);
    for (int64_t i = 0; i < n; ++i) ASSERT_EQ(x[i], before[i] + 4 * y[i]);
  });
}

TYPED_TEST(VectorMath, AddAndMaxAddsAndFindsTheGreatestAtEveryLength) {
  for (int64_t n = 1; n <= 50; ++n) {
    Matrix<TypeParam> x = RandomMatrix<TypeParam>(n, 1, n, -9, -1);
    const Matrix<TypeParam> before = RandomMatrix<TypeParam>(n, 1, n, -9, -1);
    const Matrix<TypeParam> y = RandomMatrix<TypeParam>(n + 100, 1, n, -9, -1);
    const TypeParam greatest = AddAndMax(y.data(), n, x.data());
    for (int64_t i = 0; i < n; ++i) ASSERT_EQ(x.data()[i], before.data()[i] + y.data()[i]);
    EXPECT_EQ(greatest, *std::max_element(x.data(), x.data() + n));
  }
}

}  // namespace
}  // namespace windowlm
