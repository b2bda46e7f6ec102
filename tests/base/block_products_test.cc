#include "src/base/block_products.h"

#include <cmath>
#include <cstdint>

#include "gtest/gtest.h"
#include "src/base/matrix.h"
#include "tests/base/random_matrix.h"

namespace windowlm {
namespace {

constexpr int64_t kBlocks = 3;

struct Products {
  alignas(32) float values[kProductsAtOnce];
};

// The products of a block of x with those of eight rows, rows.row(first) to rows.row(first + 7).
Products ProductsOf(const Matrix<float>& x, const Matrix<float>& rows, int64_t first,
                    int64_t block) {
  const float* pointers[kProductsAtOnce];
  for (int64_t j = 0; j < kProductsAtOnce; ++j) pointers[j] = rows.row(first + j);
  const int64_t offset = block * kBlockColumns;
  Products products;
  ProductsOfBlock(x.row(0) + offset, pointers, offset, products.values);
  return products;
}

// A product in double precision, in which each product of two floats is exact, and the sum of its
// terms' sizes.
struct ExactProduct {
  double value = 0;
  double size = 0;
};

ExactProduct ExactProductOf(const float* x, const float* y) {
  ExactProduct product;
  for (int64_t i = 0; i < kBlockColumns; ++i) {
    const double term = static_cast<double>(x[i]) * static_cast<double>(y[i]);
    product.value += term;
    product.size += std::abs(term);
  }
  return product;
}

TEST(ProductsOfBlock, AreSumsToRounding) {
  for (uint64_t seed = 0; seed < 200; ++seed) {
    const auto x = RandomMatrix<float>(seed, 1, kBlocks * kBlockColumns);
    const auto rows = RandomMatrix<float>(1000 + seed, kProductsAtOnce, x.columns());
    for (int64_t block = 0; block < kBlocks; ++block) {
      const Products products = ProductsOf(x, rows, 0, block);
      for (int64_t j = 0; j < kProductsAtOnce; ++j) {
        const ExactProduct exact =
            ExactProductOf(x.row(0) + block * kBlockColumns, rows.row(j) + block * kBlockColumns);
        // A term is rounded once as a product and once in each of at most four sums.
        EXPECT_NEAR(products.values[j], exact.value, 5.01 * 0x1p-24 * exact.size) << j;
      }
    }
  }
}

TEST(ProductsOfBlock, AreExactForSmallWholeNumbers) {
  Matrix<float> x(1, kBlockColumns);
  Matrix<float> rows(kProductsAtOnce, kBlockColumns);
  for (int64_t i = 0; i < kBlockColumns; ++i) {
    x.row(0)[i] = static_cast<float>(i * 7 % 11 - 5);
    for (int64_t j = 0; j < kProductsAtOnce; ++j) {
      rows.row(j)[i] = static_cast<float>((i + 3) * (j + 2) % 13 - 6);
    }
  }
  const Products products = ProductsOf(x, rows, 0, 0);
  for (int64_t j = 0; j < kProductsAtOnce; ++j) {
    EXPECT_EQ(products.values[j], ExactProductOf(x.row(0), rows.row(j)).value) << j;
  }
}

// One column of one row is not zero: one product gets one term, and the others get none.
TEST(ProductsOfBlock, TakeEachColumnOfEachRowOnce) {
  Matrix<float> x(1, kBlockColumns);
  for (int64_t i = 0; i < kBlockColumns; ++i) x.row(0)[i] = static_cast<float>(1 + i);
  Matrix<float> rows(kProductsAtOnce, kBlockColumns);
  for (int64_t row = 0; row < kProductsAtOnce; ++row) {
    for (int64_t column = 0; column < kBlockColumns; ++column) {
      rows.row(row)[column] = 100;
      const Products products = ProductsOf(x, rows, 0, 0);
      rows.row(row)[column] = 0;
      for (int64_t j = 0; j < kProductsAtOnce; ++j) {
        const int64_t expected = j == row ? 100 * (1 + column) : 0;
        EXPECT_EQ(products.values[j], static_cast<float>(expected)) << row << " " << column;
      }
    }
  }
}

// What lies in the blocks before and behind does not count.
TEST(ProductsOfBlock, ReadTheRowsFromTheOffset) {
  Matrix<float> x(1, kBlocks * kBlockColumns);
  Matrix<float> rows(kProductsAtOnce, x.columns());
  for (int64_t i = 0; i < x.columns(); ++i) {
    const int64_t block = i / kBlockColumns;
    x.row(0)[i] = 1;
    for (int64_t j = 0; j < kProductsAtOnce; ++j) {
      rows.row(j)[i] = static_cast<float>(10 * j + block);
    }
  }
  for (int64_t block = 0; block < kBlocks; ++block) {
    const Products products = ProductsOf(x, rows, 0, block);
    for (int64_t j = 0; j < kProductsAtOnce; ++j) {
      EXPECT_EQ(products.values[j], static_cast<float>(kBlockColumns * (10 * j + block)));
    }
  }
}

// So a score does not depend on which of a window's noise words a word is.
TEST(ProductsOfBlock, AreTheSameInEachPlace) {
  const auto x = RandomMatrix<float>(1, 1, kBlockColumns);
  const auto rows = RandomMatrix<float>(2, 2 * kProductsAtOnce - 1, kBlockColumns);
  // Row 7 of these is in place 7, then 6, and so on.
  const float first = ProductsOf(x, rows, 0, 0).values[kProductsAtOnce - 1];
  for (int64_t place = 0; place < kProductsAtOnce; ++place) {
    EXPECT_EQ(ProductsOf(x, rows, kProductsAtOnce - 1 - place, 0).values[place], first) << place;
  }
}

}  // namespace
}  // namespace windowlm
