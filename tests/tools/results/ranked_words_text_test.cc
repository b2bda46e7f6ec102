#include "tools/results/ranked_words_text.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace windowlm {
namespace {

constexpr AnswerNames kNames = {"prompt", "next_words", "probability"};

std::string Write(ResultFormat format, bool heading, absl::string_view query,
                  const std::vector<RankedWord>& words, WordCounts counts = WordCounts::kLeftOut) {
  const Vocabulary vocabulary =
      *Vocabulary::FromWords({"fed", "\"walked\"", "</s>", "<unk>", "<s>"}, {4, 3, 2, 1, 0});
  return RankedWordsText(format, kNames, heading, query, words, vocabulary, counts);
}

TEST(RankedWordsText, AlignsScoresForPeople) {
  EXPECT_EQ(Write(ResultFormat::kText, false, "q", {{0, 0.41234}, {2, 0.00001}}),
            "  0.4123  fed\n  0.0000  </s>\n");
  EXPECT_EQ(Write(ResultFormat::kText, true, "q", {{0, 0.5}, {2, -0.25}}),
            "q\n   0.5000  fed\n  -0.2500  </s>\n");
}

TEST(RankedWordsText, GivesTsvOneRowAWordWhateverTheQueryHolds) {
  EXPECT_EQ(Write(ResultFormat::kTsv, true, "a\tb\nc", {{0, 0.1}, {1, 1e-20}}),
            "a b c\t1\tfed\t0.1\na b c\t2\t\"walked\"\t1e-20\n");
}

TEST(RankedWordsText, GivesJsonOneLineAnAnswer) {
  EXPECT_EQ(Write(ResultFormat::kJson, false, "a\nb", {{1, 0.5}, {2, 0.25}}),
            "{\"prompt\":\"a\\u000ab\",\"next_words\":[{\"word\":\"\\\"walked\\\"\","
            "\"probability\":0.5},{\"word\":\"</s>\",\"probability\":0.25}]}\n");
  EXPECT_EQ(Write(ResultFormat::kJson, false, "", {}), "{\"prompt\":\"\",\"next_words\":[]}\n");
}

TEST(RankedWordsText, ShowsCountsBehindTheScoresThatTheyAreAskedWith) {
  const std::vector<RankedWord> words = {{0, 0.5}, {2, -0.25}};
  EXPECT_EQ(Write(ResultFormat::kText, false, "q", words, WordCounts::kShown),
            "   0.5000           4  fed\n  -0.2500           2  </s>\n");
  EXPECT_EQ(Write(ResultFormat::kTsv, false, "q", words, WordCounts::kShown),
            "q\t1\tfed\t0.5\t4\nq\t2\t</s>\t-0.25\t2\n");
  EXPECT_EQ(Write(ResultFormat::kJson, false, "q", {{0, 0.5}}, WordCounts::kShown),
            "{\"prompt\":\"q\",\"next_words\":[{\"word\":\"fed\",\"probability\":0.5,"
            "\"count\":4}]}\n");
}

}  // namespace
}  // namespace windowlm
