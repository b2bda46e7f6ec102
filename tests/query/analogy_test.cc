#include "src/query/analogy.h"

#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "src/base/parallel_for.h"
#include "tests/evaluate/ten_words.h"

namespace windowlm {
namespace {

using ::testing::DoubleNear;
using ::testing::ElementsAre;
using ::testing::Pair;

class Analogy : public testing::Test {
 protected:
  // The answers to king : queen = man : ?
  std::vector<std::pair<std::string, double>> Answers(AnalogyMethod method, int64_t top,
                                                      bool show_unknown = false) const {
    std::vector<std::pair<std::string, double>> answers;
    for (const RankedWord& word :
         AnalogySolver(vectors_, words_)
             .Solve(Word("king"), Word("queen"), Word("man"), method, top, show_unknown)) {
      answers.emplace_back(words_.word(word.id), word.score);
    }
    return answers;
  }

  AnalogyWord Word(const char* word) const {
    const uint32_t id = words_.Find(word).value();
    return {absl::MakeConstSpan(vectors_.row(id), static_cast<size_t>(vectors_.columns())), id};
  }

  const Vocabulary words_ = TenWords();
  const Matrix<float> vectors_ = TenVectors();
};

// gensim 4.2: KeyedVectors.most_similar(positive=["queen", "man"], negative=["king"]).
TEST_F(Analogy, By3CosAddIsThatOfGensim) {
  EXPECT_THAT(Answers(AnalogyMethod::k3CosAdd, 7),
              ElementsAre(Pair("apple", DoubleNear(0.9665442705, 1e-6)),
                          Pair("woman", DoubleNear(0.6581102014, 1e-6)),
                          Pair("rare", DoubleNear(0.6423947811, 1e-6)),
                          Pair("pear", DoubleNear(0.6290754676, 1e-6)),
                          Pair("Apple", DoubleNear(0.4267543554, 1e-6)),
                          Pair("straße", DoubleNear(-0.0012770215, 1e-6)),
                          Pair("Ödland", DoubleNear(-0.0445361100, 1e-6))));
}

// By numpy in double precision, from the definition with epsilon 0.001.
TEST_F(Analogy, By3CosMulIsThatOfTheDefinition) {
  EXPECT_THAT(Answers(AnalogyMethod::k3CosMul, 7),
              ElementsAre(Pair("apple", DoubleNear(0.8527518072669112, 1e-12)),
                          Pair("pear", DoubleNear(0.7314077986137450, 1e-12)),
                          Pair("rare", DoubleNear(0.7207280604428821, 1e-12)),
                          Pair("woman", DoubleNear(0.6688973401097459, 1e-12)),
                          Pair("Apple", DoubleNear(0.6586712038342640, 1e-12)),
                          Pair("Ödland", DoubleNear(0.4419657501074464, 1e-12)),
                          Pair("straße", DoubleNear(0.3996142122621770, 1e-12))));
}

TEST_F(Analogy, LeavesOutTheThreeWordsAndWhatIsNoWord) {
  for (const AnalogyMethod method : {AnalogyMethod::k3CosAdd, AnalogyMethod::k3CosMul}) {
    EXPECT_EQ(Answers(method, 100).size(), 7u);
    EXPECT_EQ(Answers(method, 100, true).size(), 8u);
    EXPECT_EQ(Answers(method, 2).size(), 2u);
  }
}

TEST_F(Analogy, DoesNotDependOnTheNumberOfThreads) {
  for (const AnalogyMethod method : {AnalogyMethod::k3CosAdd, AnalogyMethod::k3CosMul}) {
    SetThreads(1);
    const auto one = Answers(method, 7);
    SetThreads(3);
    EXPECT_EQ(Answers(method, 7), one);
    SetThreads(0);
  }
}

}  // namespace
}  // namespace windowlm
