#include "src/model/subwords.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/query/tiny_model.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::FloatEq;

constexpr NgramRange kThrees{3, 3, 2000000};

// Row i of the n-grams is (i, 1).
Subwords SubwordsOf(const std::vector<std::string>& words, double weight) {
  auto index =
      std::make_shared<SubwordIndex>(VocabularyOf(words), kThrees, SubwordIndex::Rows::kUsed);
  Matrix<float> rows(index->rows(), 2);
  for (int64_t i = 0; i < rows.rows(); ++i) {
    rows.row(i)[0] = static_cast<float>(i);
    rows.row(i)[1] = 1;
  }
  return {std::move(index), weight, std::move(rows)};
}

TEST(Subwords, AddTheirMeanTimesTheWeight) {
  const Subwords subwords = SubwordsOf({"cat", "dog"}, 3);
  // cat, dog, </s>, <unk>, <s>
  Matrix<float> embeddings(5, 2);
  for (int64_t i = 0; i < embeddings.rows(); ++i) embeddings.row(i)[1] = 10;
  AddSubwords(*subwords.index, subwords.weight, subwords.rows, embeddings);
  float sum = 0;
  for (const uint32_t row : subwords.index->RowsOf(1)) sum += static_cast<float>(row);
  EXPECT_FLOAT_EQ(embeddings.row(1)[0], sum);
  EXPECT_FLOAT_EQ(embeddings.row(1)[1], 13);
  for (const int64_t special : {2, 3, 4}) {
    EXPECT_EQ(embeddings.row(special)[0], 0);
    EXPECT_EQ(embeddings.row(special)[1], 10);
  }
}

TEST(Subwords, MakeTheVectorOfAnUnknownWordOfAllItsNgrams) {
  const Subwords subwords = SubwordsOf({"cat"}, 2);
  std::vector<float> vector(2, 7);
  // Of <ca cat ats ts> two have rows; those without count as zeros.
  EXPECT_TRUE(WriteSubwordVector(subwords, "cats", vector.data()));
  const float sum = static_cast<float>(subwords.index->RowsOf(0)[0] + subwords.index->RowsOf(0)[1]);
  EXPECT_THAT(vector, ElementsAre(FloatEq(2 * sum / 4), FloatEq(1)));
}

TEST(Subwords, HaveNothingToSayOfAWordWithoutCommonNgrams) {
  std::vector<float> vector(2, 7);
  EXPECT_FALSE(WriteSubwordVector(SubwordsOf({"cat"}, 2), "dog", vector.data()));
  EXPECT_THAT(vector, ElementsAre(0, 0));
  EXPECT_FALSE(WriteSubwordVector(SubwordsOf({"cat"}, 2), "", vector.data()));
}

TEST(Subwords, AreOfAModelThatAsksForThem) {
  ModelConfig config;
  EXPECT_EQ(MakeSubwordIndex(config, VocabularyOf({"cat"})), nullptr);
  config.add_subwords(3);
  config.add_subwords(4);
  const auto index = MakeSubwordIndex(config, VocabularyOf({"cat"}));
  // <ca cat at> <cat cat>
  EXPECT_EQ(index->rows(), 5);
  EXPECT_EQ(index->range().buckets, 2000000u);
}

}  // namespace
}  // namespace windowlm
