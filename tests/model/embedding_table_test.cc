#include "src/model/embedding_table.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "gtest/gtest.h"
#include "src/base/matrix.h"
#include "tests/base/matrix_of.h"
#include "tests/base/same_bytes.h"
#include "tests/nn/collecting_sink.h"

namespace windowlm {
namespace {

EmbeddingTable<double> TableOf(Combine combine, bool undivided = false) {
  EmbeddingTable<double> table(4, 2, combine, undivided);
  for (int i = 0; i < 4; ++i) {
    table.table().value.row(i)[0] = i;
    table.table().value.row(i)[1] = 10 * i;
  }
  return table;
}

// Two windows of two words.
WindowBatch Batch() {
  WindowBatch batch;
  batch.contexts = {3, 1, 2, 2};
  return batch;
}

Matrix<double> LookupOf(const EmbeddingTable<double>& table) {
  Matrix<double> x(2, table.InputWidth(2));
  table.Lookup(Batch(), 2, x.view());
  return x;
}

TEST(EmbeddingTable, ConcatenatesInTheOrderOfTheContext) {
  EXPECT_TRUE(SameBytes(LookupOf(TableOf(COMBINE_CONCAT)),
                        MatrixOf<double>({{3, 30, 1, 10}, {2, 20, 2, 20}})));
}

TEST(EmbeddingTable, PutsSumsOverTheRootBehindTheContext) {
  EmbeddingTable<double> table(4, 2, COMBINE_CONCAT, false, /*distant_spans=*/2);
  for (int i = 0; i < 4; ++i) table.table().value.row(i)[1] = 10 * i;
  WindowBatch batch = Batch();
  batch.distant = {1, 2, 3, 2, 3};
  batch.distant_ends = {4, 4, 4, 5};
  Matrix<double> x(2, table.InputWidth(2));
  table.Lookup(batch, 2, x.view());
  EXPECT_TRUE(
      SameBytes(x, MatrixOf<double>({{0, 30, 0, 10, 0, 40, 0, 0}, {0, 20, 0, 20, 0, 0, 0, 30}})));
}

TEST(EmbeddingTable, TakesTheMean) {
  EXPECT_TRUE(SameBytes(LookupOf(TableOf(COMBINE_MEAN)), MatrixOf<double>({{2, 20}, {2, 20}})));
}

TEST(EmbeddingTable, TakesTheSum) {
  EXPECT_TRUE(SameBytes(LookupOf(TableOf(COMBINE_SUM)), MatrixOf<double>({{4, 40}, {4, 40}})));
}

TEST(EmbeddingTable, CountsWordsByTheirWeights) {
  const std::vector<float> weights = {1, 0.25, 0, 0.75};
  Matrix<double> x(2, 2);
  TableOf(COMBINE_SUM).Lookup(Batch(), 2, x.view(), weights);
  EXPECT_TRUE(SameBytes(x, MatrixOf<double>({{2.5, 25}, {0, 0}})));
  TableOf(COMBINE_MEAN).Lookup(Batch(), 2, x.view(), weights);
  EXPECT_TRUE(SameBytes(x, MatrixOf<double>({{2.5, 25}, {0, 0}})));
  WindowBatch batch = Batch();
  batch.contexts = {3, 3, 1, 1};
  TableOf(COMBINE_MEAN).Lookup(batch, 2, x.view(), weights);
  EXPECT_TRUE(SameBytes(x, MatrixOf<double>({{3, 30}, {1, 10}}))) << "a mean of equal words";
}

// The gradient of word 2, which fills the second context, for a dx of ones.
double GradientOfRepeatedWord(Combine combine, bool undivided = false) {
  EmbeddingTable<double> table = TableOf(combine, undivided);
  Matrix<double> dx(2, table.InputWidth(2));
  std::fill_n(dx.data(), dx.size(), 1.0);
  CollectingSink<double> sink;
  RowGroups groups;
  table.Group(Batch(), 2, &groups);
  table.Backward(Batch(), groups, 2, dx.view(), sink);
  for (int64_t word : {1, 2, 3}) EXPECT_TRUE(sink.Came(table.table(), word));
  EXPECT_FALSE(sink.Came(table.table(), 0)) << "a word that no context holds";
  const double* row = sink.gradient(table.table()).row(2);
  EXPECT_EQ(row[0], row[1]);
  return row[0];
}

TEST(EmbeddingTable, GivesEachWordTheSumOfItsPlacesGradients) {
  EXPECT_EQ(GradientOfRepeatedWord(COMBINE_CONCAT), 2);
  EXPECT_EQ(GradientOfRepeatedWord(COMBINE_SUM), 2);
  EXPECT_EQ(GradientOfRepeatedWord(COMBINE_MEAN), 1);
}

// As word2vec has it: no gradient, so that no difference of losses would agree.
TEST(EmbeddingTable, GivesEachWordAllOfTheMeansGradientIfAskedTo) {
  EXPECT_EQ(GradientOfRepeatedWord(COMBINE_MEAN, /*undivided=*/true), 2);
}

TEST(EmbeddingTable, TakesTheMeanOfTheWordsThatAreThere) {
  EmbeddingTable<double> table = TableOf(COMBINE_MEAN);
  WindowBatch batch;
  batch.contexts = {3, 1, 2};
  batch.ends = {2, 2, 3};
  Matrix<double> x(3, 2);
  table.Lookup(batch, 2, x.view());
  EXPECT_TRUE(SameBytes(x, MatrixOf<double>({{2, 20}, {0, 0}, {2, 20}})));
  RowGroups groups;
  table.Group(batch, 2, &groups);
  Matrix<double> dx = MatrixOf<double>({{1, 2}, {30, 40}, {5, 6}});
  CollectingSink<double> sink;
  table.Backward(batch, groups, 2, dx.view(), sink);
  EXPECT_TRUE(SameBytes(sink.gradient(table.table()),
                        MatrixOf<double>({{0, 0}, {0.5, 1}, {5, 6}, {0.5, 1}})));
}

}  // namespace
}  // namespace windowlm
