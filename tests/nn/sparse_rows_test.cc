#include "src/nn/sparse_rows.h"

#include <cmath>
#include <cstdint>
#include <set>
#include <vector>

#include "gtest/gtest.h"
#include "src/base/matrix.h"
#include "src/base/parallel_for.h"
#include "src/base/random.h"
#include "tests/base/random_matrix.h"
#include "tests/base/same_bytes.h"
#include "tests/nn/collecting_sink.h"

namespace windowlm {
namespace {

template <typename T>
Parameter<T> Table(int64_t rows, int64_t columns) {
  return {"table", 0, Matrix<T>(rows, columns)};
}

// Ids of which one holds most positions, the others ever fewer.
std::vector<uint32_t> ZipfIds(int64_t positions, int64_t rows) {
  const CounterRandom random(3, RandomPurpose::kWindowOrder, 0);
  std::vector<uint32_t> ids(positions);
  for (int64_t i = 0; i < positions; ++i) {
    const double u = random.Uniform(2 * i);
    const double tail = std::pow(static_cast<double>(rows), random.Uniform(2 * i + 1));
    ids[i] = u < 0.6 ? 5 : static_cast<uint32_t>(tail) % rows;
  }
  return ids;
}

// Expects the sum, position after position, in double.
template <typename T>
void ExpectScatterAdd(const std::vector<uint32_t>& ids, int64_t positions_per_row,
                      int64_t table_rows, int64_t columns, double tolerance) {
  const Matrix<T> gradients =
      RandomMatrix<T>(4, static_cast<int64_t>(ids.size()) / positions_per_row, columns);
  Matrix<double> expected(table_rows, columns);
  for (size_t p = 0; p < ids.size(); ++p) {
    const T* gradient = gradients.row(static_cast<int64_t>(p) / positions_per_row);
    for (int64_t j = 0; j < columns; ++j) expected.row(ids[p])[j] += gradient[j];
  }
  Parameter<T> table = Table<T>(table_rows, columns);
  CollectingSink<T> sink;
  SparseRows<T> rows;
  rows.Group(ids);
  rows.Reduce(gradients.view(), positions_per_row, table, sink);
  const std::set<uint32_t> distinct(ids.begin(), ids.end());
  EXPECT_EQ(rows.distinct(), static_cast<int64_t>(distinct.size()));
  for (int64_t row = 0; row < table_rows; ++row) {
    ASSERT_EQ(sink.Came(table, row), distinct.count(static_cast<uint32_t>(row)) == 1) << row;
    for (int64_t j = 0; j < columns; ++j) {
      ASSERT_NEAR(sink.gradient(table).row(row)[j], expected.row(row)[j], tolerance) << row;
    }
  }
}

TEST(SparseRows, EqualsADenseScatterAdd) {
  ExpectScatterAdd<double>({3}, 1, 5, 1, 1e-12);
  ExpectScatterAdd<double>({4, 0, 4, 4, 2, 0}, 1, 5, 3, 1e-12);
  ExpectScatterAdd<double>(ZipfIds(20000, 300), 1, 300, 7, 1e-10);
  ExpectScatterAdd<float>(ZipfIds(20000, 300), 1, 300, 19, 2e-3);
}

TEST(SparseRows, SharesARowAmongThePositionsOfAWindow) {
  ExpectScatterAdd<double>({4, 0, 4, 4, 2, 0}, 3, 5, 3, 1e-12);
  ExpectScatterAdd<double>(ZipfIds(20000, 300), 5, 300, 7, 1e-10);
}

TEST(SparseRows, CutsLongRunsOfOneIdAnywhere) {
  for (const int64_t positions : {63, 64, 65, 128, 129, 2049}) {
    ExpectScatterAdd<double>(std::vector<uint32_t>(positions, 2), 1, 4, 3, 1e-11);
  }
}

TEST(SparseRows, OfNoPositionsGivesNothing) { ExpectScatterAdd<float>({}, 1, 4, 3, 0); }

TEST(SparseRows, TakesTheGreatestId) {
  // Grouped alone: no table is that long.
  SparseRows<float> rows;
  rows.Group({0xFFFFFFFFu, 0, 0xFFFFFFFFu});
  EXPECT_EQ(rows.distinct(), 2);
}

TEST(SparseRows, KeepsNothingOfTheBatchBefore) {
  const Matrix<double> gradients = RandomMatrix<double>(4, 3000, 6);
  const std::vector<uint32_t> few = {1, 2, 1};
  Parameter<double> table = Table<double>(300, 6);
  CollectingSink<double> fresh_sink;
  SparseRows<double> fresh;
  fresh.Group(few);
  fresh.Reduce(gradients.view().Rows(0, 3), 1, table, fresh_sink);

  SparseRows<double> used;
  CollectingSink<double> used_sink;
  used.Group(ZipfIds(3000, 300));
  used.Reduce(gradients.view(), 1, table, used_sink);
  used_sink.Clear();
  used.Group(few);
  used.Reduce(gradients.view().Rows(0, 3), 1, table, used_sink);
  EXPECT_TRUE(SameBytes(used_sink.gradient(table), fresh_sink.gradient(table)));
}

TEST(SparseRows, GivesTheSameBytesOnAnyNumberOfThreads) {
  const std::vector<uint32_t> ids = ZipfIds(40000, 500);
  const Matrix<float> gradients = RandomMatrix<float>(4, 10000, 33);
  Parameter<float> table = Table<float>(500, 33);
  const auto run = [&](int threads, CollectingSink<float>& sink) {
    SetThreads(threads);
    SparseRows<float> rows;
    rows.Group(ids);
    rows.Reduce(gradients.view(), 4, table, sink);
  };
  CollectingSink<float> one;
  run(1, one);
  for (const int threads : {2, 3, 8}) {
    CollectingSink<float> many;
    run(threads, many);
    EXPECT_TRUE(SameBytes(many.gradient(table), one.gradient(table))) << threads << " threads";
  }
}

}  // namespace
}  // namespace windowlm
