#include "tools/results/ranked_words_text.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace windowlm {
namespace {

std::string Write(ResultFormat format, const std::vector<RankedWord>& words,
                  const WordDetails& details = {}, absl::Span<const int> agreement = {}) {
  const Vocabulary vocabulary = *Vocabulary::FromWords(
      {"fed", "\"walked\"", "</s>", "<unk>", "a\tb\x1b", "<s>"}, {4, 3, 2, 1, 1, 0});
  return RankedWordsText(format, {"next_words", "probability"}, words, vocabulary, details,
                         agreement);
}

TEST(RankedWordsText, AlignsScoresForPeople) {
  EXPECT_EQ(Write(ResultFormat::kText, {{0, 0.41234}, {2, 0.00001}}),
            "  0.4123  fed\n  0.0000  </s>\n");
  EXPECT_EQ(Write(ResultFormat::kText, {{0, 0.5}, {2, -0.25}}),
            "   0.5000  fed\n  -0.2500  </s>\n");
}

TEST(RankedWordsText, GivesTsvOneRowAWordWhateverTheWordHolds) {
  EXPECT_EQ(Write(ResultFormat::kTsv, {{0, 0.1}, {1, 1e-20}, {4, 1e-30}}),
            "1\tfed\t0.1\n2\t\"walked\"\t1e-20\n3\ta\\tb\\x1b\t1e-30\n");
}

TEST(RankedWordsText, GivesJsonAMember) {
  EXPECT_EQ(Write(ResultFormat::kJson, {{1, 0.5}, {2, 0.25}}),
            "\"next_words\":[{\"word\":\"\\\"walked\\\"\",\"probability\":0.5},"
            "{\"word\":\"</s>\",\"probability\":0.25}]");
  EXPECT_EQ(Write(ResultFormat::kJson, {}), "\"next_words\":[]");
}

TEST(RankedWordsText, ShowsCountsBehindTheScoresThatTheyAreAskedWith) {
  const std::vector<RankedWord> words = {{0, 0.5}, {2, -0.25}};
  EXPECT_EQ(Write(ResultFormat::kText, words, {true, 1}),
            "   0.5000           4  fed\n  -0.2500           2  </s>\n");
  EXPECT_EQ(Write(ResultFormat::kTsv, words, {true, 1}), "1\tfed\t0.5\t4\n2\t</s>\t-0.25\t2\n");
  EXPECT_EQ(Write(ResultFormat::kJson, {{0, 0.5}}, {true, 1}),
            "\"next_words\":[{\"word\":\"fed\",\"probability\":0.5,\"count\":4}]");
  EXPECT_EQ(RankedWordCells({}), 3);
  EXPECT_EQ(RankedWordCells({true, 1}), 4);
}

TEST(RankedWordsText, TellsHowManyModelsAgree) {
  const std::vector<RankedWord> words = {{0, 0.5}, {2, 0.25}};
  EXPECT_EQ(Write(ResultFormat::kText, words, {true, 3}, {3, 1}),
            "  0.5000  3/3           4  fed\n  0.2500  1/3           2  </s>\n");
  EXPECT_EQ(Write(ResultFormat::kTsv, words, {false, 3}, {3, 1}),
            "1\tfed\t0.5\t3\n2\t</s>\t0.25\t1\n");
  EXPECT_EQ(Write(ResultFormat::kJson, {{0, 0.5}}, {false, 3}, {2}),
            "\"next_words\":[{\"word\":\"fed\",\"probability\":0.5,\"agreement\":2}]");
  EXPECT_EQ(RankedWordCells({false, 2}), 4);
  EXPECT_EQ(RankedWordCells({true, 2}), 5);
}

}  // namespace
}  // namespace windowlm
