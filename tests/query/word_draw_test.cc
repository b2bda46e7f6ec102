#include "src/query/word_draw.h"

#include <map>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/query/tiny_model.h"

namespace windowlm {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

// Of a, b, c, </s>, <unk>.
const std::vector<double>& Probabilities() {
  static const std::vector<double>& probabilities =
      *new std::vector<double>{0.09, 0.36, 0.04, 0.16, 0.35};
  return probabilities;
}

// How often each word is drawn by 1000 numbers that divide 0 .. 1 evenly.
std::map<std::string, int> Draws(const DrawOptions& options) {
  const Vocabulary vocabulary = VocabularyOf({"a", "b", "c"});
  std::map<std::string, int> draws;
  for (int i = 0; i < 1000; ++i) {
    ++draws[std::string(
        vocabulary.word(DrawWord(Probabilities(), options, (i + 0.5) / 1000, vocabulary)))];
  }
  return draws;
}

TEST(DrawWord, DrawsByTheProbabilities) {
  DrawOptions options;
  options.show_unknown = true;
  EXPECT_THAT(Draws(options), ElementsAre(Pair("</s>", 160), Pair("<unk>", 350), Pair("a", 90),
                                          Pair("b", 360), Pair("c", 40)));
}

TEST(DrawWord, NeverDrawsTheUnknownWordUnlessAsked) {
  EXPECT_THAT(Draws({}),
              ElementsAre(Pair("</s>", 246), Pair("a", 138), Pair("b", 554), Pair("c", 62)));
}

// The square roots of .09, .36, .04 and .16 sum to 1.5; their squares to .1649.
TEST(DrawWord, TakesProbabilitiesToThePowerOfTheInverseTemperature) {
  DrawOptions options;
  options.temperature = 2;
  EXPECT_THAT(Draws(options),
              ElementsAre(Pair("</s>", 267), Pair("a", 200), Pair("b", 400), Pair("c", 133)));
  options.temperature = 0.5;
  EXPECT_THAT(Draws(options),
              ElementsAre(Pair("</s>", 155), Pair("a", 49), Pair("b", 786), Pair("c", 10)));
}

TEST(DrawWord, DrawsTheMostProbableWordAtATemperatureOfZeroOrNearIt) {
  DrawOptions options;
  for (const double temperature : {0.0, 1e-300, 1e-3}) {
    options.temperature = temperature;
    EXPECT_THAT(Draws(options), ElementsAre(Pair("b", 1000))) << temperature;
  }
}

TEST(DrawWord, KeepsToTheMostProbableWords) {
  DrawOptions options;
  options.top_k = 2;
  EXPECT_THAT(Draws(options), ElementsAre(Pair("</s>", 308), Pair("b", 692)));
  options.top_k = 1;
  EXPECT_THAT(Draws(options), ElementsAre(Pair("b", 1000)));
  options.top_k = 100;
  EXPECT_EQ(Draws(options).size(), 4u);
}

// Of .65 that may be drawn, b has .554 and b and </s> .8.
TEST(DrawWord, KeepsToTheFewestWordsWithAShareOfTheProbability) {
  DrawOptions options;
  options.top_p = 0.55;
  EXPECT_THAT(Draws(options), ElementsAre(Pair("b", 1000)));
  options.top_p = 0.56;
  EXPECT_THAT(Draws(options), ElementsAre(Pair("</s>", 308), Pair("b", 692)));
  options.top_p = 0.9;
  EXPECT_THAT(Draws(options), ElementsAre(Pair("</s>", 262), Pair("a", 148), Pair("b", 590)));
}

TEST(DrawWord, DrawsOnlyWordsThatHaveAProbability) {
  const Vocabulary vocabulary = VocabularyOf({"a", "b", "c"});
  for (const double uniform : {0.0, 0.5, 1 - 0x1p-53}) {
    EXPECT_EQ(DrawWord({0, 0.5, 0, 0, 0.5}, {}, uniform, vocabulary), 1u) << uniform;
  }
}

// Beside a word that is not shown all others may be too improbable for a number.
TEST(DrawWord, DrawsSomeWordWhereNoneThatIsShownHasAProbability) {
  const Vocabulary vocabulary = VocabularyOf({"a", "b", "c"});
  DrawOptions options;
  for (const double top_p : {1.0, 0.5}) {
    options.top_p = top_p;
    EXPECT_LT(DrawWord({0, 0, 0, 0, 1}, options, 0.3, vocabulary), 4u);
  }
}

}  // namespace
}  // namespace windowlm
