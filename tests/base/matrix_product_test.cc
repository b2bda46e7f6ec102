#include "src/base/matrix_product.h"

#include <cmath>
#include <cstdint>
#include <limits>
#include <thread>
#include <vector>

#include "gtest/gtest.h"
#include "src/base/bfloat16.h"
#include "src/base/matrix.h"
#include "src/base/parallel_for.h"
#include "tests/base/random_matrix.h"
#include "tests/base/same_bytes.h"

namespace windowlm {
namespace {

// A matrix inside a wider one, `offset` numbers into its memory.
template <typename T>
struct Strided {
  Strided(uint64_t seed, int64_t rows, int64_t columns, int64_t gap, int64_t offset)
      : memory(1, offset + rows * (columns + gap) + 1),
        view{memory.data() + offset, rows, columns, columns + gap} {
    FillRandom(seed + 1000, memory.view());
    FillRandom(seed, view);
  }
  Matrix<T> memory;
  MatrixView<T> view;
};

struct Shape {
  int64_t m, n, k;
};

const Shape kShapes[] = {
    {1, 1, 1},
    {1, 5, 3},
    {5, 1, 3},
    {3, 5, 1},
    {2, 2, 2},
    {7, 11, 13},
    {1, 1, 40},
    {1, 64, 9},
    {17, 1, 33},
    {16, 16, 16},
    {31, 33, 65},
    {64, 3, 100},
    {3, 64, 1},
    {1, 300, 7},
    {65, 1, 1},
    {128, 7, 2},
    {33, 129, 5},
    {40, 35, 99},
    {12, 20, 300},
    // Products for some processors copy operands whose rows lie a power of two apart, the last one
    // in eight parts.
    {256, 33, 40},
    {32, 512, 1},
    {256, 512, 30},
    {37, 512, 1100},
};

template <typename T>
T At(const Operand<T>& operand, int64_t i, int64_t j) {
  return operand.form == Form::kPlain ? operand.matrix.row(i)[j] : operand.matrix.row(j)[i];
}

// c (before the product) and the product, by two loops in double.
template <typename T>
void ExpectProduct(const Operand<T>& a, const Operand<T>& b, Into into, int64_t k,
                   MatrixView<T> before, MatrixView<T> c) {
  for (int64_t i = 0; i < c.rows; ++i) {
    for (int64_t j = 0; j < c.columns; ++j) {
      double sum = into == Into::kAdd ? before.row(i)[j] : 0.0;
      double magnitude = std::abs(sum);
      for (int64_t l = 0; l < k; ++l) {
        const double term = static_cast<double>(At(a, i, l)) * At(b, l, j);
        sum += term;
        magnitude += std::abs(term);
      }
      const double bound = (k + 2) * std::numeric_limits<T>::epsilon() * magnitude;
      ASSERT_NEAR(c.row(i)[j], sum, bound) << "at (" << i << ", " << j << ")";
    }
  }
}

template <typename T>
void CheckEveryForm(int64_t gap) {
  uint64_t seed = 0;
  for (const Shape& shape : kShapes) {
    const auto [m, n, k] = shape;
    for (const bool a_transposed : {false, true}) {
      for (const bool b_transposed : {false, true}) {
        for (const Into into : {Into::kOverwrite, Into::kAdd}) {
          SCOPED_TRACE(testing::Message()
                       << m << " x " << n << " x " << k << " forms " << a_transposed << b_transposed
                       << " into " << static_cast<int>(into));
          seed += 3;
          Strided<T> a(seed, a_transposed ? k : m, a_transposed ? m : k, gap, 0);
          Strided<T> b(seed + 1, b_transposed ? n : k, b_transposed ? k : n, 2 * gap, 0);
          Strided<T> c(seed + 2, m, n, 3 * gap, 0);
          const Strided<T> before(seed + 2, m, n, 3 * gap, 0);
          const Operand<T> left = a_transposed ? Transposed(a.view) : Plain(a.view);
          const Operand<T> right = b_transposed ? Transposed(b.view) : Plain(b.view);
          MatrixProduct(left, right, c.view, into);
          ExpectProduct(left, right, into, k, before.view, c.view);
          // Nothing between the rows changes.
          for (int64_t i = 0; i < m; ++i) {
            for (int64_t j = n; j < c.view.stride; ++j) {
              ASSERT_EQ(c.view.row(i)[j], before.view.row(i)[j]);
            }
          }
        }
      }
    }
  }
}

TEST(MatrixProduct, EqualsTheDoubleLoopInFloat) { CheckEveryForm<float>(0); }
TEST(MatrixProduct, EqualsTheDoubleLoopInDouble) { CheckEveryForm<double>(0); }
TEST(MatrixProduct, KeepsToTheRowsOfStridedFloats) { CheckEveryForm<float>(3); }
TEST(MatrixProduct, KeepsToTheRowsOfStridedDoubles) { CheckEveryForm<double>(3); }

template <typename T>
void CheckEmptySum() {
  const Matrix<T> a(3, 0);
  const Matrix<T> b(0, 4);
  Matrix<T> c = RandomMatrix<T>(1, 3, 4);
  const Matrix<T> before = RandomMatrix<T>(1, 3, 4);
  MatrixProduct(Plain(a.view()), Plain(b.view()), c.view(), Into::kAdd);
  EXPECT_TRUE(SameBytes(c, before));
  MatrixProduct(Plain(a.view()), Plain(b.view()), c.view());
  EXPECT_TRUE(SameBytes(c, Matrix<T>(3, 4)));
}

TEST(MatrixProduct, OfAnEmptySumIsZero) {
  CheckEmptySum<float>();
  CheckEmptySum<double>();
}

TEST(MatrixProduct, OfNoRowsOrColumnsDoesNothing) {
  Matrix<float> a(0, 3);
  Matrix<float> b(3, 4);
  Matrix<float> c(0, 4);
  MatrixProduct(Plain(a.view()), Plain(b.view()), c.view());
  Matrix<float> none(3, 0);
  Matrix<float> empty(2, 0);
  Matrix<float> d(2, 3);
  MatrixProduct(Plain(d.view()), Plain(none.view()), empty.view());
}

TEST(MatrixProduct, ReplacesNotANumberWhereItOverwrites) {
  const Matrix<float> a = RandomMatrix<float>(1, 9, 9);
  Matrix<float> c(9, 9);
  for (int64_t i = 0; i < c.size(); ++i) c.data()[i] = std::nanf("");
  MatrixProduct(Plain(a.view()), Plain(a.view()), c.view());
  for (int64_t i = 0; i < c.size(); ++i) ASSERT_FALSE(std::isnan(c.data()[i]));
}

template <typename T>
Matrix<T> Product(const Matrix<T>& a, const Matrix<T>& b, Form b_form) {
  Matrix<T> c(a.rows(), b_form == Form::kPlain ? b.columns() : b.rows());
  MatrixProduct(Plain(a.view()), Operand<T>{b.view(), b_form}, c.view());
  return c;
}

template <typename T>
void CheckThreads() {
  const Matrix<T> a = RandomMatrix<T>(1, 67, 130);
  const Matrix<T> b = RandomMatrix<T>(2, 41, 130);
  const Matrix<T> here = Product(a, b, Form::kTransposed);
  std::vector<Matrix<T>> there(5);
  std::vector<std::thread> threads;
  for (Matrix<T>& c : there) {
    threads.emplace_back([&] { c = Product(a, b, Form::kTransposed); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const Matrix<T>& c : there) EXPECT_TRUE(SameBytes(c, here));

  SetThreads(8);
  std::vector<Matrix<T>> tasks(64);
  ParallelFor(64, [&](int64_t i) { tasks[i] = Product(a, b, Form::kTransposed); });
  for (const Matrix<T>& c : tasks) EXPECT_TRUE(SameBytes(c, here));
}

TEST(MatrixProduct, GivesTheSameBytesOnAnyThread) {
  CheckThreads<float>();
  CheckThreads<double>();
}

TEST(MatrixProduct, GivesTheSameBytesAtAnyAddress) {
  for (const Shape& shape : kShapes) {
    const auto [m, n, k] = shape;
    SCOPED_TRACE(testing::Message() << m << " x " << n << " x " << k);
    Strided<float> c(3, m, n, 0, 0);
    MatrixProduct(Plain(Strided<float>(1, m, k, 0, 0).view),
                  Plain(Strided<float>(2, k, n, 0, 0).view), c.view);
    for (const int64_t offset : {1, 4, 7, 8, 15}) {
      Strided<float> moved(3, m, n, 0, (3 * offset) % 16);
      MatrixProduct(Plain(Strided<float>(1, m, k, 0, offset).view),
                    Plain(Strided<float>(2, k, n, 0, 16 - offset).view), moved.view);
      EXPECT_TRUE(SameBytes(moved.view, c.view)) << "offset " << offset;
    }
  }
}

// A thread keeps what it prepared for a shape; more shapes than it keeps must not harm.
TEST(MatrixProduct, TakesMoreShapesThanAThreadKeeps) {
  const Matrix<float> a = RandomMatrix<float>(1, 700, 2);
  const Matrix<float> b = RandomMatrix<float>(2, 2, 3);
  Matrix<float> c(700, 3);
  for (int64_t rows = 1; rows <= 700; ++rows) {
    MatrixProduct(Plain(a.view().Rows(0, rows)), Plain(b.view()), c.view().Rows(0, rows));
  }
  ExpectProduct(Plain(a.view()), Plain(b.view()), Into::kOverwrite, 2, c.view(), c.view());
}

Matrix<BFloat16> Rounded(const Matrix<float>& x) {
  Matrix<BFloat16> rounded(x.rows(), x.columns());
  Convert(x.data(), x.size(), rounded.data());
  return rounded;
}

Matrix<float> Widened(const Matrix<BFloat16>& x) {
  Matrix<float> widened(x.rows(), x.columns());
  for (int64_t i = 0; i < x.size(); ++i) widened.data()[i] = ToFloat(x.data()[i]);
  return widened;
}

TEST(MatrixProduct, OfBFloat16SumsExactProductsAsFloats) {
  for (const Shape& shape : kShapes) {
    const auto [m, n, k] = shape;
    for (const Form a_form : {Form::kPlain, Form::kTransposed}) {
      for (const Form b_form : {Form::kPlain, Form::kTransposed}) {
        for (const Into into : {Into::kOverwrite, Into::kAdd}) {
          SCOPED_TRACE(testing::Message() << m << " x " << n << " x " << k);
          const bool a_plain = a_form == Form::kPlain;
          const bool b_plain = b_form == Form::kPlain;
          const Matrix<BFloat16> a =
              Rounded(RandomMatrix<float>(1, a_plain ? m : k, a_plain ? k : m));
          const Matrix<BFloat16> b =
              Rounded(RandomMatrix<float>(2, b_plain ? k : n, b_plain ? n : k));
          Matrix<float> before = RandomMatrix<float>(3, m, n);
          Matrix<float> c = RandomMatrix<float>(3, m, n);
          MatrixProduct(Operand<BFloat16>{a.view(), a_form}, Operand<BFloat16>{b.view(), b_form},
                        c.view(), into);
          const Matrix<float> a_float = Widened(a);
          const Matrix<float> b_float = Widened(b);
          ExpectProduct(Operand<float>{a_float.view(), a_form},
                        Operand<float>{b_float.view(), b_form}, into, k, before.view(), c.view());
        }
      }
    }
  }
}

TEST(BFloat16, RoundsToTheNearestEven) {
  const auto round_trip = [](float x) { return ToFloat(ToBFloat16(x)); };
  EXPECT_EQ(round_trip(1), 1);
  EXPECT_EQ(round_trip(-0.15625f), -0.15625f);
  // Between 1 and 1 + 2^-7: the even one at the middle, else the nearer.
  EXPECT_EQ(round_trip(1 + 0x1p-8f), 1);
  EXPECT_EQ(round_trip(1 + 0x1.8p-8f), 1 + 0x1p-7f);
  EXPECT_EQ(round_trip(1 + 0x1p-7f + 0x1p-8f), 1 + 0x1p-6f);
  EXPECT_EQ(round_trip(std::numeric_limits<float>::infinity()),
            std::numeric_limits<float>::infinity());
  EXPECT_EQ(round_trip(std::numeric_limits<float>::max()), std::numeric_limits<float>::infinity());
  EXPECT_TRUE(std::isnan(round_trip(std::nanf(""))));
  EXPECT_TRUE(std::isnan(round_trip(-std::nanf(""))));
}

}  // namespace
}  // namespace windowlm
