#include "src/query/text_vectors.h"

#include <vector>

#include "gtest/gtest.h"
#include "tests/base/matrix_of.h"

namespace windowlm {
namespace {

// "the" is nine tenths of the text, "dog" a twentieth.
TEST(TextVectors, AreMeansInWhichRareWordsCount) {
  const Vocabulary vocabulary =
      *Vocabulary::FromWords({"the", "dog", "</s>", "<unk>", "<s>"}, {90, 5, 3, 2, 0});
  const Matrix<float> embeddings = MatrixOf<float>({{1, 0}, {0, 1}, {5, 5}, {7, 7}, {9, 9}});
  const TextVectors texts(embeddings, vocabulary);
  const std::vector<float> vector = texts.VectorOf({0, 1, 3, 2});
  EXPECT_NEAR(vector[0], 0.0003 / (0.0003 + 0.9) / 4, 1e-9);
  EXPECT_NEAR(vector[1], 0.0003 / (0.0003 + 0.05) / 4, 1e-9);
  EXPECT_TRUE(texts.HasVector({3, 1}));
  EXPECT_FALSE(texts.HasVector({3, 2, 4}));
  EXPECT_FALSE(texts.HasVector({}));
  EXPECT_EQ(texts.VectorOf({}), std::vector<float>(2));
}

// By Zipf's law the shares are 12/25, 6/25, 4/25, 3/25 of the first four of four words.
TEST(TextVectors, TakeSharesByRankWhereWordsWereNotCounted) {
  const Vocabulary vocabulary =
      *Vocabulary::FromWords({"the", "dog", "</s>", "<unk>", "<s>"}, {0, 0, 0, 0, 0});
  const Matrix<float> embeddings = MatrixOf<float>({{1, 0}, {0, 1}, {5, 5}, {7, 7}, {9, 9}});
  const std::vector<float> vector = TextVectors(embeddings, vocabulary).VectorOf({0, 1});
  const double sum = 1 + 1 / 2.0 + 1 / 3.0 + 1 / 4.0 + 1 / 5.0;
  EXPECT_NEAR(vector[0], 0.0003 / (0.0003 + 1 / sum) / 2, 1e-9);
  EXPECT_NEAR(vector[1], 0.0003 / (0.0003 + 0.5 / sum) / 2, 1e-9);
}

TEST(NearestTexts, AreRankedByCosineAndThenByPlace) {
  const Matrix<float> texts = MatrixOf<float>({{0, 1}, {2, 0}, {1, 1}, {5, 0}, {0, 0}});
  const std::vector<float> vector = {1, 0};
  std::vector<size_t> places;
  for (const RankedText& text : NearestTexts(texts, vector, 10)) places.push_back(text.place);
  EXPECT_EQ(places, (std::vector<size_t>{1, 3, 2, 0, 4}));
  EXPECT_EQ(NearestTexts(texts, vector, 2).size(), 2u);
  EXPECT_EQ(NearestTexts(texts, vector, 1)[0].cosine, 1);
}

}  // namespace
}  // namespace windowlm
