#include "src/nn/sparse_rows.h"

#include <cmath>
#include <cstdint>
#include <set>
#include <vector>

#include "gtest/gtest.h"
#include "src/base/matrix.h"
#include "src/base/parallel_for.h"
#include "src/base/random.h"
#include "src/nn/parameter.h"
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

// Gives the sink, as the gradient of `table`, the sums of gradients.row(position /
// positions_per_row) over the positions of each id.
template <typename T>
void Reduce(SparseRows<T>& rows, const RowGroups& groups, const Matrix<T>& gradients,
            Parameter<T>& table, GradientSink<T>& sink) {
  rows.Reduce(
      groups, gradients.columns(),
      [&](uint32_t source, T* sum) {
        for (int64_t j = 0; j < gradients.columns(); ++j) sum[j] += gradients.row(source)[j];
      },
      [&](uint32_t id, T* sum) { sink.Rows(table, id, 1, sum); });
}

// The groups of ids of which so many in a row have one source.
RowGroups GroupsOf(const std::vector<uint32_t>& ids, int64_t positions_per_row) {
  std::vector<uint32_t> sources;
  for (size_t i = 0; i < ids.size(); ++i) {
    sources.push_back(static_cast<uint32_t>(static_cast<int64_t>(i) / positions_per_row));
  }
  RowGroups groups;
  groups.Assign(ids, sources);
  return groups;
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
  const RowGroups groups = GroupsOf(ids, positions_per_row);
  Reduce(rows, groups, gradients, table, sink);
  const std::set<uint32_t> distinct(ids.begin(), ids.end());
  EXPECT_EQ(groups.groups().size(), distinct.size());
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

TEST(RowGroups, AreByIdWithTheirSourcesInOrder) {
  RowGroups groups;
  groups.Assign({0xFFFFFFFFu, 0, 70000, 0xFFFFFFFFu, 0});
  ASSERT_EQ(groups.groups().size(), 3);
  EXPECT_EQ(groups.groups()[0].id, 0);
  EXPECT_EQ(groups.groups()[1].id, 70000);
  EXPECT_EQ(groups.groups()[2].id, 0xFFFFFFFFu);
  EXPECT_EQ(groups.sources(), (std::vector<uint32_t>{1, 4, 2, 0, 3}));
  groups.Assign({5, 3, 5}, {7, 9, 8});
  EXPECT_EQ(groups.sources(), (std::vector<uint32_t>{9, 7, 8}));
  groups.Assign({});
  EXPECT_TRUE(groups.groups().empty());
}

TEST(SparseRows, KeepsNothingOfTheBatchBefore) {
  const Matrix<double> gradients = RandomMatrix<double>(4, 3000, 6);
  const RowGroups few = GroupsOf({1, 2, 1}, 1);
  Parameter<double> table = Table<double>(300, 6);
  CollectingSink<double> fresh_sink;
  SparseRows<double> fresh;
  Reduce(fresh, few, gradients, table, fresh_sink);

  SparseRows<double> used;
  CollectingSink<double> used_sink;
  Reduce(used, GroupsOf(ZipfIds(3000, 300), 1), gradients, table, used_sink);
  used_sink.Clear();
  Reduce(used, few, gradients, table, used_sink);
  EXPECT_TRUE(SameBytes(used_sink.gradient(table), fresh_sink.gradient(table)));
}

TEST(SparseRows, GivesTheSameBytesOnAnyNumberOfThreads) {
  const RowGroups groups = GroupsOf(ZipfIds(40000, 500), 4);
  const Matrix<float> gradients = RandomMatrix<float>(4, 10000, 33);
  Parameter<float> table = Table<float>(500, 33);
  const auto run = [&](int threads, CollectingSink<float>& sink) {
    SetThreads(threads);
    SparseRows<float> rows;
    Reduce(rows, groups, gradients, table, sink);
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
