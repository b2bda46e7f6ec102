#include "src/query/alignment.h"

#include <algorithm>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "src/base/matrix_product.h"
#include "src/base/orthogonal_factor.h"
#include "src/base/parallel_for.h"
#include "tests/base/random_matrix.h"
#include "tests/base/same_bytes.h"

namespace windowlm {
namespace {

Vocabulary VocabularyOf(const std::vector<WordCount>& counts) {
  return *Vocabulary::FromCounts(counts, 1, 0);
}

TEST(Alignment, SharesTheWordsThatBothHaveOftenEnough) {
  const Vocabulary first = VocabularyOf({{"a", 9}, {"b", 8}, {"c", 3}, {"only", 9}, {"</s>", 9}});
  const Vocabulary second = VocabularyOf({{"b", 9}, {"a", 5}, {"c", 7}, {"new", 9}, {"</s>", 9}});
  const auto words = [&](uint64_t least) {
    std::string text;
    for (const CommonWord& word : FindCommonWords(first, second, least)) {
      EXPECT_EQ(first.word(word.first_id), second.word(word.second_id));
      text += std::string(first.word(word.first_id));
    }
    return text;
  };
  EXPECT_EQ(words(0), "abc");
  EXPECT_EQ(words(3), "abc");
  EXPECT_EQ(words(4), "ab");
  EXPECT_EQ(words(6), "b");
}

// A space that was turned, whose words lie in another order, and are longer or shorter.
class TurnedSpace : public testing::Test {
 protected:
  static constexpr int64_t kWords = 60;
  static constexpr int64_t kDim = 8;

  TurnedSpace() {
    Matrix<double> wide(kWords, kDim);
    std::copy_n(first_.data(), first_.size(), wide.data());
    Matrix<double> turned(kWords, kDim);
    MatrixProduct(Plain(wide.view()), Transposed(turn_.view()), turned.view());
    for (uint32_t i = 0; i < kWords; ++i) {
      const uint32_t place = (7 * i + 3) % kWords;
      words_.push_back({i, place});
      for (int64_t j = 0; j < kDim; ++j) {
        second_.row(place)[j] = static_cast<float>(turned.row(i)[j] * (1 + i));
      }
    }
  }

  const Matrix<double> turn_ = OrthogonalFactor(RandomMatrix<double>(5, kDim, kDim));
  Matrix<float> first_ = RandomMatrix<float>(1, kWords, kDim);
  Matrix<float> second_{kWords, kDim};
  std::vector<CommonWord> words_;
};

TEST_F(TurnedSpace, IsTurnedBack) {
  const Matrix<double> rotation = FindRotation(first_, second_, words_);
  for (int64_t i = 0; i < rotation.size(); ++i) {
    EXPECT_NEAR(rotation.data()[i], turn_.data()[i], 1e-6);
  }
  Rotate(rotation, &first_);
  for (const CommonWord& word : words_) {
    for (int64_t j = 0; j < kDim; ++j) {
      EXPECT_NEAR(first_.row(word.first_id)[j] * static_cast<float>(1 + word.first_id),
                  second_.row(word.second_id)[j], 1e-4);
    }
  }
}

TEST_F(TurnedSpace, IsTheSameOnAnyNumberOfThreads) {
  SetThreads(1);
  const Matrix<double> one = FindRotation(first_, second_, words_);
  SetThreads(3);
  EXPECT_TRUE(SameBytes(FindRotation(first_, second_, words_), one));
}

}  // namespace
}  // namespace windowlm
